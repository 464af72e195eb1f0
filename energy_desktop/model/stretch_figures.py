"""A stretch of a sensor in figures: its mean by time, its lowest, its peak and when that was."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StretchFigures:
    """Figures of the known part of a stretch; they add up over stretches that touch."""

    known: int = 0
    """Microseconds of which the value is known."""
    area: float = 0.0
    """Value times microseconds."""
    low: float = np.inf
    peak: float = -np.inf
    peak_at: Micros | None = None

    @property
    def mean(self) -> float | None:
        """Weighted by time; None where nothing is known."""
        return self.area / self.known if self.known else None

    def __add__(self, later: "StretchFigures") -> "StretchFigures":
        is_higher = later.peak > self.peak
        return StretchFigures(
            self.known + later.known,
            self.area + later.area,
            min(self.low, later.low),
            max(self.peak, later.peak),
            later.peak_at if is_higher else self.peak_at,
        )


def figures_of_readings(
    timestamp: NDArray[np.int64],
    state: _Floats,
    before: float,
    span: TimeRange,
    gaps: Sequence[TimeRange],
) -> StretchFigures:
    """Figures of readings that each hold until the next, over a span without its gaps.

    `timestamp` rises strictly and lies in the span; `before` held when the span began, NaN for
    none. A peak is a value that a reading brought, or that held when the span began; in a gap
    nothing holds, and what held before it goes on after it.
    """
    starts = np.concatenate(([span.start], timestamp))
    ends = np.concatenate((timestamp, [span.end]))
    values = np.concatenate(([before], state))
    held = (ends - starts).astype(np.float64)
    for gap in gaps:
        overlap = np.minimum(ends, gap.end) - np.maximum(starts, gap.start)
        held -= np.maximum(overlap, 0)
    return _summed(starts, values, values, values, held)


def figures_of_statistics(
    timestamp: NDArray[np.int64],
    period: int,
    low: _Floats,
    mean: _Floats,
    high: _Floats,
    spans: Sequence[TimeRange],
) -> StretchFigures:
    """Figures of rows of one period, as far as they lie in some disjoint spans.

    A row that lies in them in part counts with that part, and with its whole peak.
    """
    held = np.zeros(len(timestamp))
    for span in spans:
        overlap = np.minimum(timestamp + period, span.end) - np.maximum(timestamp, span.start)
        held += np.maximum(overlap, 0)
    return _summed(timestamp, low, mean, high, held)


def _summed(
    starts: NDArray[np.int64], low: _Floats, mean: _Floats, high: _Floats, held: _Floats
) -> StretchFigures:
    counts = np.isfinite(mean) & (held > 0)
    if not counts.any():
        return StretchFigures()
    highest = int(np.argmax(np.where(counts, high, -np.inf)))
    return StretchFigures(
        int(held[counts].sum()),
        float((mean[counts] * held[counts]).sum()),
        float(low[counts].min()),
        float(high[highest]),
        Micros(int(starts[highest])),
    )
