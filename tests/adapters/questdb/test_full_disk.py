"""The disk of the server is full: every acknowledged row is there when it has room again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.readings import Reading
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.embedded.conftest import mount_tmpfs
from tests.adapters.embedded.small_disk import SmallDisk
from tests.ports.sample_readings import everything, reading, states, write
from tests.real_servers.questdb_install import HOW_TO_GET_ONE, can_be_run
from tests.real_servers.questdb_server import QuestDbServer

pytestmark = pytest.mark.real_servers

DAYS = 200
ROOM_FOR_THE_TABLES = 100_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that holds a few tables: QuestDB takes 16 MB for each column at once."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount_tmpfs(folder, megabytes=900)
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


async def test_what_was_acknowledged_on_a_full_disk_is_there_afterwards(disk: SmallDisk) -> None:
    if not can_be_run():
        pytest.skip(HOW_TO_GET_ONE)
    server = QuestDbServer(disk.folder / "questdb")
    server.start()
    store = QuestDbMetricStore(QuestDbAddress.of(server.ilp, server.pg))
    try:
        disk.fill(leaving=ROOM_FOR_THE_TABLES)
        acknowledged: list[float] = []
        with pytest.raises(StoreUnusable) as refused:
            await _record(store, acknowledged)
        assert refused.value.problem.code is ProblemCode.DATABASE_DISK
        disk.free()
        await _write_soon(store, reading(0, -1.0, day=DAYS))
        found = states(await _everything_soon(store))
        assert found[: len(acknowledged)] == acknowledged
        assert found[-1] == -1.0
        assert len(found) == len(set(found))
    finally:
        await store.close()
        server.kill()


async def _record(store: QuestDbMetricStore, acknowledged: list[float]) -> None:
    """One batch for each of many days, so that each needs room of its own."""
    for day in range(DAYS):
        values = [float(day * 1000 + n) for n in range(1000)]
        await write(store, *(reading(n, value, day=day) for n, value in enumerate(values)))
        acknowledged += values
        await everything(store)


async def _write_soon(store: QuestDbMetricStore, row: Reading) -> None:
    while True:
        try:
            return await write(store, row)
        except StoreUnusable as error:
            _is_about_the_disk(error)


async def _everything_soon(store: QuestDbMetricStore) -> list[Reading]:
    while True:
        try:
            return list(await everything(store))
        except StoreUnusable as error:  # each question lets the server try once more
            _is_about_the_disk(error)


def _is_about_the_disk(error: StoreUnusable) -> None:
    assert error.problem.code is ProblemCode.DATABASE_DISK
