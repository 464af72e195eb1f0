"""Which stretches are asked of Home Assistant again, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass

from energy_desktop.model.coverage import Ledger, Source
from energy_desktop.model.ranges import TimeRange, complement, pieces, union
from energy_desktop.model.timestamps import DAY, Micros

CLOSES_A_GAP = (Source.LIVE, Source.RAW, Source.UNAVAILABLE)
"""What makes asking for raw history pointless."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one entity's raw history that fits into one request."""

    recording_id: str
    span: TimeRange


def raw_pieces(ledger: Ledger, recording_ids: Iterable[str], within: TimeRange) -> list[Piece]:
    """The gaps of some entities in pieces of at most a day, newest first."""
    found = [
        Piece(recording_id, piece)
        for recording_id in recording_ids
        for gap in complement(ledger.covered(recording_id, CLOSES_A_GAP), within)
        for piece in pieces(gap, DAY)
    ]
    return sorted(found, key=lambda p: (-p.span.end, p.recording_id))


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
