"""Frames over asyncio's streams."""

import asyncio
from contextlib import suppress

from energy_desktop.adapters.local_channel.frames import HEADER_SIZE, Kind, read_header


class Gone(Exception):
    """The other side closed the connection, or ended."""


class Stream:
    """One end of a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Send frames; waits while the other side reads slowly. Raises Gone."""
        try:
            self._writer.write(data)
            await self._writer.drain()
        except OSError as error:
            raise Gone from error

    async def receive(self) -> tuple[Kind, bytes]:
        """The next frame. Raises Gone, or FrameInvalid for what is none."""
        try:
            kind, length = read_header(await self._reader.readexactly(HEADER_SIZE))
            return kind, await self._reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError) as error:
            raise Gone from error

    async def gone(self) -> None:
        """Wait until the other side closes; what it still sends is dropped."""
        with suppress(OSError):
            while await self._reader.read(1 << 16):
                pass

    def close(self) -> None:
        """Close; what was sent still arrives. Idempotent."""
        self._writer.close()
