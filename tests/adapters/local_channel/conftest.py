"""A data folder, and a server on it."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.server import ChannelServer
from tests.adapters.local_channel.control import EchoControl
from tests.adapters.local_channel.serving import serving


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder of the test's own; with a short name, as sockets need it."""
    with tempfile.TemporaryDirectory(prefix="ed-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def data_folder(tmp_path: Path, runtime: Path) -> Path:
    """A data folder that is not there yet; its sockets are made in `runtime`."""
    assert runtime.is_dir()
    return tmp_path / "data"


@pytest.fixture
def control() -> EchoControl:
    """What the server performs."""
    return EchoControl()


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
