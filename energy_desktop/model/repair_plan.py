"""Which stretches are asked of Home Assistant again, in which order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from energy_desktop.model.coverage import Ledger, Source
from energy_desktop.model.ranges import TimeRange, complement, union
from energy_desktop.model.timestamps import DAY, Micros, day_start

DOWN = "Home Assistant was down"
LOST = "lost by Home Assistant"
NOT_RECORDED = "not recorded by Home Assistant"
PURGED = "purged"

CLOSES_A_GAP = (Source.LIVE, Source.RAW, Source.FIVE_MINUTES, Source.UNAVAILABLE)
"""What makes asking for raw history pointless."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one entity's raw history that fits into one request."""

    recording_id: str
    span: TimeRange


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """What the snapshot showed of an entity with which its session began."""

    last_updated: Micros
    at: Micros
    """Where the session began: an older state was the present one until then."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What is open of one UTC day, for all entities: what they have in common shows here."""

    day: Micros
    pieces: tuple[Piece, ...]


def raw_slices(
    ledger: Ledger,
    recording_ids: Iterable[str],
    within: TimeRange,
    first_seen: Mapping[str, FirstSeen] = MappingProxyType({}),
) -> list[Slice]:
    """The gaps of some entities, cut at the borders of UTC days, the newest day first.

    From where an entity was first seen on it is recorded live, whether the ledger has heard of
    that already or not.
    """
    found = [
        Piece(recording_id, piece)
        for recording_id in recording_ids
        for gap in complement(
            ledger.covered(recording_id, CLOSES_A_GAP),
            _before(within, first_seen.get(recording_id)),
        )
        for piece in _by_day(gap)
    ]
    return slices_of(found)


def _before(within: TimeRange, seen: FirstSeen | None) -> TimeRange:
    if seen is None:
        return within
    return TimeRange(within.start, max(within.start, min(within.end, seen.at)))


def slices_of(pieces: Iterable[Piece]) -> list[Slice]:
    """Pieces that lie in one day each, by day: the newest first, and in it the newest end."""
    newest_first = sorted(
        pieces, key=lambda p: (-day_start(p.span.start), -p.span.end, p.recording_id)
    )
    days = groupby(newest_first, key=lambda p: day_start(p.span.start))
    return [Slice(day, tuple(of_day)) for day, of_day in days]


def open_stretches(ledger: Ledger, recording_ids: Iterable[str], until: Micros) -> list[TimeRange]:
    """Where live recording was interrupted and nothing closed it yet, for any of the entities.

    From each entity's first session on: what lies before was never promised.
    """
    gaps: list[TimeRange] = []
    for recording_id in recording_ids:
        live = ledger.covered(recording_id, (Source.LIVE,))
        if live and live[0].start < until:
            within = TimeRange(live[0].start, until)
            gaps += complement(ledger.covered(recording_id, CLOSES_A_GAP), within)
    return union(gaps)


def _by_day(span: TimeRange) -> Iterator[TimeRange]:
    start = span.start
    while start < span.end:
        end = Micros(min(day_start(start) + DAY, span.end))
        yield TimeRange(start, end)
        start = end
