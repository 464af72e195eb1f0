"""The ledger as columns: the coverage of several entities over a grid at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.coverage import Ledger
from energy_desktop.model.coverage_levels import COVERAGE_OF, Coverage, Grid, Levels
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros

_Spans = NDArray[np.int64]
"""Shape (n, 2): start and end."""
_Places = NDArray[np.intp]


class _Layer(NamedTuple):
    """All that covers some entities at one level; entities with the same spans share a group."""

    level: Coverage
    group_of: _Places
    """The group of each entity."""
    groups: int
    group: _Places
    """The group of each span."""
    spans: _Spans


class _Rows(NamedTuple):
    """What is the same of some entities whatever the grid."""

    begin: NDArray[np.int64]
    """Since when each is covered; now, where nothing covers it."""
    layers: list[_Layer]
    """The coarsest first."""


class CoverageMap:
    """Paints ten years of sessions of twenty entities in a millisecond."""

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
        self._kept: dict[tuple[str, ...], _Rows] = {}

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
        result: Levels = self.levels_of((entity_id,), grid)[0]
        return result

    def levels_of(self, entity_ids: Sequence[str], grid: Grid) -> Levels:
        """The same of several entities: a row for each."""
        keys = tuple(entity_ids)
        rows = self._kept.get(keys)
        if rows is None:
            rows = self._kept[keys] = self._rows(keys)
        result = np.zeros((len(keys), grid.count), dtype=np.uint8)
        for layer in rows.layers:  # the finer is painted over the coarser
            result[_covered(layer, grid)[layer.group_of]] = layer.level
        middles = grid.edges[:-1] + grid.step // 2
        outside = (middles < rows.begin[:, np.newaxis]) | (middles > self._now)
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

    def _rows(self, keys: tuple[str, ...]) -> _Rows:
        layers = [self._intervals_of(keys, level) for level in sorted(COVERAGE_OF.values())]
        layers = [layer for layer in (*layers, self._sessions_of(keys)) if len(layer.spans)]
        begin = np.full(len(keys), _NEVER)
        for layer in layers:
            first = np.full(layer.groups, _NEVER)
            np.minimum.at(first, layer.group, layer.spans[:, 0])
            begin = np.minimum(begin, first[layer.group_of])
        begin[begin == _NEVER] = self._now
        return _Rows(begin, layers)

    def _intervals_of(self, keys: tuple[str, ...], level: Coverage) -> _Layer:
        """Each entity's own."""
        spans = [self._intervals.get((key, level), _NOTHING) for key in keys]
        return _layer(level, range(len(keys)), spans)

    def _sessions_of(self, keys: tuple[str, ...]) -> _Layer:
        """Shared by all entities of the same sets: there are many sessions, and few sets."""
        memberships = [
            tuple(set_id for set_id in self._sessions if key in self._sets.get(set_id, ()))
            for key in keys
        ]
        groups = list(dict.fromkeys(memberships))
        spans = [
            np.concatenate([_NOTHING, *(self._sessions[set_id] for set_id in group)])
            for group in groups
        ]
        return _layer(
            Coverage.LIVE,
            [groups.index(membership) for membership in memberships],
            [self._reaching_now(each) for each in spans],
        )

    def _reaching_now(self, spans: _Spans) -> _Spans:
        late = (self._now - spans[:, 1] <= self._seam) & (spans[:, 1] < self._now)
        if not late.any():
            return spans
        moved = spans.copy()
        moved[late, 1] = self._now
        return moved


_NEVER = np.iinfo(np.int64).max
_NOTHING: _Spans = np.empty((0, 2), dtype=np.int64)


def _columns(spans: Iterable[TimeRange]) -> _Spans:
    return np.array([(s.start, s.end) for s in spans], dtype=np.int64).reshape(-1, 2)


def _layer(level: Coverage, group_of: Sequence[int], spans: Sequence[_Spans]) -> _Layer:
    """One group for each of `spans`."""
    return _Layer(
        level,
        np.array(group_of, dtype=np.intp),
        len(spans),
        np.repeat(np.arange(len(spans)), [len(each) for each in spans]),
        np.concatenate([_NOTHING, *spans]),
    )


def _covered(layer: _Layer, grid: Grid) -> NDArray[np.bool_]:
    """A row for each group: the steps of which at least half lies in one of its spans."""
    half, count = grid.step // 2, grid.count
    first = np.clip(-((grid.start - layer.spans[:, 0] + half) // grid.step), 0, count)
    last = np.clip((layer.spans[:, 1] - grid.start + half) // grid.step, 0, count)
    keep = first < last
    row = layer.group[keep] * (count + 1)
    size = layer.groups * (count + 1)
    depth = np.bincount(row + first[keep], minlength=size)
    depth -= np.bincount(row + last[keep], minlength=size)
    covered: NDArray[np.bool_] = np.cumsum(depth.reshape(layer.groups, -1)[:, :-1], axis=1) > 0
    return covered
