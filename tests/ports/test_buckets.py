"""Buckets: what a chart draws."""

import sys

import numpy as np
import pytest

from energy_desktop.model.ranges import TimeRange
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.sample_readings import GRID, SOLAR, at, reading, write


async def test_buckets_hold_min_max_mean_and_count(metrics: MetricStore) -> None:
    await write(metrics, *(reading(s, v) for s, v in ((0, 4.0), (1, 1.0), (9, 7.0), (10, 5.0))))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(20)), 2)
    assert found.width == 10_000_000
    assert found.start.tolist() == [at(0), at(10)]
    assert found.min.tolist() == [1.0, 5.0]
    assert found.max.tolist() == [7.0, 5.0]
    assert found.mean.tolist() == [4.0, 5.0]
    assert found.count.tolist() == [3, 1]


async def test_a_bucket_without_readings_is_left_out(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(35, 2.0))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(40)), 4)
    assert found.start.tolist() == [at(0), at(30)]


async def test_readings_without_value_count_in_no_figure(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(2, None), reading(15, None))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(20)), 2)
    assert found.start.tolist() == [at(0), at(10)]
    assert found.count.tolist() == [1, 0]
    assert found.mean[0] == 1.0
    assert np.isnan([found.min[1], found.mean[1], found.max[1]]).all()


async def test_a_bucket_tells_whether_a_value_holds_after_it(metrics: MetricStore) -> None:
    rows = ((1, 1.0), (2, None), (11, None), (12, 3.0), (25, None), (35, 4.0))
    await write(metrics, *(reading(second, value) for second, value in rows))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(40)), 4)
    assert found.ends_silent.tolist() == [True, False, True, False]


async def test_the_edge_of_a_bucket_belongs_to_the_later_one(metrics: MetricStore) -> None:
    await write(metrics, reading(9.999999, 1.0), reading(10, 2.0))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(20)), 2)
    assert found.max.tolist() == [1.0, 2.0]


async def test_buckets_keep_to_their_span(metrics: MetricStore) -> None:
    await write(metrics, *(reading(second, float(second)) for second in range(10)))
    found = await metrics.buckets(SOLAR, TimeRange(at(2), at(5)), 1)
    assert (found.min[0], found.max[0], found.count[0]) == (2.0, 4.0, 3)


async def test_one_bucket_is_the_whole_span(metrics: MetricStore) -> None:
    await write(metrics, *(reading(second, float(second)) for second in range(100)))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(100)), 1)
    assert found.start.tolist() == [at(0)]
    assert found.mean.tolist() == [49.5]


async def test_a_span_that_does_not_divide_has_wider_buckets_not_more(
    metrics: MetricStore,
) -> None:
    await write(metrics, *(reading(second, 1.0) for second in range(10)))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(10)), 3)
    assert found.width == 3_333_334
    assert found.count.tolist() == [4, 3, 3]


async def test_more_buckets_than_microseconds_are_microseconds(metrics: MetricStore) -> None:
    await write(metrics, reading(0, 1.0), reading(0.000002, 2.0))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(0.000003)), 1000)
    assert found.width == 1
    assert found.start.tolist() == [at(0), at(0.000002)]


@pytest.mark.parametrize("entity", [GRID, "sensor.never_seen"])
async def test_no_readings_are_no_buckets(metrics: MetricStore, entity: str) -> None:
    await write(metrics, reading(1, 1.0, SOLAR), reading(1000, 1.0, GRID))
    found = await metrics.buckets(entity, TimeRange(at(0), at(10)), 5)
    assert len(found) == 0
    assert found.width == 2_000_000


async def test_an_empty_span_has_no_buckets(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert len(await metrics.buckets(SOLAR, TimeRange(at(1), at(1)), 5)) == 0


async def test_a_key_written_twice_counts_once_in_its_bucket(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(1, 9.0))
    await metrics.seal(at(0, 1))
    await write(metrics, reading(1, 5.0))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(10)), 1)
    assert (found.min[0], found.max[0], found.count[0]) == (5.0, 5.0, 1)


async def test_buckets_are_the_same_before_and_after_sealing(metrics: MetricStore) -> None:
    await write(metrics, *(reading(s * 37.0, float(s % 91), day=s // 2000) for s in range(6000)))
    span = TimeRange(at(0), at(0, 3))
    before = await metrics.buckets(SOLAR, span, 200)
    await metrics.seal(at(0, 2))
    after = await metrics.buckets(SOLAR, span, 200)
    for name in ("start", "min", "max", "count"):
        assert np.array_equal(getattr(before, name), getattr(after, name))
    assert np.allclose(before.mean, after.mean)


async def test_extreme_figures_keep_their_min_and_max(metrics: MetricStore) -> None:
    largest = sys.float_info.max
    await write(metrics, reading(1, largest), reading(2, -largest), reading(3, largest))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(10)), 1)
    assert (found.min[0], found.max[0], found.count[0]) == (-largest, largest, 3)


async def test_columns_have_the_types_of_the_contract(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(10)), 1)
    types = [c.dtype for c in (found.start, found.min, found.max, found.mean, found.count)]
    assert types == [np.int64, np.float64, np.float64, np.float64, np.int64]
    assert found.ends_silent.dtype == np.bool_


async def test_a_day_of_25_hours_has_25_buckets_of_an_hour(metrics: MetricStore) -> None:
    # 2024-10-27 in Berlin begins at 22:00 UTC of the day before and has 25 hours.
    span = TimeRange(at(22 * 3600, 22), at(23 * 3600, 23))
    await write(metrics, *(reading(22 * 3600 + 600 * n, float(n), day=22) for n in range(150)))
    found = await metrics.buckets(SOLAR, span, 25)
    assert found.width == 3_600_000_000
    assert found.count.tolist() == [6] * 25
    assert found.start[0] == at(22 * 3600, 22)


async def test_a_gap_of_days_is_no_bucket(metrics: MetricStore) -> None:
    await write(metrics, reading(0, 1.0), reading(0, 2.0, day=9))
    found = await metrics.buckets(SOLAR, TimeRange(at(0), at(0, 10)), 10)
    assert found.start.tolist() == [at(0), at(0, 9)]
