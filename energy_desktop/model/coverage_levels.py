"""Coverage as a chart sees it: for each of many equal steps, where its data came from."""

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.coverage import Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros


class Coverage(IntEnum):
    """Where a stretch came from; the larger, the finer."""

    MISSING = 0
    HOURLY = 1
    FIVE_MINUTES = 2
    REPAIRED = 3
    LIVE = 4
    OUTSIDE = 9
    """Before the first recording or after now: nothing is expected, so nothing is missing."""


COVERAGE_OF = {
    Source.HOUR: Coverage.HOURLY,
    Source.FIVE_MINUTES: Coverage.FIVE_MINUTES,
    Source.RAW: Coverage.REPAIRED,
    Source.LIVE: Coverage.LIVE,
}

Levels = NDArray[np.uint8]
"""One `Coverage` for each step of a grid; of several entities, a row for each."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`count` equal steps of `step` microseconds from `start` on."""

    start: Micros
    step: int
    count: int

    @property
    def end(self) -> Micros:
        """End of the last step."""
        return Micros(self.start + self.step * self.count)

    @property
    def span(self) -> TimeRange:
        """All steps."""
        return TimeRange(self.start, self.end)

    @property
    def edges(self) -> NDArray[np.int64]:
        """The `count + 1` borders of the steps."""
        return self.start + self.step * np.arange(self.count + 1, dtype=np.int64)

    @classmethod
    def over(cls, span: TimeRange, most: int) -> "Grid":
        """At most so many steps that together hold a span."""
        step = max(1, -(-span.duration // most))
        return cls(span.start, step, max(1, -(-span.duration // step)))


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring steps of one level."""

    span: TimeRange
    level: Coverage


def worst_of(rows: Levels) -> Levels:
    """The worst level of several entities; one that has not begun does not count."""
    worst: Levels = rows.min(axis=0)
    return worst


def all_missing(rows: Levels) -> NDArray[np.bool_]:
    """Where nothing is known of any entity, and something should be of at least one."""
    unknown = (rows == Coverage.MISSING) | (rows == Coverage.OUTSIDE)
    result: NDArray[np.bool_] = unknown.all(axis=0) & (rows == Coverage.MISSING).any(axis=0)
    return result


def runs(levels: Levels, grid: Grid) -> list[Run]:
    """Stretches of one level, in order."""
    if not len(levels):
        return []
    borders = [0, *(np.flatnonzero(np.diff(levels)) + 1).tolist(), len(levels)]
    return [
        Run(
            TimeRange(
                Micros(grid.start + first * grid.step), Micros(grid.start + last * grid.step)
            ),
            Coverage(int(levels[first])),
        )
        for first, last in pairwise(borders)
    ]


def share_covered(levels: Levels) -> float | None:
    """Covered steps among those where something is expected; None where nothing is."""
    expected = levels != Coverage.OUTSIDE
    if not expected.any():
        return None
    return float(np.mean(levels[expected] != Coverage.MISSING))
