"""Fewer points that look the same: the lowest and the highest of each slot of a line."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def unbroken(values: Floats) -> list[tuple[int, int]]:
    """Half-open ranges of neighbouring values that are no NaN."""
    is_known = np.isfinite(values)
    if is_known.all():
        return [(0, len(values))] if len(values) else []
    known = np.concatenate(([False], is_known, [False]))
    borders = np.flatnonzero(np.diff(known.astype(np.int8)))
    return [(int(first), int(last)) for first, last in borders.reshape(-1, 2)]


def decimated(x: Floats, y: Floats, slots: int) -> tuple[Floats, Floats]:
    """A line without NaN, x rising, as at most two points in each of `slots` slots of x.

    The lowest and the highest point of each slot stay, in their order; so do the first and
    the last point of the line. A line that is short enough comes back as it is.
    """
    if len(x) <= 2 * slots or slots < 1:
        return x, y
    width = (x[-1] - x[0]) / slots
    if width <= 0:
        return x, y
    slot = np.minimum(((x - x[0]) / width).astype(np.int64), slots - 1)
    starts = np.flatnonzero(np.concatenate(([True], np.diff(slot) > 0)))
    order = np.lexsort((y, slot))
    ends = np.concatenate((starts[1:], [len(x)])) - 1
    kept = np.unique(np.concatenate((order[starts], order[ends], [0, len(x) - 1])))
    return x[kept], y[kept]


def envelope(x: Floats, bottom: Floats, top: Floats, slots: int) -> tuple[Floats, Floats, Floats]:
    """A band without NaN, x rising, as about one step in each of `slots` slots of x.

    `bottom` and `top` are in pixels, downwards. The result holds the whole band.
    """
    if len(x) <= slots or slots < 1 or x[-1] <= x[0]:
        return x, bottom, top
    slot = np.minimum(((x - x[0]) / ((x[-1] - x[0]) / slots)).astype(np.int64), slots - 1)
    starts = np.flatnonzero(np.concatenate(([True], np.diff(slot) > 0)))
    largest, smallest = np.maximum.reduceat(bottom, starts), np.minimum.reduceat(top, starts)
    # At each border the wider of both slots, and after the last slot itself.
    return (
        np.append(x[starts], x[-1]),
        np.maximum(np.append(largest, largest[-1]), np.append(largest[0], largest)),
        np.minimum(np.append(smallest, smallest[-1]), np.append(smallest[0], smallest)),
    )
