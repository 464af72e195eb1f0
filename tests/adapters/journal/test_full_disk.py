"""A disk that is full, or read-only, under the journal."""

import pytest

from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.embedded.small_disk import SmallDisk
from tests.adapters.journal.databases import TroubledDatabase
from tests.fakes.clock import ManualClock
from tests.ports.sample_readings import everything, reading, states, write


async def test_a_full_disk_refuses_batches_and_keeps_those_before(
    small_disk: SmallDisk, database: TroubledDatabase
) -> None:
    store = await JournaledMetricStore.open(small_disk.home, database, ManualClock())
    database.is_away = True
    await write(store, reading(1, 1.0))
    small_disk.fill()
    with pytest.raises(StoreUnusable) as refused:
        await store.write_readings(
            ReadingColumns.of(reading(n / 1000, float(n)) for n in range(1000))
        )
    assert refused.value.problem.code is ProblemCode.STORE_FULL
    small_disk.free()
    await write(store, reading(2, 2.0))
    database.is_away = False
    assert states(await everything(store)) == [1.0, 2.0]
    await store.close()


async def test_with_a_full_disk_recording_goes_on_into_the_database(
    small_disk: SmallDisk, database: TroubledDatabase
) -> None:
    store = await JournaledMetricStore.open(small_disk.home, database, ManualClock())
    small_disk.fill()
    await store.write_readings(ReadingColumns.of(reading(n / 1000, 1.0) for n in range(1000)))
    assert len(await everything(database)) == 1000
    small_disk.free()
    await store.close()


async def test_a_read_only_disk_is_told(
    read_only_disk: SmallDisk, database: TroubledDatabase
) -> None:
    read_only_disk.protect()
    with pytest.raises(StoreUnusable) as refused:
        await JournaledMetricStore.open(read_only_disk.home, database, ManualClock())
    assert refused.value.problem.code is ProblemCode.STORE_NOT_WRITABLE
