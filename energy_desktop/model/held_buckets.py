"""Readings held until the next one, summed up in equal steps: lowest, mean and highest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import Buckets
from energy_desktop.model.coverage_levels import Grid
from energy_desktop.model.step_hold import held_means

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """A line with the band around it: one element per step; NaN where nothing is known."""

    low: Floats
    mean: Floats
    high: Floats

    @classmethod
    def unknown(cls, count: int) -> "Band":
        """Nothing of any step is known."""
        return cls(*(np.full(count, np.nan) for _ in range(3)))

    def put(self, where: NDArray[np.bool_], other: "Band") -> None:
        """Take some steps from another band."""
        for mine, theirs in ((self.low, other.low), (self.mean, other.mean)):
            mine[where] = theirs[where]
        self.high[where] = other.high[where]

    def forget(self, where: NDArray[np.bool_]) -> None:
        """Nothing of some steps is known."""
        for column in (self.low, self.mean, self.high):
            column[where] = np.nan


def band_of_readings(
    timestamp: NDArray[np.int64], state: Floats, before: float, grid: Grid
) -> Band:
    """Exact figures of each step: the mean by time, the extremes of all that held in it.

    `before` is the value that held when the grid began, NaN for none. `timestamp` rises
    strictly and lies in the grid.
    """
    moments = np.concatenate(([grid.start - 1], timestamp))
    values = np.concatenate(([before], state))
    mean = held_means(moments, values, grid.start, grid.step, grid.count)
    first = np.searchsorted(timestamp, grid.edges, side="left")
    # The value that held when a step began belongs to it, unless a reading falls on its edge.
    on_edge = np.isin(grid.edges[:-1], timestamp)
    borders = np.stack((first[:-1] + on_edge, first[1:] + 1), axis=1).ravel()
    low = np.minimum.reduceat(_padded(values, np.inf), borders)[::2]
    high = np.maximum.reduceat(_padded(values, -np.inf), borders)[::2]
    low[~np.isfinite(low)] = np.nan
    high[~np.isfinite(high)] = np.nan
    return Band(low, mean, high)


def band_of_buckets(buckets: Buckets, before: float, grid: Grid) -> Band:
    """The same of what the store has summed up; means are those of the readings.

    Steps without a reading go on with the mean of the one before, unless that ended without
    a value.
    """
    place = ((buckets.start - grid.start) // grid.step).astype(np.int64)
    inside = (place >= 0) & (place < grid.count)
    place = place[inside]
    low, mean, high = (np.full(grid.count, np.nan) for _ in range(3))
    low[place], mean[place] = buckets.min[inside], buckets.mean[inside]
    high[place] = buckets.max[inside]
    held = np.where(buckets.ends_silent[inside], np.nan, buckets.mean[inside])
    known = np.concatenate(([before], held))
    has_reading = np.zeros(grid.count, dtype=np.int64)
    has_reading[place] = 1
    latest = np.cumsum(has_reading)
    empty = has_reading == 0
    for column in (low, mean, high):
        column[empty] = known[latest][empty]
    return Band(low, mean, high)


def band_of_statistics(
    timestamp: NDArray[np.int64], period: int, columns: Band, grid: Grid
) -> Band:
    """Rows of one period, in order, in the steps of a grid, finer or coarser than theirs."""
    if not len(timestamp):
        return Band.unknown(grid.count)
    if grid.step >= period:
        return _gathered(timestamp, columns, grid)
    middles = grid.edges[:-1] + grid.step // 2
    row = np.searchsorted(timestamp, middles, side="right") - 1
    holds = (row >= 0) & (middles < timestamp[row] + period)
    result = Band(columns.low[row], columns.mean[row], columns.high[row])
    result.forget(~holds)
    return result


def _padded(values: Floats, otherwise: float) -> Floats:
    """With another value in place of NaN, and once more behind the end."""
    return np.append(np.where(np.isnan(values), otherwise, values), otherwise)


def _gathered(timestamp: NDArray[np.int64], columns: Band, grid: Grid) -> Band:
    result = Band.unknown(grid.count)
    place = (timestamp - grid.start) // grid.step
    known = np.isfinite(columns.mean) & (place >= 0) & (place < grid.count)
    place = place[known]
    if not len(place):
        return result
    starts = np.flatnonzero(np.concatenate(([True], np.diff(place) > 0)))
    steps = place[starts]
    sizes = np.diff(np.concatenate((starts, [len(place)])))
    result.mean[steps] = np.add.reduceat(columns.mean[known], starts) / sizes
    result.low[steps] = np.minimum.reduceat(columns.low[known], starts)
    result.high[steps] = np.maximum.reduceat(columns.high[known], starts)
    return result
