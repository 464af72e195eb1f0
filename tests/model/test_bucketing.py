"""Buckets made of readings, as a store would make them."""

import sys

import numpy as np

from energy_desktop.model.bucketing import buckets_of, no_buckets, replaced
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import Micros


def _columns(*rows: tuple[int, float | None]) -> ReadingColumns:
    return ReadingColumns.of(Reading("a", Micros(moment), state) for moment, state in rows)


def test_a_bucket_sums_up_the_readings_in_it() -> None:
    found = buckets_of(_columns((100, 4.0), (101, 1.0), (109, 7.0), (110, 5.0)), 100, 10)
    assert found.start.tolist() == [100, 110]
    assert found.min.tolist() == [1.0, 5.0]
    assert found.max.tolist() == [7.0, 5.0]
    assert found.mean.tolist() == [4.0, 5.0]
    assert found.count.tolist() == [3, 1]
    assert found.ends_silent.tolist() == [False, False]


def test_readings_without_a_value_count_in_no_figure_and_may_end_a_bucket() -> None:
    found = buckets_of(_columns((1, 1.0), (2, None), (15, None)), 0, 10)
    assert found.count.tolist() == [1, 0]
    assert found.ends_silent.tolist() == [True, True]
    assert found.mean[0] == 1.0
    assert np.isnan([found.min[1], found.max[1], found.mean[1]]).all()


def test_no_readings_are_no_buckets() -> None:
    assert len(buckets_of(_columns(), 0, 10)) == 0
    assert no_buckets(TimeRange(Micros(0), Micros(10)), 3).width == 4


def test_figures_whose_sum_is_too_large_keep_their_extremes() -> None:
    largest = sys.float_info.max
    found = buckets_of(_columns((1, largest), (2, largest), (3, -largest)), 0, 10)
    assert (found.min[0], found.max[0], found.count[0]) == (-largest, largest, 3)


def test_buckets_within_a_stretch_are_replaced_and_the_others_stay() -> None:
    whole = buckets_of(_columns((5, 1.0), (15, 2.0), (35, 4.0)), 0, 10)
    part = buckets_of(_columns((15, 9.0), (25, 3.0)), 0, 10)
    found = replaced(whole, TimeRange(Micros(10), Micros(30)), part)
    assert found.start.tolist() == [0, 10, 20, 30]
    assert found.mean.tolist() == [1.0, 9.0, 3.0, 4.0]
