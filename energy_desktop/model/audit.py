"""What is stored beside what Home Assistant holds: every difference gets exactly one class."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage import Interval, Ledger, Source
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.model.statistics import StatisticRow
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros

FIGURES = ("state", "sum", "change", "mean", "min", "max")
_FLOAT_NOISE = 1e-9
_UNDERSTATED = MINUTE
"""Coverage is understated by seconds: what came with the last moments of a connection, or before
its session began, was delivered too."""


class Difference(StrEnum):
    """The classes; only the last one is an alarm."""

    MISSING_HERE = "missing here"
    """Home Assistant has it and the ledger does not claim it: repair will ask for it."""
    MISSING_AT_HA = "missing at HA"
    """It was delivered, and Home Assistant lost or purged it."""
    CHANGED_LATER = "HA changed it later"
    HELD_LAST_VALUE = "HA held the last value"
    NOT_A_NUMBER = "not a number"
    UNEXPLAINED = "unexplained"


class NotANumber:
    """Stands for a state of Home Assistant's that is no reading."""


NOT_A_NUMBER = NotANumber()

Held = float | None | NotANumber
"""A value, a reading without one, or what is no reading."""


class Finding(NamedTuple):
    """One row that differs."""

    at: Micros
    kind: Difference
    reason: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The rows of an hour that differ in the same way."""

    entity_id: str
    """As Home Assistant calls it."""
    hour: Micros
    what: str
    """`readings` or `statistics`."""
    kind: Difference
    reason: str
    count: int
    first: Micros


STORED_ALONE = "stored, but neither held by Home Assistant nor delivered live"

_NOT_REPAIRED = "in a gap that is not repaired yet"
_CLAIMED = "the ledger claims this moment"
_OTHER_VALUE = "another value than Home Assistant's"
_NO_NUMBER_STORED = "a number is stored where Home Assistant has none"
_LOST = "delivered live, lost by Home Assistant"
_PURGED = "purged by Home Assistant"
_NO_READING = "counted, not stored"


class Stretches:
    """Disjoint stretches of time that can be asked quickly for the one around a moment."""

    def __init__(self, ranges: Iterable[TimeRange]) -> None:
        self._ranges = union(ranges)
        self._starts = [each.start for each in self._ranges]

    def around(self, moment: Micros) -> TimeRange | None:
        """The stretch that holds a moment, its end included; None where there is none."""
        place = bisect_right(self._starts, moment) - 1
        if place < 0 or moment > self._ranges[place].end:
            return None
        return self._ranges[place]

    def is_near(self, moment: Micros, within: int) -> bool:
        """Whether a stretch lies at most so many microseconds away."""
        place = bisect_right(self._starts, moment)
        before = place > 0 and moment - self._ranges[place - 1].end <= within
        after = place < len(self._ranges) and self._starts[place] - moment <= within
        return before or after

    def hold_inside(self, moment: Micros) -> bool:
        """Whether a moment lies in a stretch, and not at its very border."""
        found = self.around(moment)
        return found is not None and found.start < moment < found.end


class Evidence:
    """What the ledger says of one entity, and how far back Home Assistant's rows reach."""

    def __init__(
        self,
        ledger: Ledger,
        recording_id: str,
        oldest_raw: Micros | None,
        withdrawn: Iterable[TimeRange] = (),
    ) -> None:
        """`withdrawn` was recorded live, and is covered in another way or not at all since."""
        self.live = Stretches([*ledger.covered(recording_id, (Source.LIVE,)), *withdrawn])
        self.claimed = Stretches(ledger.covered(recording_id, (Source.LIVE, Source.RAW)))
        self.oldest_raw = oldest_raw
        """None where nothing tells; then the first row it has."""
        self._given_up = [
            interval
            for interval in ledger.intervals
            if interval.entity_id == recording_id and interval.source is Source.UNAVAILABLE
        ]
        members = {set_id for set_id, ids in ledger.sets.items() if recording_id in ids}
        self._sessions = sorted(s.start for s in ledger.sessions if s.set_id in members)

    def of_missing(self, at: Micros) -> Finding:
        """A row that Home Assistant holds and we do not."""
        if self.claimed.hold_inside(at):
            return Finding(at, Difference.UNEXPLAINED, _CLAIMED)
        given_up = next((i for i in self._given_up if i.span.contains(at)), None)
        reason = f"given up: {given_up.reason}" if given_up else _NOT_REPAIRED
        return Finding(at, Difference.MISSING_HERE, reason)

    def of_stored_alone(self, at: Micros) -> Finding:
        """A row that we hold and Home Assistant does not."""
        if self.oldest_raw is not None and at < self.oldest_raw:
            return Finding(at, Difference.MISSING_AT_HA, _PURGED)
        if self.live.is_near(at, _UNDERSTATED):
            return Finding(at, Difference.MISSING_AT_HA, _LOST)
        return Finding(at, Difference.UNEXPLAINED, STORED_ALONE)

    def next_session(self, at: Micros) -> Micros | None:
        """The start of the first session from a moment on: it began with what held then."""
        place = bisect_left(self._sessions, at)
        return self._sessions[place] if place < len(self._sessions) else None

    def downtimes(self, not_down: Collection[str | None]) -> list[Interval]:
        """What was given up for any other reason than these."""
        return [each for each in self._given_up if each.reason not in not_down]


def delivered_in_snapshot(finding: Finding) -> Finding:
    """The same row, once it is known that a session began with it."""
    return Finding(finding.at, Difference.MISSING_AT_HA, _LOST)


def compare_readings(
    moments: Iterable[Micros],
    held: Mapping[Micros, Held],
    stored: Mapping[Micros, float | None],
    evidence: Evidence,
) -> Iterator[Finding]:
    """Each of the moments whose row the other side does not have in the same way.

    `held` are Home Assistant's rows in the stored unit, `stored` ours.
    """
    for at in moments:
        if at not in held:
            yield evidence.of_stored_alone(at)
        elif isinstance(value := held[at], NotANumber):
            if at in stored:
                yield Finding(at, Difference.UNEXPLAINED, _NO_NUMBER_STORED)
            else:
                yield Finding(at, Difference.NOT_A_NUMBER, _NO_READING)
        elif at not in stored:
            yield evidence.of_missing(at)
        elif value != stored[at]:
            yield Finding(at, Difference.UNEXPLAINED, _OTHER_VALUE)


def compare_statistics(
    held: Sequence[StatisticRow],
    stored: StatisticColumns,
    imported: Stretches,
    downtimes: Sequence[TimeRange],
) -> Iterator[Finding]:
    """Hours that differ; Home Assistant may adjust, clear or import its own at any time.

    `imported` are the stretches whose hours were read before, `downtimes` those in which it
    could not know what it says.
    """
    ours = dict(zip(stored.timestamp.tolist(), _figures_of(stored), strict=True))
    theirs = {row.start: row for row in held}
    for at in sorted(theirs.keys() | ours.keys()):
        moment = Micros(at)
        row = theirs.get(moment)
        if row is None:
            yield Finding(moment, Difference.CHANGED_LATER, "cleared by Home Assistant")
        elif at not in ours:
            if imported.around(moment) is None:
                yield Finding(moment, Difference.MISSING_HERE, "not imported yet")
            else:
                yield Finding(moment, Difference.CHANGED_LATER, "compiled or imported later")
        elif not _same(tuple(getattr(row, f) for f in FIGURES), ours[at]):
            yield Finding(moment, Difference.CHANGED_LATER, "adjusted by Home Assistant")
        elif _is_flat(row) and _overlaps(downtimes, moment):
            yield Finding(moment, Difference.HELD_LAST_VALUE, "it was down, or lost what it knew")


def by_hour(entity_id: str, what: str, findings: Iterable[Finding]) -> list[Differences]:
    """Findings of one entity gathered by hour, class and reason, in order of their first."""
    gathered: dict[tuple[int, Difference, str], list[Micros]] = {}
    for finding in findings:
        hour = finding.at - finding.at % HOUR
        gathered.setdefault((hour, finding.kind, finding.reason), []).append(finding.at)
    return [
        Differences(entity_id, Micros(hour), what, kind, reason, len(moments), min(moments))
        for (hour, kind, reason), moments in gathered.items()
    ]


def _figures_of(columns: StatisticColumns) -> Iterator[tuple[float, ...]]:
    return zip(*(getattr(columns, figure).tolist() for figure in FIGURES), strict=True)


def _same(theirs: tuple[float | None, ...], ours: tuple[float, ...]) -> bool:
    return all(
        math.isnan(b) if a is None else math.isclose(a, b, rel_tol=_FLOAT_NOISE, abs_tol=1e-12)
        for a, b in zip(theirs, ours, strict=True)
    )


def _is_flat(row: StatisticRow) -> bool:
    return not row.change and row.min == row.max


def _overlaps(ranges: Sequence[TimeRange], hour: Micros) -> bool:
    within = TimeRange(hour, Micros(hour + HOUR))
    return any(each.intersection(within) is not None for each in ranges)
