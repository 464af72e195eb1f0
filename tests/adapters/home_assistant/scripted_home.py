"""A server that authenticates as Home Assistant does and then answers what a test tells it."""

import asyncio
import json
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.waiting import until

Message = dict[str, Any]
Reply = Callable[[Message], list[Message]]


def result(command: Message, value: object = None) -> Message:
    """The successful result of a command."""
    return {"id": command["id"], "type": "result", "success": True, "result": value}


def failure(command: Message, code: str, message: str = "No") -> Message:
    """The failed result of a command."""
    error = {"code": code, "message": message}
    return {"id": command["id"], "type": "result", "success": False, "error": error}


def event(command_id: int, body: object) -> Message:
    """An event of a subscription."""
    return {"id": command_id, "type": "event", "event": body}


def _succeed(command: Message) -> list[Message]:
    return [result(command)]


class ScriptedHome:
    """Every command succeeds with `null` unless `replies` says otherwise."""

    token = "eyJhbGciOiJIUzI1NiJ9.a-secret-of-this-test"

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.commands: list[Message] = []
        self.replies: dict[str, Reply] = {}
        self.connections: list[ServerConnection] = []
        self.version = "2026.11.0"
        self.url = ""
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await serve(self._serve, "127.0.0.1", 0, max_size=None, ssl=self._tls)
        port = self._server.sockets[0].getsockname()[1]
        # The certificates of tests are made for the name.
        self.url = f"https://localhost:{port}" if self._tls else f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        for connection in self.connections:
            connection.transport.abort()
        self._server.close()
        await self._server.wait_closed()

    def answer(self, kind: str, value: object) -> None:
        """Let a command have this result from now on."""
        self.replies[kind] = lambda command: [result(command, value)]

    def refuse(self, kind: str, code: str, message: str = "No") -> None:
        """Let a command fail from now on."""
        self.replies[kind] = lambda command: [failure(command, code, message)]

    def ignore(self, kind: str) -> None:
        """Let a command have no result from now on."""
        self.replies[kind] = lambda _: []

    def sent(self, kind: str) -> list[Message]:
        """All commands of a kind that arrived so far."""
        return [each for each in self.commands if each["type"] == kind]

    async def arrived(self, kind: str) -> Message:
        """Wait for a command of a kind; the newest."""
        await until(lambda: self.sent(kind))
        return self.sent(kind)[-1]

    async def send(self, *messages: Message) -> None:
        """Send each message in a frame of its own."""
        for message in messages:
            await self.send_text(json.dumps(message))

    async def send_list(self, *messages: Message) -> None:
        """Send messages as one frame that holds a list."""
        await self.send_text(json.dumps(messages))

    async def send_text(self, text: str) -> None:
        """Send a frame as it is."""
        await self.connections[-1].send(text)

    async def _serve(self, connection: ServerConnection) -> None:
        self.connections.append(connection)
        try:
            await self._authenticate(connection)
            async for frame in connection:
                command = json.loads(frame)
                self.commands.append(command)
                reply = self.replies.get(command["type"], _succeed)
                for message in reply(command):
                    await connection.send(json.dumps(message))
        except (ConnectionClosed, asyncio.CancelledError):
            return

    async def _authenticate(self, connection: ServerConnection) -> None:
        await connection.send(json.dumps({"type": "auth_required", "ha_version": self.version}))
        message = json.loads(await connection.recv())
        if message != {"type": "auth", "access_token": self.token}:
            refused = {"type": "auth_invalid", "message": "Invalid access token or password"}
            await connection.send(json.dumps(refused))
            await connection.close()
            return
        await connection.send(json.dumps({"type": "auth_ok", "ha_version": self.version}))
