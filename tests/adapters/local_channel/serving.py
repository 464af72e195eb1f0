"""A server that runs for as long as a block."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.server import ChannelServer
from tests.waiting import until


@asynccontextmanager
async def serving(
    server: ChannelServer, data_folder: Path
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """A server that holds the lock and listens; gives a way to end it earlier."""
    assert server.acquire()
    client = ChannelClient(data_folder)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(server.run())
        await until(lambda: (data_folder / "running.json").exists())
        assert await client.is_running()

        async def end() -> None:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            server.release()

        try:
            yield end
        finally:
            await end()
