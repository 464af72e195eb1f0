"""Half-open stretches of time and the arithmetic of sets of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from energy_desktop.model.timestamps import Micros


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """`start <= moment < end`, microseconds UTC; ValueError when the end lies before the start."""

    start: Micros
    end: Micros

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a range ends ({self.end}) before it starts ({self.start})")

    @property
    def duration(self) -> int:
        """Microseconds."""
        return self.end - self.start

    def contains(self, moment: Micros) -> bool:
        """Whether the moment lies inside."""
        return self.start <= moment < self.end

    def intersection(self, other: "TimeRange") -> "TimeRange | None":
        """The common stretch, or None when there is none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeRange(start, end) if start < end else None


def union(ranges: Iterable[TimeRange]) -> list[TimeRange]:
    """The same set of moments as few disjoint ranges in order; empty ranges vanish."""
    merged: list[TimeRange] = []
    for each in sorted(r for r in ranges if r.duration):
        if merged and each.start <= merged[-1].end:
            merged[-1] = TimeRange(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return merged


def complement(ranges: Iterable[TimeRange], within: TimeRange) -> list[TimeRange]:
    """What of `within` no range covers, in order."""
    gaps: list[TimeRange] = []
    position = within.start
    for each in union(ranges):
        if each.end <= within.start or each.start >= within.end:
            continue
        if each.start > position:
            gaps.append(TimeRange(position, each.start))
        position = max(position, each.end)
    if position < within.end:
        gaps.append(TimeRange(position, within.end))
    return gaps


def pieces(span: TimeRange, length: int) -> list[TimeRange]:
    """Cut a range into pieces of at most `length` microseconds, in order."""
    starts = range(span.start, span.end, length)
    return [TimeRange(Micros(s), Micros(min(s + length, span.end))) for s in starts]
