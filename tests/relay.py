"""A TCP relay that can fall silent: what a half-open connection looks like from one end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit


class Relay:
    """Forwards connections to a server, until it forgets those it has."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        self._target = (parts.hostname, parts.port)
        self._open: list[asyncio.Event] = []
        self.url = ""

    @property
    def connections(self) -> int:
        """Connections made so far."""
        return len(self._open)

    def forget(self) -> None:
        """Forward nothing more of the present connections; their sockets stay open."""
        for each in self._open:
            each.clear()

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        is_open = asyncio.Event()
        is_open.set()
        self._open.append(is_open)
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_forward(reader, far_writer, is_open))
                group.create_task(_forward(far_reader, writer, is_open))
        finally:
            for each in (writer, far_writer):
                each.transport.abort()


async def _forward(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, is_open: asyncio.Event
) -> None:
    with suppress(ConnectionError):
        while data := await source.read(65536):
            if not is_open.is_set():
                continue
            sink.write(data)
            await sink.drain()
    sink.close()


@asynccontextmanager
async def relaying(url: str) -> AsyncIterator[Relay]:
    """A relay in front of a server; gone at the end, with all its connections."""
    relay = Relay(url)
    visits: set[asyncio.Task[None]] = set()

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        visits.add(task)
        with suppress(asyncio.CancelledError):
            await relay.visit(reader, writer)

    server = await asyncio.start_server(visit, "127.0.0.1", 0)
    relay.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield relay
    finally:
        server.close()
        for task in visits:
            task.cancel()
        if visits:
            await asyncio.wait(visits)
