"""A server that runs for as long as a block."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.server import ChannelServer


@asynccontextmanager
async def serving(
    server: ChannelServer, data_folder: Path
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """A server that holds the lock and listens; gives a way to end it earlier."""
    assert server.acquire()
    client = ChannelClient(data_folder)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(server.run())
        async with asyncio.timeout(10):
            while not await client.is_running():
                await asyncio.sleep(0.005)

        async def end() -> None:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            server.release()

        try:
            yield end
        finally:
            await end()
