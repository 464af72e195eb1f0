"""Readings and statistics in the equal steps of a chart."""

import numpy as np
import pytest

from energy_desktop.model.columns import Buckets
from energy_desktop.model.coverage_levels import Grid
from energy_desktop.model.held_buckets import (
    Band,
    Floats,
    band_of_buckets,
    band_of_readings,
    band_of_statistics,
)
from energy_desktop.model.timestamps import Micros

NAN = np.nan


def readings(*pairs: tuple[int, float], before: float = NAN, count: int = 3) -> Band:
    moments = np.array([moment for moment, _ in pairs], dtype=np.int64)
    values = np.array([value for _, value in pairs], dtype=np.float64)
    return band_of_readings(moments, values, before, Grid(Micros(100), 10, count))


def same(found: Floats, *expected: float) -> bool:
    return bool(np.allclose(found, expected, equal_nan=True))


def test_the_mean_is_by_time_and_the_band_has_what_held_before() -> None:
    band = readings((108, 2000.0), (111, 0.0), before=0.0)
    assert same(band.mean, 400.0, 200.0, 0.0)
    assert same(band.low, 0.0, 0.0, 0.0)
    assert same(band.high, 2000.0, 2000.0, 0.0)


def test_a_reading_on_the_edge_ends_what_held_before_it() -> None:
    band = readings((110, 5.0), before=9.0)
    assert same(band.high, 9.0, 5.0, 5.0)
    assert same(band.low, 9.0, 5.0, 5.0)


def test_a_reading_without_value_ends_the_hold() -> None:
    band = readings((104, NAN), (121, 7.0), before=3.0)
    assert same(band.mean, 3.0, NAN, 7.0)
    assert same(band.low, 3.0, NAN, 7.0)
    assert same(band.high, 3.0, NAN, 7.0)


def test_no_readings_go_on_with_what_held() -> None:
    assert same(readings(before=4.0).mean, 4.0, 4.0, 4.0)
    assert same(readings().mean, NAN, NAN, NAN)


@pytest.mark.parametrize("seed", range(20))
def test_the_band_is_that_of_counting_every_microsecond(seed: int) -> None:
    noise = np.random.default_rng(seed)
    moments = np.sort(noise.choice(np.arange(100, 160), noise.integers(0, 25), replace=False))
    values = np.where(noise.random(len(moments)) < 0.2, NAN, noise.normal(size=len(moments)))
    band = band_of_readings(moments, values, 1.0, Grid(Micros(100), 10, 6))
    held = np.concatenate(([1.0], values))[
        np.searchsorted(moments, np.arange(100, 160), side="right")
    ].reshape(6, 10)
    for step, row in enumerate(held):
        known = row[np.isfinite(row)]
        expected = (known.min(), known.mean(), known.max()) if len(known) else (NAN, NAN, NAN)
        assert same(np.array([band.low[step], band.mean[step], band.high[step]]), *expected)


def buckets(*rows: tuple[int, float, bool]) -> Buckets:
    values = np.array([value for _, value, _ in rows])
    return Buckets(
        np.array([start for start, _, _ in rows], dtype=np.int64),
        10,
        values - 1,
        values + 1,
        values,
        np.ones(len(rows), dtype=np.int64),
        np.array([silent for _, _, silent in rows], dtype=np.bool_),
    )


def test_steps_between_buckets_hold_unless_the_value_ended() -> None:
    found = band_of_buckets(
        buckets((110, 5.0, False), (130, 7.0, True)), 2.0, Grid(Micros(100), 10, 5)
    )
    assert same(found.mean, 2.0, 5.0, 5.0, 7.0, NAN)
    assert same(found.low, 2.0, 4.0, 5.0, 6.0, NAN)
    assert same(found.high, 2.0, 6.0, 5.0, 8.0, NAN)


def hours(*values: float) -> Band:
    mean = np.array(values, dtype=np.float64)
    return Band(mean - 1, mean, mean + 1)


def test_statistics_finer_than_the_grid_are_gathered() -> None:
    starts = np.array([100, 110, 120, 130, 200], dtype=np.int64)
    band = band_of_statistics(starts, 10, hours(1, 3, NAN, 5, 9), Grid(Micros(100), 20, 3))
    assert same(band.mean, 2.0, 5.0, NAN)
    assert same(band.low, 0.0, 4.0, NAN)
    assert same(band.high, 4.0, 6.0, NAN)


def test_statistics_coarser_than_the_grid_hold_for_their_period() -> None:
    starts = np.array([80, 120], dtype=np.int64)
    band = band_of_statistics(starts, 30, hours(1, 2), Grid(Micros(100), 10, 6))
    assert same(band.mean, 1.0, NAN, 2.0, 2.0, 2.0, NAN)


def test_no_statistics_are_no_band() -> None:
    none = np.empty(0, dtype=np.int64)
    assert same(band_of_statistics(none, 30, hours(), Grid(Micros(0), 10, 2)).mean, NAN, NAN)
