"""Other processes that hold a data folder, for what one process cannot show of itself."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLD = """
import sys, time
from pathlib import Path
from energy_desktop.adapters.local_channel.data_lock import DataLock

assert DataLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""

_SERVE = """
import asyncio, sys
from pathlib import Path
from energy_desktop.adapters.local_channel.server import ChannelServer
from tests.adapters.local_channel.control import EchoControl

async def serve():
    folder = Path(sys.argv[1])
    server = ChannelServer(folder, EchoControl())
    assert server.acquire()
    async with asyncio.TaskGroup() as group:
        group.create_task(server.run())
        while not (folder / "running.json").exists():
            await asyncio.sleep(0.01)
        print("serving", flush=True)

asyncio.run(serve())
"""


_TAKE = """
import asyncio, sys
from pathlib import Path
from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.data_lock import DataLock

async def take():
    folder = Path(sys.argv[1])
    async with ChannelClient(folder).hand_over():
        assert DataLock(folder).acquire()
        print("taken", flush=True)
        await asyncio.sleep(60)

asyncio.run(take())
"""


@contextmanager
def holding(data_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock and does not listen."""
    with _running(_HOLD, data_folder) as process:
        yield process


@contextmanager
def serving_elsewhere(data_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock and serves."""
    with _running(_SERVE, data_folder) as process:
        yield process


@contextmanager
def taking(data_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that takes the data over and keeps it."""
    with _running(_TAKE, data_folder) as process:
        yield process


@contextmanager
def _running(script: str, data_folder: Path) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-c", script, str(data_folder)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            yield process
        finally:
            process.kill()


def has_begun(process: subprocess.Popen[str]) -> bool:
    """Wait until the process has said that it does what it is for."""
    assert process.stdout is not None
    return bool(process.stdout.readline())
