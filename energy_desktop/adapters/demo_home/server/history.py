"""The answer of `history/history_during_period`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from energy_desktop.adapters.demo_home.server import wire
from energy_desktop.adapters.demo_home.server.rows import Row, Track

PIECE: Final = 6 * 3600 * 1_000_000
"""Microseconds of history that are looked up at once, so that no answer holds up the loop."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of each entity. Times in microseconds, both borders excluded."""

    start: int
    end: int
    with_start: bool
    """Begin with the state that holds at `start`, stamped with it."""
    significant: bool
    """Leave out rows in which only attributes changed."""
    minimal: bool
    """Only the first row in full, of the others state and time, and no repeated states."""
    attributes: bool


def answer(track: Track, question: Question) -> Iterator[bytes]:
    """The rows of one entity as JSON objects, joined by commas, a piece at a time."""
    rows = _Writer(question)
    if question.with_start:
        held = track.state(question.start)
        if held is not None:
            yield rows.write([Row(question.start, held.state, held.attributes, question.start)])
    for start in range(question.start + 1, question.end, PIECE):
        yield rows.write(track.rows(start, min(start + PIECE, question.end)))


class _Writer:
    """Writes rows in the shape that was asked for, remembering what came before."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._begun = False
        self._last: str | None = ""

    def write(self, rows: list[Row]) -> bytes:
        objects = []
        for row in rows:
            if self._question.significant and row.changed != row.at:
                continue
            if self._question.minimal and self._begun and row.state == self._last:
                continue
            objects.append(self._object(row))
            self._begun, self._last = True, row.state
        return wire.encode(objects)[1:-1]

    def _object(self, row: Row) -> dict[str, Any]:
        at = wire.seconds(row.at)
        if self._question.minimal and (self._begun or not self._question.attributes):
            return {"s": row.state, "lu": at}
        full = {"s": row.state, "a": row.attributes if self._question.attributes else {}, "lu": at}
        if row.changed != row.at:
            full["lc"] = wire.seconds(row.changed)
        return full
