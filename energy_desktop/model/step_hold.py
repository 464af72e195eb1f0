"""Readings held until the next one, averaged over equal slots: what a line draws."""

import numpy as np
from numpy.typing import NDArray


def held_means(
    timestamp: NDArray[np.int64],
    state: NDArray[np.float64],
    start: int,
    step: int,
    count: int,
) -> NDArray[np.float64]:
    """Time-weighted mean of each of `count` slots of `step` microseconds from `start` on.

    `timestamp` rises strictly. A value lasts until the next reading, the last one for ever;
    NaN is a reading without a value. A slot's mean is over the part that has a value; NaN
    where it has none.
    """
    if len(timestamp) == 0 or count == 0:
        return np.full(max(0, count), np.nan)
    edges = start + step * np.arange(count + 1, dtype=np.int64)
    has_value = ~np.isnan(state)
    area = _integral_at(edges, timestamp, np.where(has_value, state, 0.0))
    known = _integral_at(edges, timestamp, has_value.astype(np.float64))
    area, known = np.diff(area), np.diff(known)
    means = np.full(count, np.nan)
    # Less than a microsecond of a slot is the noise of summing, no time.
    np.divide(area, known, out=means, where=known > 0.5)
    return means


def _integral_at(
    moments: NDArray[np.int64], timestamp: NDArray[np.int64], state: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The held state summed up from the first reading to each moment."""
    sums = np.concatenate(([0.0], np.cumsum(state[:-1] * np.diff(timestamp))))
    index = np.searchsorted(timestamp, moments, side="right") - 1
    before = index < 0
    index = np.maximum(index, 0)
    reached = sums[index] + state[index] * (moments - timestamp[index])
    return np.where(before, 0.0, reached)
