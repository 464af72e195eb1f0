"""Listening for other processes of the same user, for as long as the lock is held."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from energy_desktop.adapters.local_channel import address
from energy_desktop.adapters.local_channel.address import Address
from energy_desktop.adapters.local_channel.stream import Stream

_BACKLOG = 512

OnConnection = Callable[[Stream], None]


@asynccontextmanager
async def listening(
    data_folder: Path, on_connection: OnConnection, *, loopback: bool = sys.platform == "win32"
) -> AsyncIterator[str]:
    """Listen and publish where; the key that every request has to show.

    The holder of the lock is alone with the socket's path, so what a process that crashed
    left there is replaced. Raises OSError when nothing can be listened on.
    """
    key = secrets.token_urlsafe(32)

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if address.peer_is_other_user(writer.get_extra_info("socket")):
            writer.close()
        else:
            on_connection(Stream(reader, writer))

    if loopback:
        server = await asyncio.start_server(
            connected, "127.0.0.1", 0, backlog=_BACKLOG, start_serving=False
        )
        place = Address(None, server.sockets[0].getsockname()[1], key)
    else:
        path = address.socket_path(data_folder)
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(
            connected, path, backlog=_BACKLOG, start_serving=False
        )
        path.chmod(0o600)
        place = Address(str(path), None, key)
    try:
        # Published before anyone is let in: else who asks just now would show the key that a
        # process that crashed has left behind.
        place.publish(data_folder)
        await server.start_serving()
        yield key
    finally:
        server.close()
        place.withdraw(data_folder)
