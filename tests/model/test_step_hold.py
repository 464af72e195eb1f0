"""Readings held until the next one, averaged over slots."""

import numpy as np
import pytest

from energy_desktop.model.step_hold import held_means
from energy_desktop.model.timestamps import DAY, SECOND


def means(
    readings: list[tuple[float, float]], start: float, step: float, count: int
) -> list[float]:
    moments = np.array([round(t * SECOND) for t, _ in readings], dtype=np.int64)
    states = np.array([v for _, v in readings])
    found = held_means(moments, states, round(start * SECOND), round(step * SECOND), count)
    return [round(float(value), 6) for value in found]


def test_a_value_lasts_until_the_next_reading() -> None:
    assert means([(0, 100), (3, 200)], 0, 1, 5) == [100, 100, 100, 200, 200]


def test_a_slot_is_weighted_by_time() -> None:
    assert means([(0, 100), (2.5, 300)], 0, 4, 1) == [(2.5 * 100 + 1.5 * 300) / 4]


def test_before_the_first_reading_nothing_is_known() -> None:
    found = means([(2, 50)], 0, 1, 4)
    assert np.isnan(found[:2]).all()
    assert found[2:] == [50, 50]


def test_a_reading_without_a_value_ends_the_hold() -> None:
    found = means([(0, 100), (2, np.nan), (4, 300)], 0, 2, 3)
    assert found[0] == 100
    assert np.isnan(found[1])
    assert found[2] == 300


def test_a_slot_that_is_known_in_part_is_the_mean_of_that_part() -> None:
    assert means([(0, 100), (1, np.nan)], 0, 4, 1) == [100]


@pytest.mark.parametrize("count", [0, 3])
def test_without_readings_nothing_is_known(count: int) -> None:
    found = held_means(np.empty(0, dtype=np.int64), np.empty(0), 0, SECOND, count)
    assert len(found) == count
    assert np.isnan(found).all()


def test_a_day_of_seconds_loses_no_precision() -> None:
    start = 1_795_000_000 * SECOND
    moments = start + np.arange(86_400, dtype=np.int64) * SECOND
    states = np.where(np.arange(86_400) % 2 == 0, 0.1, 7_000.3)
    found = held_means(moments, states, start, 180 * SECOND, DAY // (180 * SECOND))
    assert np.allclose(found, 3500.2, atol=1e-6)
