"""Commands and their answers: ids that increase, answers that find who asked."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec
from msgspec import Raw
from websockets.exceptions import ConnectionClosed

from energy_desktop.adapters.home_assistant.address import Address
from energy_desktop.adapters.home_assistant.failures import again, closed, malformed
from energy_desktop.adapters.home_assistant.transport import Socket
from energy_desktop.adapters.home_assistant.wire import Event, Message, encode_command
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import EnergyDesktopError, HomeRequestFailed

Listener = Callable[[Event], None]
T = TypeVar("T")

REQUEST_TIMEOUT = 10.0
"""Seconds for answers that need no database."""
DATABASE_TIMEOUT = 60.0
"""Seconds for answers out of Home Assistant's database."""

_FAREWELL_TIMEOUT = 0.5

_NO_FIELDS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """A result, not decoded yet, and the id of its command: that of a subscription."""

    command_id: int
    result: Raw


class Requests:
    """The commands of one connection and the listeners of its subscriptions."""

    def __init__(self, socket: Socket, address: Address) -> None:
        self._socket = socket
        self._address = address
        self._last_id = 0
        self._pending: dict[int, asyncio.Future[Message | None]] = {}
        self._listeners: dict[int, Listener] = {}
        self._end: EnergyDesktopError | None = None
        self._waiting: set[asyncio.Future[Any]] = set()

    async def ask(
        self,
        kind: str,
        fields: Mapping[str, object] = _NO_FIELDS,
        *,
        timeout: float | None = None,
        listener: Listener | None = None,
        on_id: Callable[[int], None] | None = None,
    ) -> Answer:
        """Send a command and wait for its result.

        `listener` gets the events of the subscription that the command begins, `on_id` the
        id before anything can arrive under it. Raises HomeRequestFailed for an error or a
        timeout (REQUEST_TIMEOUT unless given), and the error of the connection's end.
        """
        patience = REQUEST_TIMEOUT if timeout is None else timeout
        command_id = self._allocate(listener, on_id)
        try:
            async with asyncio.timeout(patience):
                message = await self._exchange(command_id, kind, fields)
        except BaseException as failure:  # also cancelled: nobody listens any more
            if listener is not None:
                await self.abandon(command_id)
            if isinstance(failure, TimeoutError):
                raise request_timed_out(kind, patience) from None
            raise
        return Answer(command_id, self._result(kind, command_id, message))

    async def fetch(
        self,
        kind: str,
        shape: type[T],
        fields: Mapping[str, object] = _NO_FIELDS,
        *,
        timeout: float | None = None,
    ) -> T:
        """Ask and decode a small result; HomeProtocolError when it has another shape."""
        answer = await self.ask(kind, fields, timeout=timeout)
        return self.decode(answer.result, shape)

    async def unsubscribe(self, subscription: int) -> None:
        """End a subscription; all its events have been taken when this returns."""
        await self.ask("unsubscribe_events", {"subscription": subscription})
        self._listeners.pop(subscription, None)

    async def abandon(self, subscription: int) -> None:
        """Ignore a subscription from now on, and tell Home Assistant if that is possible."""
        self._listeners.pop(subscription, None)
        fields = {"subscription": subscription}
        with suppress(TimeoutError, EnergyDesktopError):
            async with asyncio.timeout(_FAREWELL_TIMEOUT):
                await self._send(self._allocate(None, None), "unsubscribe_events", fields)

    async def unless_ended(self, awaited: "asyncio.Future[T | None]") -> T:
        """Wait for something a listener brings, or raise the error of the connection's end."""
        self._waiting.add(awaited)
        try:
            brought = None if self._end is not None else await awaited
        finally:
            self._waiting.discard(awaited)
        if brought is None:
            raise self.ended()
        return brought

    def decode(self, result: Raw, shape: type[T]) -> T:
        """Decode a result, or a part of one; HomeProtocolError when it has another shape."""
        try:
            return msgspec.json.decode(result, type=shape)
        except (msgspec.MsgspecError, ValueError) as error:
            raise malformed(self._address, str(error)) from None

    def take(self, message: Message) -> None:
        """Give a result to who asked and an event to who listens; others are ignored."""
        if message.id is None:
            return
        if message.event is not None:
            listener = self._listeners.get(message.id)
            if listener is not None:
                listener(message.event)
        elif message.type == "result":
            answered = self._pending.get(message.id)
            if answered is not None and not answered.done():
                answered.set_result(message)

    def end(self, error: EnergyDesktopError) -> None:
        """Fail all that wait, and all that ask later, with the same error."""
        self._end = self._end or error
        for awaited in (*self._pending.values(), *self._waiting):
            if not awaited.done():
                awaited.set_result(None)

    def ended(self) -> EnergyDesktopError:
        """The error of the end, for one more who is told."""
        assert self._end is not None
        return again(self._end)

    def _allocate(self, listener: Listener | None, on_id: Callable[[int], None] | None) -> int:
        if self._end is not None:
            raise self.ended()
        self._last_id += 1
        if listener is not None:
            self._listeners[self._last_id] = listener
        if on_id is not None:
            on_id(self._last_id)
        return self._last_id

    async def _exchange(
        self, command_id: int, kind: str, fields: Mapping[str, object]
    ) -> Message | None:
        answered: asyncio.Future[Message | None] = asyncio.get_running_loop().create_future()
        self._pending[command_id] = answered
        try:
            await self._send(command_id, kind, fields)
            return await answered
        finally:
            del self._pending[command_id]

    async def _send(self, command_id: int, kind: str, fields: Mapping[str, object]) -> None:
        """Send at once: whoever allocated an id has not let others run since."""
        try:
            await self._socket.send(encode_command(command_id, kind, fields), text=True)
        except ConnectionClosed as error:
            self.end(closed(self._address, error))
            raise self.ended() from None

    def _result(self, kind: str, command_id: int, message: Message | None) -> Raw:
        if message is None:
            raise self.ended()
        if message.success:
            return message.result
        self._listeners.pop(command_id, None)
        raise HomeRequestFailed(
            ProblemCode.HOME_REQUEST_FAILED,
            request=kind,
            reason=message.error.message if message.error else "no reason given",
            code=str(message.error.code) if message.error else "unknown_error",
        )


def request_timed_out(kind: str, timeout: float) -> HomeRequestFailed:
    """Home Assistant is connected, but did not answer a request in time."""
    return HomeRequestFailed(
        ProblemCode.HOME_REQUEST_TIMED_OUT, request=kind, seconds=f"{timeout:g}"
    )
