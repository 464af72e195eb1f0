"""What is brought into its final form is much more than the memory there is for it."""

from pathlib import Path

import numpy as np

from energy_desktop.adapters.embedded.metric_database import DatabaseLimits
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.model.columns import NO_RESET, ReadingColumns, StatisticColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, SECOND
from tests.ports.sample_readings import at

ENTITIES = tuple(f"sensor.power_{number}" for number in range(100))
LITTLE = DatabaseLimits(memory_mb=32)


async def test_a_large_day_of_readings_is_sealed(tmp_path: Path) -> None:
    store = await EmbeddedMetricStore.open(tmp_path, LITTLE)
    of_each = DAY // (10 * SECOND)
    for part in np.array_split(np.arange(of_each), 20):
        count = len(part) * len(ENTITIES)
        readings = ReadingColumns(
            ENTITIES,
            np.tile(np.arange(len(ENTITIES), dtype=np.int32), len(part)),
            np.repeat(at(0) + part * 10 * SECOND, len(ENTITIES)),
            np.random.default_rng(1).uniform(0, 1_000, count),
            np.full(count, NO_RESET),
        )
        await store.write_readings(readings)
    assert await store.seal(at(0, 1)) == 1
    counts = await store.count_readings(ENTITIES, TimeRange(at(0), at(0, 1)))
    await store.close()
    assert set(counts.values()) == {of_each}


async def test_years_of_statistics_are_clustered(tmp_path: Path) -> None:
    store = await EmbeddedMetricStore.open(tmp_path, LITTLE)
    hours = np.arange(at(0, -730), at(0), HOUR, dtype=np.int64)
    for place, entity_id in enumerate(ENTITIES):
        mean, low, high = np.random.default_rng(place).uniform(0, 1_000, (3, len(hours)))
        unknown = np.full(len(hours), np.nan)
        await store.write_statistics(
            StatisticColumns(
                (entity_id,), Period.HOUR, np.zeros(len(hours), dtype=np.int32), hours,
                unknown, unknown, unknown, mean, low, high,
            )
        )  # fmt: skip
    await store.seal(at(0))
    found = await store.statistics(ENTITIES[:1], Period.HOUR, TimeRange(at(0, -730), at(0)))
    await store.close()
    assert found.timestamp.tolist() == hours.tolist()
