"""Authentication: the only exchange that has no ids, and the only one that holds the token."""

import asyncio

import msgspec
from msgspec import Struct
from websockets.exceptions import ConnectionClosed

from energy_desktop.adapters.home_assistant.address import Address
from energy_desktop.adapters.home_assistant.credentials import Token
from energy_desktop.adapters.home_assistant.failures import closed, not_home_assistant, timed_out
from energy_desktop.adapters.home_assistant.transport import CONNECT_TIMEOUT, Socket
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeRefused


class _Greeting(Struct):
    type: str
    ha_version: str = ""


async def authenticate(socket: Socket, address: Address, token: Token) -> str:
    """Authenticate and return Home Assistant's version.

    Raises HomeRefused for a wrong token, which must not be tried again: Home Assistant
    notifies its owner and may ban this address. Raises HomeUnreachable and
    HomeProtocolError for everything else.
    """
    try:
        async with asyncio.timeout(CONNECT_TIMEOUT):
            return await _exchange(socket, address, token)
    except ConnectionClosed as error:
        raise closed(address, error) from None
    except TimeoutError:
        raise timed_out(address) from None


async def _exchange(socket: Socket, address: Address, token: Token) -> str:
    greeting = await _receive(socket, address)
    if greeting.type != "auth_required":
        raise not_home_assistant(address, "it does not ask for a token")
    await socket.send(
        msgspec.json.encode({"type": "auth", "access_token": token.reveal()}), text=True
    )
    reply = await _receive(socket, address)
    if reply.type == "auth_invalid":
        raise HomeRefused(ProblemCode.HOME_TOKEN_REFUSED)
    if reply.type != "auth_ok":
        raise not_home_assistant(address, "it does not say whether the token is right")
    return reply.ha_version or greeting.ha_version


async def _receive(socket: Socket, address: Address) -> _Greeting:
    frame = await socket.recv(decode=False)
    try:
        return msgspec.json.decode(frame, type=_Greeting)
    except (msgspec.MsgspecError, ValueError):
        raise not_home_assistant(address, "its first messages are not Home Assistant's") from None
