"""Servers that are not Home Assistant: each is a port and what it does with whoever comes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Visit = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(visit: Visit, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server on a free port of this machine, which is given."""
    visitors: list[asyncio.StreamWriter] = []

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitors.append(writer)
        try:
            await visit(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(receive, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in visitors:
            writer.transport.abort()
        await asyncio.sleep(0.01)


def answering(answer: bytes) -> Visit:
    """Give the same answer whatever is said first, and go."""

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        writer.write(answer)
        await writer.drain()

    return visit


def page(status: str, *headers: str) -> Visit:
    """An HTTP server with one page."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", "Content-Length: 2", *headers))
    return answering(f"{head}\r\nhi".encode())


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take everything and say nothing."""
    while await reader.read(1024):
        pass


async def leaving(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hang up as soon as something was said."""
    await reader.read(1)
