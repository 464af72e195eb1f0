"""Readings as they were written, whatever order they came in."""

import math
import sys

import numpy as np
import pytest

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import DAY, LAST_MOMENT, Micros
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.profiles import MetricProfile
from tests.ports.sample_readings import (
    EVER,
    GRID,
    MIDNIGHT,
    SOLAR,
    at,
    everything,
    reading,
    states,
    write,
)


async def test_an_empty_store_has_no_readings(metrics: MetricStore) -> None:
    assert await everything(metrics) == []


async def test_a_reading_comes_back_bit_for_bit(metrics: MetricStore) -> None:
    written = Reading(SOLAR, Micros(MIDNIGHT + 1), 0.1 + 0.2, Micros(MIDNIGHT - 7))
    await write(metrics, written)
    assert await everything(metrics) == [written]


async def test_readings_come_back_ordered_by_entity_id_and_time(metrics: MetricStore) -> None:
    batch = [reading(second, 1.0, entity) for entity in ("b", "a", "c") for second in (3, 1, 2)]
    await write(metrics, *batch)
    assert await everything(metrics, "c", "a", "b") == sorted(batch)


async def test_the_order_of_ids_is_that_of_their_text_not_of_their_arrival(
    metrics: MetricStore,
) -> None:
    for entity in ("sensor.z", "sensor.10", "sensor.9", "sensor.Z"):
        await write(metrics, reading(1, 1.0, entity))
    found = await everything(metrics, "sensor.9", "sensor.z", "sensor.10", "sensor.Z")
    assert [each.entity_id for each in found] == ["sensor.10", "sensor.9", "sensor.Z", "sensor.z"]


async def test_a_batch_may_go_back_in_time(metrics: MetricStore) -> None:
    await write(metrics, reading(20, 2.0))
    await write(metrics, reading(10, 1.0))
    assert states(await everything(metrics)) == [1.0, 2.0]


async def test_the_later_write_of_a_key_wins(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    await write(metrics, reading(1, 2.0))
    assert await everything(metrics) == [reading(1, 2.0)]


async def test_the_later_row_of_a_key_wins_within_a_batch(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(1, 3.0), reading(1, 2.0))
    assert await everything(metrics) == [reading(1, 2.0)]


async def test_a_value_that_became_unavailable_is_replaced_too(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    await write(metrics, reading(1, None))
    assert await everything(metrics) == [reading(1, None)]


async def test_a_last_reset_that_vanished_is_replaced_too(metrics: MetricStore) -> None:
    await write(metrics, Reading(SOLAR, at(1), 1.0, at(0)))
    await write(metrics, Reading(SOLAR, at(1), 1.0, None))
    assert await everything(metrics) == [Reading(SOLAR, at(1), 1.0, None)]


async def test_writing_a_batch_again_changes_nothing(metrics: MetricStore) -> None:
    batch = [reading(second, float(second)) for second in range(50)]
    await write(metrics, *batch)
    await write(metrics, *batch)
    assert await everything(metrics) == batch


async def test_equal_times_of_two_entities_are_two_readings(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0, SOLAR), reading(1, 2.0, GRID))
    assert await everything(metrics) == [reading(1, 2.0, GRID), reading(1, 1.0, SOLAR)]


async def test_neighbouring_microseconds_are_two_readings(metrics: MetricStore) -> None:
    pair = [Reading(SOLAR, Micros(MIDNIGHT + each), float(each)) for each in (1, 2)]
    await write(metrics, *pair)
    assert await everything(metrics) == pair


async def test_a_span_includes_its_start_and_excludes_its_end(metrics: MetricStore) -> None:
    await write(metrics, *(reading(second, float(second)) for second in range(5)))
    found = await metrics.readings([SOLAR], TimeRange(at(1), at(3)))
    assert states(found) == [1.0, 2.0]


async def test_an_empty_span_holds_nothing(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert len(await metrics.readings([SOLAR], TimeRange(at(1), at(1)))) == 0


async def test_only_the_entities_asked_for_come_back(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0, SOLAR), reading(1, 2.0, GRID))
    assert await everything(metrics, GRID) == [reading(1, 2.0, GRID)]


async def test_asking_for_no_entity_gives_nothing(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert len(await metrics.readings([], EVER)) == 0


async def test_an_unknown_entity_has_no_readings(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert await everything(metrics, "sensor.never_seen") == []


async def test_naming_an_entity_twice_gives_its_readings_once(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert await everything(metrics, SOLAR, SOLAR) == [reading(1, 1.0)]


@pytest.mark.parametrize(
    "entity", ["sensor.heizkörper_küche", "sensor.電力", "sensor.🔌", "o'brien", 'a"b', "a\\b; --"]
)
async def test_any_text_can_be_an_entity_id(metrics: MetricStore, entity: str) -> None:
    await write(metrics, reading(1, 1.0, entity))
    assert await everything(metrics, entity) == [reading(1, 1.0, entity)]


@pytest.mark.parametrize(
    "state", [sys.float_info.max, -sys.float_info.max, 5e-324, -0.0, 1e-300, 2.0**53 + 2]
)
async def test_extreme_figures_keep_every_bit(metrics: MetricStore, state: float) -> None:
    await write(metrics, reading(1, state))
    (found,) = await everything(metrics)
    assert found.state is not None
    assert found.state.hex() == state.hex()


async def test_a_reading_without_value_is_a_reading(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(2, None), reading(3, 3.0))
    assert states(await everything(metrics)) == [1.0, None, 3.0]


async def test_a_reading_without_value_comes_back_as_nan_in_its_column(
    metrics: MetricStore,
) -> None:
    await write(metrics, reading(1, None))
    (state,) = (await metrics.readings([SOLAR], EVER)).state
    assert math.isnan(state)


@pytest.mark.parametrize("infinity", [math.inf, -math.inf])
async def test_an_infinite_figure_is_refused_and_nothing_of_its_batch_stored(
    metrics: MetricStore, infinity: float
) -> None:
    with pytest.raises(ValueError, match="infinite"):
        await write(metrics, reading(1, 1.0), reading(2, infinity))
    assert await everything(metrics) == []


async def test_columns_have_the_types_of_the_contract(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(2, None))
    found = await metrics.readings([SOLAR], EVER)
    types = [c.dtype for c in (found.entity, found.timestamp, found.state, found.last_reset)]
    assert types == [np.int32, np.int64, np.float64, np.int64]


async def test_an_empty_batch_is_stored_without_trace(metrics: MetricStore) -> None:
    await write(metrics)
    assert await everything(metrics) == []


@pytest.mark.parametrize("moment", [-1, LAST_MOMENT + 1, 2**62])
async def test_a_moment_before_1970_or_after_9999_is_refused_and_nothing_of_its_batch_stored(
    metrics: MetricStore, moment: int
) -> None:
    with pytest.raises(ValueError, match="1970"):
        await write(metrics, reading(1, 1.0), Reading(SOLAR, Micros(moment), 1.0))
    assert await everything(metrics) == []


async def test_the_last_moment_of_9999_is_stored(metrics: MetricStore) -> None:
    last = Reading(SOLAR, LAST_MOMENT, 1.0)
    await write(metrics, last)
    assert await metrics.latest([SOLAR]) == {SOLAR: last}


async def test_the_first_moment_of_1970_and_a_reset_long_before_it_are_stored(
    metrics: MetricStore,
) -> None:
    first = Reading(SOLAR, Micros(0), 1.0, Micros(-700_000 * DAY))
    await write(metrics, first)
    span = TimeRange(Micros(-4 * DAY), Micros(1))
    assert list(await metrics.readings([SOLAR], span)) == [first]


async def test_readings_are_there_after_the_store_was_closed(metric_profile: MetricProfile) -> None:
    first = await metric_profile.open_metrics()
    await write(first, reading(1, 1.0), reading(2, 2.0, GRID))
    await first.close()
    second = await metric_profile.open_metrics()
    found = await everything(second)
    await second.close()
    assert found == [reading(2, 2.0, GRID), reading(1, 1.0)]


async def test_closing_twice_is_closing_once(metric_profile: MetricProfile) -> None:
    store = await metric_profile.open_metrics()
    await store.close()
    await store.close()


async def test_a_million_readings_fit_into_one_batch(metrics: MetricStore) -> None:
    count = 1_000_000
    batch = ReadingColumns(
        (GRID, SOLAR),
        np.repeat(np.array([0, 1], dtype=np.int32), count // 2),
        MIDNIGHT + np.tile(np.arange(count // 2), 2) * 100_000,
        np.arange(count, dtype=np.float64),
        np.full(count, np.iinfo(np.int64).min),
    )
    await metrics.write_readings(batch)
    found = await metrics.readings([GRID, SOLAR], EVER)
    assert np.array_equal(found.timestamp, batch.timestamp)
    assert np.array_equal(found.state, batch.state)
