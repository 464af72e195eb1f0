"""A bare client of Home Assistant's WebSocket protocol, for tests.

It knows JSON, message ids and lists of messages in one frame, and nothing else: no decoding, no
reconnecting, no task of its own. Messages are taken from the socket only while a test waits for
one, and what was not asked for stays in order until it is.
"""

import asyncio
import itertools
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

Message = dict[str, Any]

PATIENCE = 10.0
"""Seconds to wait for a message before a test fails."""


class CommandFailed(Exception):
    """Home Assistant answered a command with `success: false`."""

    def __init__(self, error: Message) -> None:
        """Keep the code and the message of the answer."""
        super().__init__(f"{error['code']}: {error['message']}")
        self.code: str = error["code"]
        self.message: str = error["message"]


class Wire:
    """One connection; `frames` holds everything received, a list of messages for each frame."""

    def __init__(self, socket: ClientConnection) -> None:
        """Speak over a socket that is open already."""
        self.socket = socket
        self.frames: list[list[Message]] = []
        self.lists_received = 0
        """How many frames held a JSON list."""
        self._unread: deque[Message] = deque()
        self._ids = itertools.count(1)

    @property
    def received(self) -> list[Message]:
        """Every message so far in the order of arrival."""
        return list(itertools.chain.from_iterable(self.frames))

    async def send(self, message: object) -> None:
        """Send anything that is JSON."""
        await self.socket.send(json.dumps(message))

    async def request(self, type_: str, **parameters: object) -> int:
        """Send a command under the next id, which is returned."""
        command_id = next(self._ids)
        await self.send({"id": command_id, "type": type_, **parameters})
        return command_id

    async def ask(self, type_: str, **parameters: object) -> Message:
        """Send a command and return the whole answer: a `result` or a `pong`."""
        return await self.answer(await self.request(type_, **parameters))

    async def result(self, type_: str, **parameters: object) -> Any:
        """Send a command and return its result; raises CommandFailed."""
        answer = await self.ask(type_, **parameters)
        if not answer["success"]:
            raise CommandFailed(answer["error"])
        return answer["result"]

    async def error(self, type_: str, **parameters: object) -> str:
        """Send a command that must fail and return the code of its error."""
        answer = await self.ask(type_, **parameters)
        assert answer["success"] is False, answer
        return str(answer["error"]["code"])

    async def subscribe(self, type_: str, **parameters: object) -> int:
        """Send a command that subscribes; its id. The result of such commands is null."""
        subscription = await self.request(type_, **parameters)
        answer = await self.answer(subscription)
        assert answer["success"] is True, answer
        assert answer["result"] is None
        return subscription

    async def answer(self, command_id: int, patience: float = PATIENCE) -> Message:
        """The answer to a command; everything else stays unread."""
        return await self._first(command_id, ("result", "pong"), patience)

    async def event(self, subscription: int, patience: float = PATIENCE) -> Any:
        """The next event of a subscription; everything else stays unread."""
        return (await self._first(subscription, ("event",), patience))["event"]

    async def message(self, patience: float = PATIENCE) -> Message:
        """The next message, whatever it is."""
        async with asyncio.timeout(patience):
            while not self._unread:
                await self._read_frame()
        return self._unread.popleft()

    async def frame(self, patience: float = PATIENCE) -> Any:
        """The next frame as it came: a message or a list of them."""
        async with asyncio.timeout(patience):
            return json.loads(await self.socket.recv())

    async def unread(self, seconds: float) -> list[Message]:
        """All messages not read so far and those that arrive within the seconds."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self._read_frame()
        except TimeoutError:
            pass
        messages = list(self._unread)
        self._unread.clear()
        return messages

    async def _first(self, command_id: int, types: tuple[str, ...], patience: float) -> Message:
        passed: list[Message] = []
        try:
            async with asyncio.timeout(patience):
                while True:
                    while not self._unread:
                        await self._read_frame()
                    message = self._unread.popleft()
                    if message.get("id") == command_id and message["type"] in types:
                        return message
                    passed.append(message)
        finally:
            self._unread.extendleft(reversed(passed))

    async def _read_frame(self) -> None:
        content = json.loads(await self.socket.recv())
        if isinstance(content, list):
            self.lists_received += 1
        messages = content if isinstance(content, list) else [content]
        self.frames.append(messages)
        self._unread.extend(messages)


def websocket_address(url: str) -> str:
    """Where the WebSocket of the Home Assistant at `http://HOST:PORT` is."""
    if url.endswith("/api/websocket"):
        return url
    return f"ws{url.removeprefix('http').removeprefix('ws').rstrip('/')}/api/websocket"


@asynccontextmanager
async def unauthenticated(url: str) -> AsyncIterator[Wire]:
    """A connection on which nothing was said yet, by either side."""
    async with connect(
        websocket_address(url),
        max_size=None,
        compression=None,
        proxy=None,
        ping_interval=None,
        # A Home Assistant that stops says goodbye at once and closes the socket 10 s later.
        close_timeout=1,
    ) as socket:
        yield Wire(socket)


@asynccontextmanager
async def authenticated(url: str, token: str) -> AsyncIterator[Wire]:
    """A connection that is ready for commands."""
    async with unauthenticated(url) as wire:
        hello = await wire.message()
        assert hello["type"] == "auth_required", hello
        await wire.send({"type": "auth", "access_token": token})
        welcome = await wire.message()
        assert welcome["type"] == "auth_ok", welcome
        yield wire
