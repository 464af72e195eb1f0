"""Coverage step by step."""

import numpy as np

from energy_desktop.model.coverage_levels import Coverage, Grid, runs, share_covered
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


def test_runs_are_stretches_of_one_level() -> None:
    grid = Grid(Micros(0), 10, 4)
    found = runs(np.array([4, 4, 0, 3], dtype=np.uint8), grid)
    assert [(run.span, run.level) for run in found] == [
        (span(0, 20), Coverage.LIVE),
        (span(20, 30), Coverage.MISSING),
        (span(30, 40), Coverage.REPAIRED),
    ]
    assert runs(np.empty(0, dtype=np.uint8), grid) == []


def test_the_covered_share_counts_what_is_expected_alone() -> None:
    assert share_covered(np.array([9, 4, 4, 0, 1, 9], dtype=np.uint8)) == 0.75
    assert share_covered(np.array([9, 9], dtype=np.uint8)) is None


def test_a_grid_over_a_span_holds_all_of_it() -> None:
    grid = Grid.over(span(7, 107), 30)
    assert (grid.start, grid.step, grid.count) == (7, 4, 25)
    assert grid.span.end >= 107
    assert Grid.over(span(7, 7), 30).count == 1
