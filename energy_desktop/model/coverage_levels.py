"""Coverage as a chart sees it: for each of many equal steps, where its data came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.coverage import Ledger, Source
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
"""One `Coverage` for each step of a grid."""


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


_Spans = NDArray[np.int64]
"""Shape (n, 2): start and end."""


class CoverageMap:
    """A ledger as columns, so that ten years of sessions paint a grid in a millisecond."""

    def __init__(self, ledger: Ledger, now: Micros, seam: int = 0) -> None:
        """Coverage that ends at most `seam` microseconds before now is taken to reach it."""
        self._now = now
        self._seam = seam
        self._sets = ledger.sets
        self._sessions = {
            set_id: _columns(
                TimeRange(s.start, s.end) for s in ledger.sessions if s.set_id == set_id
            )
            for set_id in {s.set_id for s in ledger.sessions}
        }
        by_entity: dict[tuple[str, Coverage], list[TimeRange]] = {}
        for interval in ledger.intervals:
            level = COVERAGE_OF.get(interval.source)
            if level is not None:
                by_entity.setdefault((interval.entity_id, level), []).append(interval.span)
        self._intervals = {key: _columns(spans) for key, spans in by_entity.items()}
        every = [spans.ravel() for spans in (*self._sessions.values(), *self._intervals.values())]
        self._borders = np.unique(np.concatenate(every)) if every else np.empty(0, dtype=np.int64)

    @property
    def begin(self) -> Micros | None:
        """Since when anything is covered."""
        starts = [
            int(spans[:, 0].min())
            for spans in (*self._sessions.values(), *self._intervals.values())
        ]
        return Micros(min(starts)) if starts else None

    def levels(self, entity_id: str, grid: Grid) -> Levels:
        """The finest level that covers most of each step."""
        result = np.zeros(grid.count, dtype=np.uint8)
        first: int | None = None
        for level in sorted(COVERAGE_OF.values()):  # the finer is painted over the coarser
            for spans in self._spans(entity_id, level):
                result[_covered(spans, grid)] = level
                first = int(spans[:, 0].min()) if first is None else min(first, spans[:, 0].min())
        half = grid.step // 2
        middles = grid.edges[:-1] + half
        expected_from = self._now if first is None else first
        outside = (middles < expected_from) | (middles > self._now)
        result[outside & (result == Coverage.MISSING)] = Coverage.OUTSIDE
        return result

    def snapped(self, span: TimeRange, within: int) -> TimeRange:
        """A stretch found on a grid, its ends moved to the ledger's own within so many µs."""
        start, end = self._snapped(span.start, within), self._snapped(span.end, within)
        return TimeRange(start, max(start, end))

    def _snapped(self, moment: Micros, within: int) -> Micros:
        place = int(np.searchsorted(self._borders, moment))
        near = self._borders[max(0, place - 1) : place + 1]
        if not len(near):
            return moment
        nearest = int(near[np.argmin(np.abs(near - moment))])
        return Micros(nearest) if abs(nearest - moment) <= within else moment

    def _spans(self, entity_id: str, level: Coverage) -> Iterator[_Spans]:
        own = self._intervals.get((entity_id, level))
        if own is not None:
            yield own
        if level is Coverage.LIVE:
            for set_id, spans in self._sessions.items():
                if entity_id in self._sets.get(set_id, ()):
                    yield self._reaching_now(spans)

    def _reaching_now(self, spans: _Spans) -> _Spans:
        late = (self._now - spans[:, 1] <= self._seam) & (spans[:, 1] < self._now)
        if not late.any():
            return spans
        moved = spans.copy()
        moved[late, 1] = self._now
        return moved


def worst_of(all_levels: Iterable[Levels]) -> Levels:
    """The worst level of several entities; one that has not begun does not count."""
    worst: Levels = np.minimum.reduce(list(all_levels))
    return worst


def all_missing(all_levels: Iterable[Levels]) -> NDArray[np.bool_]:
    """Where nothing is known of any entity, and something should be of at least one."""
    levels = np.stack(list(all_levels))
    unknown = (levels == Coverage.MISSING) | (levels == Coverage.OUTSIDE)
    result: NDArray[np.bool_] = unknown.all(axis=0) & (levels == Coverage.MISSING).any(axis=0)
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


def _columns(spans: Iterable[TimeRange]) -> _Spans:
    return np.array([(s.start, s.end) for s in spans], dtype=np.int64).reshape(-1, 2)


def _covered(spans: _Spans, grid: Grid) -> NDArray[np.bool_]:
    """The steps of which at least half lies in one of the spans."""
    half = grid.step // 2
    first = -((grid.start - spans[:, 0] + half) // grid.step)
    last = (spans[:, 1] - grid.start + half) // grid.step
    first, last = np.clip(first, 0, grid.count), np.clip(last, 0, grid.count)
    keep = first < last
    depth = np.zeros(grid.count + 1, dtype=np.int64)
    np.add.at(depth, first[keep], 1)
    np.add.at(depth, last[keep], -1)
    return np.cumsum(depth[:-1]) > 0
