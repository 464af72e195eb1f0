"""Equal buckets of a span, made of readings where no store sums them up."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import Buckets, ReadingColumns
from energy_desktop.model.ranges import TimeRange


def bucket_width(span: TimeRange, count: int) -> int:
    """Microseconds of one of `count` buckets; at least one."""
    return max(1, -(-span.duration // count))


def no_buckets(span: TimeRange, count: int) -> Buckets:
    """Buckets of nothing."""
    whole, figures = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64)
    none = np.empty(0, dtype=np.bool_)
    return Buckets(whole, bucket_width(span, count), figures, figures, figures, whole, none)


def buckets_of(readings: ReadingColumns, start: int, width: int) -> Buckets:
    """Readings of one entity, in order and each key once, in buckets counted from `start`."""
    bucket = (readings.timestamp - start) // width
    firsts = np.flatnonzero(np.concatenate(([True], bucket[1:] != bucket[:-1])))
    if not len(bucket):
        firsts = firsts[:0]
    lasts = np.concatenate((firsts[1:], [len(bucket)])) - 1 if len(firsts) else firsts
    state = readings.state
    known = ~np.isnan(state)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        count = np.add.reduceat(known.astype(np.int64), firsts)
        mean = np.add.reduceat(np.where(known, state, 0.0), firsts) / count
        low, high = np.fmin.reduceat(state, firsts), np.fmax.reduceat(state, firsts)
    return Buckets(bucket[firsts] * width + start, width, low, high, mean, count, ~known[lasts])


def replaced(buckets: Buckets, within: TimeRange, part: Buckets) -> Buckets:
    """The buckets with those that start within a stretch replaced by others of equal width."""
    before = buckets.start < within.start
    after = buckets.start >= within.end

    def column(mine: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate((mine[before], theirs, mine[after]))

    return Buckets(
        column(buckets.start, part.start),
        buckets.width,
        column(buckets.min, part.min),
        column(buckets.max, part.max),
        column(buckets.mean, part.mean),
        column(buckets.count, part.count),
        column(buckets.ends_silent, part.ends_silent),
    )
