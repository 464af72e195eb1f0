"""The coverage ledger: which stretches are recorded durably, and from which source.

Covered means: had Home Assistant changed the entity in this stretch, it would be stored.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from energy_desktop.model.ranges import TimeRange, complement, union
from energy_desktop.model.timestamps import Micros


class Source(StrEnum):
    """Where a stretch of readings came from, finest first."""

    LIVE = "live"
    RAW = "raw"
    FIVE_MINUTES = "5minute"
    HOUR = "hour"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class EntitySet:
    """An immutable, stored set of recording ids."""

    set_id: str
    entity_ids: frozenset[str]

    @classmethod
    def of(cls, entity_ids: Iterable[str]) -> "EntitySet":
        """The set named by its content, so that equal sets are one."""
        members = frozenset(entity_ids)
        digest = hashlib.sha256("\n".join(sorted(members)).encode()).hexdigest()
        return cls(digest[:16], members)


@dataclass(frozen=True, slots=True)
class Session:
    """One unbroken subscription of one set of entities."""

    session_id: str
    set_id: str
    start: Micros
    end: Micros
    """Up to here everything is durable; grows with each batch."""
    batch: int
    """Number of the last durable batch."""


@dataclass(frozen=True, slots=True)
class BatchMark:
    """What a batch proves, written in the batch's own transaction in the metric store."""

    number: int
    session_id: str
    covered_to: Micros


BATCHES_OF_A_LEASE = 2**32
"""Numbers for the batches of one holder of the recorder's lease."""


def next_batch(number: int, lease: int) -> int:
    """The number of the batch after another, under a lease.

    Those of a later lease are higher than all of an earlier one, also when these arrive late.
    """
    return max(number, lease * BATCHES_OF_A_LEASE) + 1


def lease_of(batch: int) -> int:
    """The lease under which a batch was numbered."""
    return batch // BATCHES_OF_A_LEASE


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of one entity closed by import or repair."""

    entity_id: str
    span: TimeRange
    source: Source
    reason: str | None = None
    """Why it is `unavailable`."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A part of the ledger: sessions, their sets by id, and intervals."""

    sessions: tuple[Session, ...]
    sets: dict[str, frozenset[str]]
    intervals: tuple[Interval, ...]
    _by_entity: dict[str, list[Interval]] = field(init=False, repr=False, compare=False)
    _by_set: dict[str, list[TimeRange]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look through all of it once: an old ledger is asked about each of many entities."""
        by_entity: dict[str, list[Interval]] = {}
        for interval in self.intervals:
            by_entity.setdefault(interval.entity_id, []).append(interval)
        by_set: dict[str, list[TimeRange]] = {}
        for session in self.sessions:
            by_set.setdefault(session.set_id, []).append(TimeRange(session.start, session.end))
        object.__setattr__(self, "_by_entity", by_entity)
        object.__setattr__(self, "_by_set", {each: union(of) for each, of in by_set.items()})

    def covered(
        self, entity_id: str, sources: Collection[Source] = tuple(Source)
    ) -> list[TimeRange]:
        """What is covered of an entity by any of the sources, merged, in order."""
        ranges = [i.span for i in self._by_entity.get(entity_id, ()) if i.source in sources]
        if Source.LIVE in sources:
            for set_id, live in self._by_set.items():
                if entity_id in self.sets.get(set_id, ()):
                    ranges += live
        return union(ranges)

    def gaps(self, entity_id: str, within: TimeRange) -> list[TimeRange]:
        """What of a stretch nothing covers."""
        return complement(self.covered(entity_id), within)


def cut_back(session: Session, proven: BatchMark | None) -> Session | None:
    """The session as far as the metric store proves it; None where it proves nothing of it.

    A ledger can be ahead of its metric store after a restored copy, a deleted file or a
    power cut. Batch numbers rise through all sessions. A session that only the clock moved
    carries the number of the last batch before it; with number 0 it claims no stored reading,
    so even an empty metric store proves it.
    """
    if session.batch <= (proven.number if proven else 0):
        return session
    if proven is None or session.session_id != proven.session_id:
        return None
    return Session(
        session.session_id,
        session.set_id,
        session.start,
        Micros(max(session.start, min(session.end, proven.covered_to))),
        proven.number,
    )
