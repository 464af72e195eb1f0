"""A data folder, and a server on it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.server import ChannelServer
from tests.adapters.local_channel.control import EchoControl
from tests.waiting import until

Serving = Callable[[ChannelServer], AbstractAsyncContextManager[ChannelServer]]


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder; sockets are made in a runtime folder of the test's own."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return tmp_path / "data"


@pytest.fixture
def control() -> EchoControl:
    """What the server performs."""
    return EchoControl()


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


@pytest.fixture
async def server(data_folder: Path, control: EchoControl) -> AsyncIterator[ChannelServer]:
    """A server that serves and hands nothing over."""
    server = ChannelServer(data_folder, control)
    async with serving(server, data_folder):
        yield server


@pytest.fixture
def client(data_folder: Path) -> ChannelClient:
    """A client of the folder."""
    return ChannelClient(data_folder)
