"""A full disk: a batch that does not fit is refused whole, and later succeeds."""

import shutil
from types import SimpleNamespace

import numpy as np
import pytest

from energy_desktop.adapters.embedded import metric_database
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.columns import NO_RESET, ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.embedded.small_disk import SmallDisk
from tests.ports.sample_readings import EVER, MIDNIGHT, SOLAR, at
from tests.waiting import until

ROWS = 20_000


def _batch(number: int) -> tuple[ReadingColumns, BatchMark]:
    """Rows that do not compress, one millisecond apart."""
    moments = MIDNIGHT + (number * ROWS + np.arange(ROWS)) * 1000
    noise = np.random.default_rng(number).random(ROWS)
    columns = ReadingColumns(
        (SOLAR,), np.zeros(ROWS, dtype=np.int32), moments, noise, np.full(ROWS, NO_RESET)
    )
    return columns, BatchMark(number, "session", at(number))


async def _write_until_full(store: EmbeddedMetricStore, written: int = 0) -> int:
    """Number of the first batch that was refused."""
    number = written
    with pytest.raises(StoreUnusable) as raised:  # noqa: PT012 - which batch it is, is asked
        while number < 1000:
            number += 1
            await store.write_readings(*_batch(number))
    assert raised.value.problem.code == ProblemCode.STORE_FULL
    return number


async def _count(store: EmbeddedMetricStore) -> int:
    return (await store.count_readings([SOLAR], EVER))[SOLAR]


async def test_a_batch_that_does_not_fit_is_refused_whole(small_disk: SmallDisk) -> None:
    store = await EmbeddedMetricStore.open(small_disk.home)
    refused = await _write_until_full(store)
    assert await _count(store) == (refused - 1) * ROWS
    assert await store.last_mark() == _batch(refused - 1)[1]
    await store.close()


async def test_the_batch_succeeds_once_there_is_room(small_disk: SmallDisk) -> None:
    store = await EmbeddedMetricStore.open(small_disk.home)
    small_disk.fill(leaving=5_000_000)
    refused = await _write_until_full(store)
    small_disk.free()
    await store.write_readings(*_batch(refused))
    assert await _count(store) == refused * ROWS
    await store.close()
    again = await EmbeddedMetricStore.open(small_disk.home)
    assert await _count(again) == refused * ROWS
    assert await again.last_mark() == _batch(refused)[1]
    await again.close()


async def test_a_new_entity_of_a_refused_batch_is_known_to_the_next(
    small_disk: SmallDisk,
) -> None:
    store = await EmbeddedMetricStore.open(small_disk.home)
    await store.write_readings(*_batch(1))
    small_disk.fill()
    columns, mark = _batch(2)
    other = ReadingColumns(
        ("sensor.new",), columns.entity, columns.timestamp, columns.state, columns.last_reset
    )
    with pytest.raises(StoreUnusable):
        await store.write_readings(other, mark)
    small_disk.free()
    await store.write_readings(other, mark)
    counts = await store.count_readings([SOLAR, "sensor.new"], EVER)
    await store.close()
    assert counts == {SOLAR: ROWS, "sensor.new": ROWS}


async def test_a_day_that_cannot_be_sealed_stays_as_it_is(small_disk: SmallDisk) -> None:
    store = await EmbeddedMetricStore.open(small_disk.home)
    for number in range(1, 21):
        await store.write_readings(*_batch(number))
    small_disk.fill()
    with pytest.raises(StoreUnusable) as raised:
        await store.seal(at(0, 1))
    assert raised.value.problem.code == ProblemCode.STORE_FULL
    assert await _count(store) == 20 * ROWS
    small_disk.free()
    assert await store.seal(at(0, 1)) == 1
    assert await _count(store) == 20 * ROWS
    await store.close()


async def test_a_checkpoint_that_fails_costs_no_batch(
    small_disk: SmallDisk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # The store would not try without room; another program may take it in between.
    monkeypatch.setattr(metric_database, "CHECKPOINT_BYTES", 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    store = await EmbeddedMetricStore.open(small_disk.home)
    small_disk.fill(leaving=1_600_000)
    await store.write_readings(*_batch(1))
    await store.write_readings(*_batch(2))
    await until(lambda: "checkpoint" in caplog.text)
    assert await _count(store) == 2 * ROWS
    refused = await _write_until_full(store, written=2)
    assert await _count(store) == (refused - 1) * ROWS
    small_disk.free()
    await store.write_readings(*_batch(refused))
    assert await _count(store) == refused * ROWS
    await store.close()


async def test_a_store_that_cannot_be_made_leaves_nothing_behind(small_disk: SmallDisk) -> None:
    small_disk.fill()
    with pytest.raises(StoreUnusable) as raised:
        await EmbeddedMetricStore.open(small_disk.home)
    assert raised.value.problem.code == ProblemCode.STORE_FULL
    small_disk.free()
    assert not small_disk.home.exists() or not list(small_disk.home.iterdir())
    await (await EmbeddedMetricStore.open(small_disk.home)).close()


async def test_a_state_that_does_not_fit_is_refused_whole(small_disk: SmallDisk) -> None:
    store = await EmbeddedStateStore.open(small_disk.home)
    await store.save_settings({"currency": "EUR"})
    small_disk.fill()
    many = [Entity(f"sensor.{number}", f"sensor.{number}") for number in range(5000)]
    with pytest.raises(StoreUnusable) as raised:
        await store.save_entities(many)
    assert raised.value.problem.code == ProblemCode.STORE_FULL
    assert await store.entities() == []
    small_disk.free()
    await store.save_entities(many)
    assert len(await store.entities()) == len(many)
    assert await store.settings() == {"currency": "EUR"}
    await store.close()
