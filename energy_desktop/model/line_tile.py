"""What a chart draws of one entity over a stretch: readings as they are, or in equal steps."""

from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.coverage_levels import Coverage, Grid, Levels, runs
from energy_desktop.model.held_buckets import Band, Floats
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import MINUTE, SECOND, Micros

_DAY = 24 * 60 * MINUTE

WIDTHS = tuple(
    [n * SECOND // 1000 for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)]
    + [n * SECOND for n in (1, 2, 5, 10, 15, 30)]
    + [n * MINUTE for n in (1, 2, 5, 10, 15, 30)]
    + [n * 60 * MINUTE for n in (1, 2, 3, 6, 12)]
    + [n * _DAY for n in (1, 2, 5, 10, 30, 90)]
)
"""Round lengths of a step, in microseconds."""


def width_for(duration: int, most: int) -> int:
    """The smallest round step of which at most about `most` fill a stretch."""
    return next((width for width in WIDTHS if duration <= width * max(1, most)), WIDTHS[-1])


@dataclass(frozen=True, slots=True)
class PointOfLine:
    """What a line says of a moment."""

    span: TimeRange
    """The step that the figures stand for; of a reading, how long it held."""
    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class LineTile:
    """A line with its band; a step without a known mean breaks it."""

    span: TimeRange
    width: int
    """Microseconds of a step; 0 where these are readings, each holding until the next."""
    moment: NDArray[np.int64]
    """Start of each step or reading."""
    band: Band

    @property
    def is_raw(self) -> bool:
        """Whether these are readings as they came."""
        return self.width == 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known in the whole stretch."""
        return not np.isfinite(self.band.mean).any()

    def at(self, moment: Micros) -> PointOfLine | None:
        """What is known of a moment; None in a gap and outside of the stretch."""
        index = self.last_until(moment)
        if index < 0 or moment >= self.span.end or not np.isfinite(self.band.mean[index]):
            return None
        start = int(self.moment[index])
        if self.width:
            end = start + self.width
        else:
            end = int(self.moment[index + 1]) if index + 1 < len(self.moment) else self.span.end
        if moment >= end:
            return None
        return PointOfLine(
            TimeRange(Micros(start), Micros(end)),
            float(self.band.low[index]),
            float(self.band.mean[index]),
            float(self.band.high[index]),
        )

    def extremes(self, within: TimeRange) -> tuple[float, float] | None:
        """The lowest and the highest value in a stretch; None where nothing is known."""
        first, last = self.places(within)
        if first >= last:
            return None
        # These pass over NaN, and are NaN where nothing is known.
        low = float(np.fmin.reduce(self.band.low[first:last]))
        high = float(np.fmax.reduce(self.band.high[first:last]))
        return None if isnan(low) else (low, high)

    def places(self, within: TimeRange) -> tuple[int, int]:
        """Half-open, of the steps or readings that tell of a stretch.

        A step's place is reckoned: a chart asks a hundred times for each frame of a drag.
        """
        if self.width:
            last = -((int(self.moment[0]) - within.end) // self.width)
            last = min(max(0, last), len(self.moment))
        else:
            last = int(self.moment.searchsorted(within.end, side="left"))
        return max(0, self.last_until(within.start)), last

    def last_until(self, moment: Micros) -> int:
        """The place of the last step or reading that has begun; -1 before the first."""
        if self.width:
            place = (moment - int(self.moment[0])) // self.width
            return min(max(-1, place), len(self.moment) - 1)
        return int(self.moment.searchsorted(moment, side="right")) - 1


def tile_of_steps(band: Band, grid: Grid) -> LineTile:
    """A tile of equal steps."""
    return LineTile(grid.span, grid.step, grid.edges[:-1], band)


def tile_of_readings(
    timestamp: NDArray[np.int64],
    state: Floats,
    before: float,
    span: TimeRange,
    levels: Levels,
    grid: Grid,
) -> LineTile:
    """A tile of readings; where coverage is missing the line breaks, and goes on after it.

    `levels` over `grid` is the entity's coverage. What held when a gap ended still holds: a
    session begins with every entity's state, so a change would have come as a reading.
    """
    moments = np.concatenate(([span.start], timestamp))
    values = np.concatenate(([before], state))
    unknown = [
        run.span for run in runs(levels, grid) if run.level in (Coverage.MISSING, Coverage.OUTSIDE)
    ]
    for gap in unknown:
        moments, values = _broken(moments, values, gap)
    return LineTile(span, 0, moments, Band(values, values, values))


def _broken(
    moments: NDArray[np.int64], values: Floats, gap: TimeRange
) -> tuple[NDArray[np.int64], Floats]:
    """The same line without a value in a gap, but with the readings that lie in it."""
    first = int(np.searchsorted(moments, gap.start, side="right"))
    last = int(np.searchsorted(moments, gap.end, side="left"))
    if first < last:
        # Readings came although nobody says that all did: the line lasts as long as they do.
        edge, inside = int(moments[last - 1]) + 1, slice(0, last)
    else:
        edge, inside = int(gap.start), slice(0, first)
    held = values[inside][-1] if last else np.nan
    return (
        np.concatenate((moments[inside], [edge, max(edge, gap.end)], moments[last:])),
        np.concatenate((values[inside], [np.nan, held], values[last:])),
    )
