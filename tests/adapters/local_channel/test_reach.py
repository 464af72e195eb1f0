"""Finding the process that holds the data, or becoming it, without asyncio."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel import address
from energy_desktop.adapters.local_channel import reach as reach_module
from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.reach import Connection, reach, reach_or_hold
from energy_desktop.adapters.local_channel.server import ChannelServer
from energy_desktop.ports.errors import ChannelFailed, StoreUnusable
from energy_desktop.ports.recorder_control import Chunk, Progress, Result
from tests.adapters.local_channel.control import EchoControl
from tests.adapters.local_channel.processes import has_begun, holding, serving_elsewhere
from tests.adapters.local_channel.serving import serving


def test_where_nobody_holds_the_data_the_lock_is_taken(data_folder: Path) -> None:
    assert reach(data_folder) is None
    found = reach_or_hold(data_folder)
    assert isinstance(found, DataLock)
    with found:
        assert found.is_held


def test_commands_are_performed_by_the_process_that_serves(data_folder: Path) -> None:
    with serving_elsewhere(data_folder) as process:
        assert has_begun(process)
        found = reach_or_hold(data_folder)
        assert isinstance(found, Connection)
        assert list(found.perform("echo", {"a": 1})) == [Progress("listening"), Result({"a": 1})]
        large = reach(data_folder)
        assert large is not None
        *chunks, result = large.perform("export", {"bytes": 3_000_064})
        assert sum(len(c.data) for c in chunks if isinstance(c, Chunk)) == 3_000_064
        assert result == Result({"rows": 1})
        failing = reach(data_folder)
        assert failing is not None
        with pytest.raises(StoreUnusable, match="/data"):
            list(failing.perform("fail", {}))


def test_a_process_that_was_killed_is_replaced_at_once(data_folder: Path) -> None:
    with serving_elsewhere(data_folder) as process:
        assert has_begun(process)
        waiting = reach(data_folder)
        assert waiting is not None
        messages = waiting.perform("wait", {})
        assert next(messages) == Progress("waiting")
        process.kill()
        process.wait()
        with pytest.raises(ChannelFailed, match="ended meanwhile"):
            next(messages)
    place = address.published(data_folder)
    assert place is not None
    assert place.path is not None
    assert Path(place.path).exists()
    assert reach(data_folder) is None
    found = reach_or_hold(data_folder)
    assert isinstance(found, DataLock)
    found.release()
    with serving_elsewhere(data_folder) as process:
        assert has_begun(process)
        found = reach_or_hold(data_folder)
        assert isinstance(found, Connection)
        found.close()


async def test_a_holder_that_begins_to_listen_meanwhile_is_waited_for(
    data_folder: Path, control: EchoControl
) -> None:
    server = ChannelServer(data_folder, control)
    assert server.acquire()
    async with asyncio.TaskGroup() as group:
        reaching = group.create_task(asyncio.to_thread(reach_or_hold, data_folder))
        await asyncio.sleep(0.1)
        assert not reaching.done()
        async with serving(server, data_folder):
            found = await reaching
            assert isinstance(found, Connection)
            found.close()


def test_a_holder_that_never_listens_is_given_up(data_folder: Path) -> None:
    with holding(data_folder) as process:
        assert has_begun(process)
        with pytest.raises(ChannelFailed, match="does not listen"):
            reach_or_hold(data_folder, patience=0.1)


def test_a_holder_that_stands_still_is_given_up(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signal

    monkeypatch.setattr(reach_module, "ACCEPT_TIMEOUT", 0.1)
    with serving_elsewhere(data_folder) as process:
        assert has_begun(process)
        process.send_signal(signal.SIGSTOP)
        found = reach(data_folder)
        assert found is not None
        with pytest.raises(ChannelFailed, match=r"no sign within 0\.1 seconds"):
            list(found.perform("echo", {}))


def test_one_of_many_starts_at_once_becomes_the_holder(data_folder: Path) -> None:
    script = """
import sys
from pathlib import Path
from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.reach import reach_or_hold
from energy_desktop.adapters.local_channel.server import ChannelServer
from energy_desktop.ports.errors import ChannelFailed
try:
    reach_or_hold(Path(sys.argv[1]), patience=0.5)
    print("holds", flush=True)
    sys.stdin.read()
except ChannelFailed:
    print("waits", flush=True)
"""
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(data_folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(5)
    ]
    try:
        said = [process.stdout.readline().strip() for process in starts if process.stdout]
        assert sorted(said) == ["holds", "waits", "waits", "waits", "waits"]
    finally:
        for process in starts:
            process.communicate()


def test_the_way_to_a_running_program_needs_neither_asyncio_nor_drivers() -> None:
    probe = (
        "import sys; import energy_desktop.adapters.local_channel.reach;"
        "print(*{'asyncio', 'numpy', 'duckdb', 'sqlite3', 'ssl'} & sys.modules.keys())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == ""
