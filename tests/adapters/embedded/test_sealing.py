"""Which days sealing brings into their final form."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from tests.ports.sample_readings import at, reading, write


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[EmbeddedMetricStore]:
    """An empty store."""
    opened = await EmbeddedMetricStore.open(tmp_path)
    yield opened
    await opened.close()


async def test_sealing_tells_how_many_days_it_brought_into_form(
    store: EmbeddedMetricStore,
) -> None:
    await write(store, *(reading(1, 1.0, day=day) for day in (0, 1, 3)))
    assert await store.seal(at(0, 4)) == 3


async def test_sealing_again_finds_nothing_to_do(store: EmbeddedMetricStore) -> None:
    await write(store, reading(1, 1.0))
    await store.seal(at(0, 1))
    assert await store.seal(at(0, 1)) == 0


async def test_a_day_with_late_readings_is_sealed_once_more(store: EmbeddedMetricStore) -> None:
    await write(store, *(reading(60, float(day), day=day) for day in range(70)))
    await store.seal(at(0, 70))
    await write(store, reading(60, -1.0, day=30), reading(61, -2.0, day=30))
    assert await store.seal(at(0, 70)) == 1
    assert await store.seal(at(0, 70)) == 0


async def test_a_day_older_than_the_sealed_ones_is_sealed_too(store: EmbeddedMetricStore) -> None:
    await write(store, reading(1, 1.0, day=5))
    await store.seal(at(0, 6))
    await write(store, reading(1, 2.0, day=2))
    assert await store.seal(at(0, 6)) == 1


async def test_a_day_is_one_of_utc_also_where_clocks_change(store: EmbeddedMetricStore) -> None:
    # 2024-10-27 has 25 hours in Berlin; in UTC it is a day like any other.
    await write(store, *(reading(3600.0 * h, float(h), day=23) for h in range(24)))
    assert await store.seal(at(86_399, 23)) == 0
    assert await store.seal(at(0, 24)) == 1


async def test_late_readings_of_an_earlier_run_are_sealed(tmp_path: Path) -> None:
    first = await EmbeddedMetricStore.open(tmp_path)
    await write(first, reading(1, 1.0))
    await first.seal(at(0, 1))
    await first.close()
    second = await EmbeddedMetricStore.open(tmp_path)
    await write(second, reading(1, 5.0))
    sealed = await second.seal(at(0, 1))
    await second.close()
    assert sealed == 1
