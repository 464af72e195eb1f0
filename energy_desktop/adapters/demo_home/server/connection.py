"""One client: its socket, its login, its queue of messages, and its commands in order."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Final, Protocol

import msgspec
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from energy_desktop.adapters.demo_home.server import wire

Work = Callable[[], Coroutine[Any, Any, None]]

MOST_PENDING: Final = 4096
"""Messages behind at which a client is cut (websocket_api/const.py)."""
PEAK_PENDING: Final = 1024
"""Messages behind which a client may not stay for longer than PEAK_SECONDS."""
PEAK_SECONDS: Final = 10.0
AUTH_SECONDS: Final = 10.0
CLOSE_SECONDS: Final = 10.0


class Doorkeeper(Protocol):
    """Decides who comes in."""

    def admits(self, token: str) -> bool:
        """Whether this token is accepted now."""


class Dispatcher(Protocol):
    """Runs commands."""

    def dispatch(self, connection: "Connection", message: dict[str, Any]) -> None:
        """Answer a well-formed command, or raise `wire.Refusal`."""


class Connection:
    """A client's connection, from the handshake to its end."""

    def __init__(self, socket: ServerConnection, monotonic: Callable[[], float]) -> None:
        self.socket = socket
        self.sent = 0
        """States sent by `subscribe_entities`: those of snapshots and every change since."""
        self.coalesce = False
        self._monotonic = monotonic
        self._queue: deque[bytes] = deque()
        self._filled = asyncio.Event()
        self._stalled_until = 0.0
        self._over_peak_since: float | None = None
        self._is_half_open = False
        self._last_id = 0
        self._ended = asyncio.Event()
        self._questions: asyncio.Queue[Work] = asyncio.Queue()

    def send(self, message: bytes) -> None:
        """Queue a message; a client too far behind is cut, and loses what was queued."""
        if self._ended.is_set() or self._is_half_open:
            return
        self._queue.append(message)
        self._filled.set()
        if len(self._queue) >= MOST_PENDING or self._too_long_behind():
            self.close()

    def count(self, states: int) -> None:
        """Count states that were sent by `subscribe_entities`."""
        self.sent += states

    def result(self, number: int, value: Any = None) -> None:
        """Answer a command."""
        self.send(wire.result(number, wire.encode(value)))

    def event(self, number: int, value: Any) -> None:
        """Send an event of the subscription of this number."""
        self.send(wire.event(number, wire.encode(value)))

    def stall(self, seconds: float) -> None:
        """Send nothing for some seconds, and stay connected."""
        self._stalled_until = self._monotonic() + seconds

    def half_open(self) -> None:
        """Neither send nor read any more, and stay connected: nothing comes through from now on.

        As when a router on the way forgets the connection: not even its end is told.
        """
        self._is_half_open = True
        self._queue.clear()
        self.socket.transport.pause_reading()

    def close(self) -> None:
        """End the connection; what is queued is lost."""
        self._ended.set()
        self._queue.clear()

    def abort(self) -> None:
        """Tear the socket down without a closing frame, as a failing network does."""
        self.close()
        self.socket.transport.abort()

    async def serve(self, doorkeeper: Doorkeeper, dispatcher: Dispatcher) -> None:
        """Let the client in, answer it until it goes or is cut."""
        try:
            if await self._admit(doorkeeper):
                await self._converse(dispatcher)
            if self._is_half_open:
                await self.socket.wait_closed()
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.socket.close()
        except (ConnectionClosed, TimeoutError):
            self.socket.transport.abort()

    async def _converse(self, dispatcher: Dispatcher) -> None:
        async with asyncio.TaskGroup() as tasks:
            running = [
                tasks.create_task(self._read(dispatcher)),
                tasks.create_task(self._write()),
                tasks.create_task(self._answer()),
            ]
            await self._ended.wait()
            # A writer may wait for a client that never reads again, an answer for its turn.
            for task in running:
                task.cancel()

    def spawn(self, work: Work) -> None:
        """Work on an answer while further commands are read; it ends with the connection."""
        self._questions.put_nowait(work)

    async def _answer(self) -> None:
        async with asyncio.TaskGroup() as answers:
            while True:
                work = await self._questions.get()
                answers.create_task(work())

    async def _admit(self, doorkeeper: Doorkeeper) -> bool:
        await self._say({"type": "auth_required", "ha_version": wire.HA_VERSION})
        try:
            async with asyncio.timeout(AUTH_SECONDS):
                message = msgspec.json.decode(await self.socket.recv())
        except (TimeoutError, msgspec.DecodeError):
            return False
        problem = _auth_problem(message)
        if problem is None and doorkeeper.admits(str(message.get("access_token"))):
            await self._say({"type": "auth_ok", "ha_version": wire.HA_VERSION})
            return True
        text = problem or "Invalid access token or password"
        await self._say({"type": "auth_invalid", "message": text})
        return False

    async def _say(self, message: dict[str, str]) -> None:
        await self.socket.send(wire.encode(message), text=True)

    async def _read(self, dispatcher: Dispatcher) -> None:
        try:
            async for frame in self.socket:
                message = msgspec.json.decode(frame)
                for command in message if isinstance(message, list) else [message]:
                    self._handle(dispatcher, command)
        except (msgspec.DecodeError, ConnectionClosed):
            pass
        finally:
            self.close()

    def _handle(self, dispatcher: Dispatcher, message: Any) -> None:
        """Check what every command must have, in Home Assistant's order, and run it."""
        number = message.get("id") if isinstance(message, dict) else 0
        kind = message.get("type") if isinstance(message, dict) else None
        if type(number) is not int or number <= 0 or not isinstance(kind, str) or not kind:
            self.send(wire.error(number, "invalid_format", "Message incorrectly formatted."))
            return
        if number <= self._last_id:
            self.send(wire.error(number, "id_reuse", "Identifier values have to increase."))
            return
        try:
            dispatcher.dispatch(self, message)
        except wire.Refusal as refusal:
            self.send(wire.error(number, refusal.code, refusal.message))
            if refusal.code == "unknown_command":
                return  # such an id may be used again
        self._last_id = number

    async def _write(self) -> None:
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                while self._queue:
                    await self._pause()
                    await self.socket.send(self._next_frame(), text=True)
        except ConnectionClosed:
            self.close()

    async def _pause(self) -> None:
        left = self._stalled_until - self._monotonic()
        if left > 0:
            await asyncio.sleep(left)

    def _next_frame(self) -> bytes:
        if not self.coalesce or len(self._queue) == 1:
            return self._queue.popleft()
        frame = b"[" + b",".join(self._queue) + b"]"
        self._queue.clear()
        return frame

    def _too_long_behind(self) -> bool:
        if len(self._queue) <= PEAK_PENDING:
            self._over_peak_since = None
            return False
        now = self._monotonic()
        if self._over_peak_since is None:
            self._over_peak_since = now
        return now - self._over_peak_since >= PEAK_SECONDS


def _auth_problem(message: Any) -> str | None:
    """What is wrong with the first message, in Home Assistant's words; None if nothing is."""
    prefix = "Auth message incorrectly formatted: "
    if not isinstance(message, dict):
        return prefix + "expected a dictionary"
    wrong = [
        f"extra keys not allowed @ data['{key}']. Got {value!r}"
        for key, value in message.items()
        if key not in ("type", "access_token", "api_password")
    ]
    if message.get("type") != "auth":
        got = repr(message.get("type"))
        wrong.append(f"not a valid value for dictionary value @ data['type']. Got {got}")
    return prefix + "\n".join(sorted(wrong)) if wrong else None
