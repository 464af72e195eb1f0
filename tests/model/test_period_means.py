"""Worked cases of Home Assistant's 5-minute means."""

import numpy as np
import pytest

from energy_desktop.model.period_means import PERIOD, PeriodFigures, period_figures
from energy_desktop.model.timestamps import MINUTE, Micros

START = Micros(1_000 * PERIOD)
NONE = float("nan")


def figures(
    *readings: tuple[float, float], held: float | None = None, count: int = 2
) -> PeriodFigures:
    """Readings as minute and value."""
    timestamps = np.array([START + round(minute * MINUTE) for minute, _ in readings], np.int64)
    values = np.array([value for _, value in readings], dtype=np.float64)
    return period_figures(timestamps, values, held, START, count)


def test_a_value_counts_as_long_as_it_is_held() -> None:
    found = figures((1, 100.0), (4, 200.0), held=0.0)
    assert found.mean.tolist() == pytest.approx([(0 * 1 + 100 * 3 + 200 * 1) / 5, 200.0])
    assert found.min.tolist() == [0.0, 200.0]
    assert found.max.tolist() == [200.0, 200.0]


def test_a_period_begins_with_its_first_value_where_nothing_was_held() -> None:
    assert figures((4, 10.0), (4.5, 20.0)).mean[0] == pytest.approx(15.0)


def test_a_reading_without_a_value_is_passed_over_but_holds_nothing_into_the_next() -> None:
    found = figures((1, NONE), (7, 30.0), held=10.0)
    assert found.mean.tolist() == pytest.approx([10.0, 30.0])
    found = figures((1, NONE), held=10.0)
    assert found.is_known.tolist() == [True, False]


def test_a_reading_at_the_border_belongs_to_the_later_period() -> None:
    assert figures((5, 50.0), held=10.0).mean.tolist() == pytest.approx([10.0, 50.0])


def test_all_periods_together_are_the_plain_average_of_those_that_exist() -> None:
    found = figures((0, 10.0), (4, NONE), (10, 40.0), count=3)
    assert found.is_known.tolist() == [True, False, True]
    assert found.together() == pytest.approx((25.0, 10.0, 40.0))


def test_without_any_value_there_is_nothing_to_tell() -> None:
    assert figures(count=12).together() is None
