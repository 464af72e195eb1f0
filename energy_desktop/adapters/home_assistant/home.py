"""A Home Assistant with an address and a token."""

from collections.abc import Callable

from energy_desktop.adapters.home_assistant.address import Address, parse_address
from energy_desktop.adapters.home_assistant.credentials import Token
from energy_desktop.adapters.home_assistant.failures import opening_failed
from energy_desktop.adapters.home_assistant.handshake import authenticate
from energy_desktop.adapters.home_assistant.link import HomeAssistantLink
from energy_desktop.adapters.home_assistant.transport import Socket, open_socket
from energy_desktop.model.home import ConnectionState
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.tasks import Spawn


class HomeAssistant:
    """Implements `Home` over Home Assistant's WebSocket API."""

    def __init__(self, url: str, token: str, spawn: Spawn) -> None:
        """Raise WrongUsage when the address is none; nothing is connected yet."""
        self._token = Token(token)
        del token  # so that no traceback with local variables shows it
        self._address = parse_address(url)
        self._spawn = spawn

    @property
    def address(self) -> str:
        """For people to read; holds no secret."""
        return str(self._address)

    def __repr__(self) -> str:
        # An address that was refused leaves an object that only a traceback still shows.
        return f"HomeAssistant({getattr(self, '_address', None)})"

    async def connect(self, progress: Callable[[ConnectionState], None]) -> HomeLink:
        """Connect, authenticate and begin to read; ends in the state PREPARING.

        Raises HomeUnreachable, HomeRefused or HomeProtocolError.
        """
        progress(ConnectionState.CONNECTING)
        socket = await _open(self._address)
        try:
            progress(ConnectionState.AUTHENTICATING)
            version = await authenticate(socket, self._address, self._token)
            progress(ConnectionState.PREPARING)
        except BaseException:  # also cancelled: nobody else holds the connection
            socket.transport.abort()
            raise
        return await self._link(socket, version)

    async def _link(self, socket: Socket, version: str) -> HomeLink:
        link = HomeAssistantLink(socket, self._address, version, self._spawn)
        try:
            await link.prepare()
        except BaseException:  # also cancelled: nobody else holds the connection
            await link.close()
            raise
        return link


async def _open(address: Address) -> Socket:
    try:
        return await open_socket(address)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong here has a name there
        failure = await opening_failed(address, error)
    raise failure
