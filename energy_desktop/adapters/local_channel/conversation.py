"""Conversations with other processes: one request each, its messages, its end."""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import TracebackType

from energy_desktop.adapters.local_channel.frames import FrameInvalid
from energy_desktop.adapters.local_channel.messages import (
    HAND_OVER,
    Request,
    accepted_frame,
    channel_failed,
    error_frame,
    message_frames,
)
from energy_desktop.adapters.local_channel.stream import Gone, Stream
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.recorder_control import Message, RecorderControl, Result

_log = logging.getLogger(__name__)

REQUEST_TIMEOUT = 10.0
"""Seconds in which a process that connected says what it wants."""
LAST_COMMANDS = 5.0
"""Seconds that commands in progress have to end when the data is handed over."""


class Taker:
    """Another process that asked for the data; its connection stays open while it has it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    async def grant(self) -> None:
        """Tell it that the data is its own; nothing happens when it is gone already."""
        await _try_to_send(self._stream, *message_frames(Result(None)))

    async def refuse(self, error: Exception) -> None:
        """Tell it why not."""
        await _try_to_send(self._stream, error_frame(_expected(error)))

    async def gone(self) -> None:
        """Wait until it gives the data back, or ends."""
        await self._stream.gone()

    def close(self) -> None:
        """End the conversation; idempotent."""
        self._stream.close()


class Conversations:
    """All conversations of a server, none of which outlives the block."""

    def __init__(self, control: RecorderControl, can_hand_over: bool) -> None:
        self.key = ""
        """What every request has to show."""
        self._control = control
        self._can_hand_over = can_hand_over
        self._is_open = True
        self._group = asyncio.TaskGroup()
        self._tasks: set[asyncio.Task[None]] = set()
        self._taker: asyncio.Future[Taker] = asyncio.get_running_loop().create_future()
        self._kept: Stream | None = None
        """The taker's connection, which outlives its conversation."""

    async def __aenter__(self) -> "Conversations":
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_open = False
        try:
            if kind is None and self._tasks:
                await asyncio.wait(self._tasks, timeout=LAST_COMMANDS)
        finally:
            for task in self._tasks:
                task.cancel()
            await self._group.__aexit__(kind, error, trace)

    def begin(self, stream: Stream) -> None:
        """Converse with a process that has connected."""
        if not self._is_open:
            stream.close()
            return
        task = self._group.create_task(self._converse(stream))
        self._tasks.add(task)

        # Not in a `finally` of the conversation: cancelled before its first step, it has none.
        def ended(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            if stream is not self._kept:
                stream.close()

        task.add_done_callback(ended)

    async def asked_to_hand_over(self) -> Taker:
        """Wait for a process that asks for the data."""
        return await self._taker

    async def _converse(self, stream: Stream) -> None:
        """One conversation; never raises but when cancelled."""
        try:
            request = await self._request(stream)
            await stream.send(accepted_frame())
            if request.command == HAND_OVER:
                self._accept_taker(stream)
            else:
                await self._answer(stream, request)
        except (Gone, TimeoutError):
            _log.debug("a process that asked went away")
        except Exception as error:  # noqa: BLE001 -- whatever a command raises is told to who asked
            await _try_to_send(stream, error_frame(_expected(error)))

    async def _request(self, stream: Stream) -> Request:
        async with asyncio.timeout(REQUEST_TIMEOUT):
            request = Request.read(*await stream.receive())
        if not hmac.compare_digest(request.key.encode(errors="replace"), self.key.encode()):
            raise FrameInvalid("the key in the data folder is another")
        return request

    def _accept_taker(self, stream: Stream) -> None:
        if not self._can_hand_over:
            raise channel_failed("it does not hand the data over")
        if self._taker.done():
            raise channel_failed("another process is just taking the data over")
        self._taker.set_result(Taker(stream))
        self._kept = stream

    async def _answer(self, stream: Stream, request: Request) -> None:
        """Perform a command; cancelled when who asked goes away."""
        answer = self._control.perform(request.command, request.arguments)
        async with _while_there(stream), _closing(answer) as messages:
            async for message in messages:
                for each in message_frames(message):
                    await stream.send(each)


@asynccontextmanager
async def _while_there(stream: Stream) -> AsyncIterator[None]:
    """Cancel the block when the other side closes, which then raises Gone."""

    async def watch() -> None:
        await stream.gone()
        raise Gone

    failure: BaseException | None = None
    try:
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(watch())
            try:
                yield
            except Exception as error:  # noqa: BLE001 -- raised below, out of the group
                failure = error
            watching.cancel()
    except* Gone:
        failure = failure or Gone()
    if failure is not None:
        raise failure


@asynccontextmanager
async def _closing(messages: AsyncIterator[Message]) -> AsyncIterator[AsyncIterator[Message]]:
    """As `contextlib.aclosing`, also for iterators that need no closing."""
    try:
        yield messages
    finally:
        close = getattr(messages, "aclose", None)
        if close is not None:
            await close()


def _expected(error: Exception) -> EnergyDesktopError:
    """The error as it is told to the other side."""
    match error:
        case EnergyDesktopError():
            return error
        case FrameInvalid():
            return channel_failed(str(error))
        case _:
            _log.error("a command failed unexpectedly", exc_info=error)
            return EnergyDesktopError(ProblemCode.UNEXPECTED, reason=type(error).__name__)


async def _try_to_send(stream: Stream, *frames: bytes) -> None:
    with suppress(Gone):
        for each in frames:
            await stream.send(each)
