"""A line over a stretch, and what it says of a moment."""

import numpy as np
import pytest

from energy_desktop.model.coverage_levels import Coverage, Grid
from energy_desktop.model.held_buckets import Band
from energy_desktop.model.line_tile import (
    WIDTHS,
    LineTile,
    tile_of_readings,
    tile_of_steps,
    width_for,
)
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros

NAN = np.nan
LIVE, MISSING = int(Coverage.LIVE), int(Coverage.MISSING)


def raw(
    *pairs: tuple[int, float], before: float = NAN, levels: tuple[int, ...] = (LIVE,) * 10
) -> LineTile:
    grid = Grid(Micros(100), 10, 10)
    return tile_of_readings(
        np.array([moment for moment, _ in pairs], dtype=np.int64),
        np.array([value for _, value in pairs], dtype=np.float64),
        before,
        grid.span,
        np.array(levels, dtype=np.uint8),
        grid,
    )


def mean_at(tile: LineTile, moment: int) -> float | None:
    point = tile.at(Micros(moment))
    return None if point is None else point.mean


def test_a_reading_holds_until_the_next() -> None:
    tile = raw((120, 5.0), (150, 7.0), before=1.0)
    assert [mean_at(tile, m) for m in (100, 119, 120, 149, 150, 199, 200, 99)] == [
        1.0, 1.0, 5.0, 5.0, 7.0, 7.0, None, None,
    ]  # fmt: skip
    point = tile.at(Micros(130))
    assert point is not None
    assert point.span == TimeRange(Micros(120), Micros(150))


def test_a_reading_without_value_is_a_gap() -> None:
    tile = raw((120, NAN), (150, 7.0), before=1.0)
    assert mean_at(tile, 130) is None
    assert mean_at(tile, 160) == 7.0


def test_a_gap_of_coverage_breaks_the_line_and_what_held_goes_on_after_it() -> None:
    levels = (LIVE,) * 3 + (MISSING,) * 2 + (LIVE,) * 5
    tile = raw((110, 5.0), levels=levels)
    assert [mean_at(tile, m) for m in (129, 130, 149, 150)] == [5.0, None, None, 5.0]
    assert (np.diff(tile.moment) >= 0).all()


def test_readings_inside_a_gap_are_shown() -> None:
    levels = (LIVE,) * 3 + (MISSING,) * 4 + (LIVE,) * 3
    tile = raw((110, 5.0), (140, 6.0), levels=levels)
    assert mean_at(tile, 140) == 6.0
    assert mean_at(tile, 150) is None
    assert mean_at(tile, 175) == 6.0


def test_steps_stand_for_their_length() -> None:
    mean = np.array([1.0, NAN, 3.0])
    tile = tile_of_steps(Band(mean - 1, mean, mean + 2), Grid(Micros(0), 10, 3))
    point = tile.at(Micros(25))
    assert point is not None
    assert (point.low, point.mean, point.high) == (2.0, 3.0, 5.0)
    assert point.span == TimeRange(Micros(20), Micros(30))
    assert tile.at(Micros(15)) is None
    assert tile.extremes(TimeRange(Micros(0), Micros(30))) == (0.0, 5.0)
    assert tile.extremes(TimeRange(Micros(10), Micros(20))) is None
    assert not tile.is_empty


@pytest.mark.parametrize("start", [-25, -10, -1, 0, 5, 10, 29, 30, 31, 60])
@pytest.mark.parametrize("length", [0, 1, 10, 29, 100])
def test_the_steps_of_a_stretch_are_those_that_a_search_finds(start: int, length: int) -> None:
    tile = tile_of_steps(Band(*3 * [np.arange(3.0)]), Grid(Micros(0), 10, 3))
    within = TimeRange(Micros(start), Micros(start + length))
    first = int(np.searchsorted(tile.moment, within.start, side="right")) - 1
    last = int(np.searchsorted(tile.moment, within.end, side="left"))
    assert tile.places(within) == (max(0, first), last)


@pytest.mark.parametrize("length", [SECOND, MINUTE, HOUR, DAY, 7 * DAY, 365 * DAY, 3653 * DAY])
def test_round_steps_fill_a_screen_but_not_more(length: int) -> None:
    width = width_for(length, 400)
    assert width in WIDTHS
    assert length / width <= 400
    assert length / width > 50
