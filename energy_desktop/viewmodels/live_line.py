"""The lines of the last minutes: filled from the store, then moved on by the live feed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Ledger, Source
from energy_desktop.model.coverage_levels import COVERAGE_OF, Coverage
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.model.step_hold import held_means
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros
from energy_desktop.services.live_feed import Line, LiveFeed

_SEAM = 10 * SECOND
"""The ledger follows live recording within seconds; a longer hole is a gap."""


class Span(Enum):
    """How far the line reaches back, and the length of its steps; at most 600 of them."""

    TEN_MINUTES = (10 * MINUTE, SECOND)
    HOUR = (HOUR, 6 * SECOND)
    DAY = (DAY, 3 * MINUTE)

    @property
    def length(self) -> int:
        """Microseconds."""
        return self.value[0]

    @property
    def step(self) -> int:
        """Microseconds."""
        return self.value[1]

    @property
    def count(self) -> int:
        """Number of steps."""
        return self.length // self.step


@dataclass(frozen=True, slots=True, eq=False)
class LiveLines:
    """What the chart draws; all arrays have one element per step."""

    span: Span
    start: Micros
    """Start of the first step; the line ends with the step that is now running."""
    home: NDArray[np.float64]
    """Watts; NaN where it is not known."""
    solar: NDArray[np.float64] | None
    """None where the home has none."""
    coverage: NDArray[np.uint8]
    """`Coverage` of each step."""

    @property
    def end(self) -> Micros:
        """End of the last step."""
        return Micros(self.start + self.span.length)

    def middle(self, index: int) -> Micros:
        """The moment in the middle of a step."""
        return Micros(self.start + index * self.span.step + self.span.step // 2)

    def extremes(self) -> tuple[float, float]:
        """The lowest and the highest of all values; NaN where nothing is known."""
        values = self.home if self.solar is None else np.concatenate((self.home, self.solar))
        known = values[np.isfinite(values)]
        return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)


class StoredSeries:
    """The readings of a few entities over a stretch, as the store had them."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    def replace(self, before: Iterable[tuple[str, Line]], columns: ReadingColumns) -> None:
        """Take what the store answered; `before` holds the reading that held at the start."""
        first = dict(before)
        lines: dict[str, Line] = {}
        for position, entity_id in enumerate(columns.entities):
            rows = columns.entity == position
            lines[entity_id] = Line(columns.timestamp[rows], columns.state[rows])
        for entity_id, line in first.items():
            after = lines.get(entity_id)
            lines[entity_id] = line if after is None else joined(line, after)
        self._lines = lines

    def line(self, entity_id: str) -> Line:
        """What is known of an entity."""
        return self._lines.get(entity_id, _EMPTY)


_EMPTY = Line(np.empty(0, dtype=np.int64), np.empty(0))


def joined(older: Line, newer: Line) -> Line:
    """One line of two; where they overlap, the newer one counts."""
    if not len(newer.timestamp):
        return older
    count = int(np.searchsorted(older.timestamp, newer.timestamp[0]))
    if not count:
        return newer
    return Line(
        np.concatenate((older.timestamp[:count], newer.timestamp)),
        np.concatenate((older.state[:count], newer.state)),
    )


class CoverageTrail:
    """What is covered: the ledger as last read, and what came live since."""

    def __init__(self) -> None:
        self._stretches: dict[Coverage, list[TimeRange]] = {}
        self._live: list[TimeRange] = []

    def replace(self, ledger: Ledger, entity_ids: Sequence[str]) -> None:
        """Take the ledger; of several entities the worst counts."""
        self._stretches = {
            coverage: _common(
                [ledger.covered(entity_id, _at_least(coverage)) for entity_id in entity_ids]
            )
            for coverage in COVERAGE_OF.values()
        }

    def live_until(self, now: Micros) -> None:
        """Recording has been live until now: an answer soon after the last one continues it."""
        if self._live and 0 <= now - self._live[-1].end <= _SEAM:
            self._live[-1] = TimeRange(self._live[-1].start, now)
            return
        stored = self._stretches.get(Coverage.LIVE, [])
        start = now
        if stored and 0 <= now - stored[-1].end <= _SEAM:
            start = stored[-1].end
        self._live = [*self._live[-50:], TimeRange(start, now)]

    def over(self, start: Micros, step: int, count: int) -> NDArray[np.uint8]:
        """The coverage of each step: what covers most of it."""
        result = np.zeros(count, dtype=np.uint8)
        for coverage in sorted(COVERAGE_OF.values()):  # the finer is painted over the coarser
            ranges = self._stretches.get(coverage, [])
            if coverage is Coverage.LIVE:
                ranges = _closed(union([*ranges, *self._live]))
            for each in ranges:
                first = max(0, -((start - each.start + step // 2) // step))
                last = min(count, (each.end - start + step // 2) // step)
                if first < last:
                    result[first:last] = coverage
        return result


def _at_least(coverage: Coverage) -> list[Source]:
    return [source for source, level in COVERAGE_OF.items() if level >= coverage]


def _closed(ranges: list[TimeRange]) -> list[TimeRange]:
    """Holes of a second or two between the ledger and what came live since are none."""
    closed: list[TimeRange] = []
    for each in ranges:
        if closed and each.start - closed[-1].end <= 2 * SECOND:
            closed[-1] = TimeRange(closed[-1].start, each.end)
        else:
            closed.append(each)
    return closed


def _common(sets: Sequence[Sequence[TimeRange]]) -> list[TimeRange]:
    """The moments that all sets have."""
    if not sets:
        return []
    common = list(sets[0])
    for other in sets[1:]:
        common = [both for a in common for b in other if (both := a.intersection(b)) is not None]
    return common


@dataclass(frozen=True, slots=True)
class HomeSum:
    """Whose power adds up to the home's."""

    required: tuple[str, ...] = ()
    """Without one of these the sum is not known."""
    optional: tuple[str, ...] = ()
    """These count as zero while they lack a value."""

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Both."""
        return (*self.required, *self.optional)


def lines_at(
    now: Micros,
    span: Span,
    home: HomeSum,
    solar: Sequence[str],
    stored: StoredSeries,
    feed: LiveFeed,
    trail: CoverageTrail,
) -> LiveLines:
    """The lines up to the step that is now running."""
    step, count = span.step, span.count
    start = Micros((now // step + 1 - count) * step)

    def means(entity_id: str) -> NDArray[np.float64]:
        line = joined(stored.line(entity_id), feed.line(entity_id, start))
        return held_means(line.timestamp, line.state, start, step, count)

    coverage = trail.over(start, step, count)
    coverage[-1] = max(coverage[-1], coverage[-2])  # the running step is not over yet
    gaps = coverage == Coverage.MISSING
    series = {entity_id: means(entity_id) for entity_id in {*home.all_ids, *solar}}
    total = _total(home, series, count)
    total[gaps] = np.nan
    sun: NDArray[np.float64] | None = None
    if solar:
        sun = np.sum([series[entity_id] for entity_id in solar], axis=0)
        sun[gaps] = np.nan
    return LiveLines(span, start, total, sun, coverage)


def _total(
    home: HomeSum, series: Mapping[str, NDArray[np.float64]], count: int
) -> NDArray[np.float64]:
    """As the balance adds up one moment, for every step."""
    optional = [series[entity_id] for entity_id in home.optional]
    total = np.zeros(count)
    for values in optional:
        total += np.nan_to_num(values)
    if not home.required:
        unknown = np.all(np.isnan(optional), axis=0) if optional else np.ones(count, dtype=bool)
        total[unknown] = np.nan
    for entity_id in home.required:
        total = total + series[entity_id]
    return total
