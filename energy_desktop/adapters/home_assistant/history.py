"""The rows of Home Assistant's `states` table, asked in pieces of a size that suits both sides."""

import asyncio
from collections.abc import AsyncIterator

from msgspec import Raw, Struct

from energy_desktop.adapters.home_assistant.requests import DATABASE_TIMEOUT, Requests
from energy_desktop.adapters.home_assistant.wire import Attributes
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import (
    DAY,
    HOUR,
    MINUTE,
    Micros,
    format_utc,
    from_epoch_seconds,
)

REMOVED = "unavailable"
"""The state of the row, `null` in the database, that marks the removal of an entity."""

_FIRST_LENGTH = HOUR // 2
_SHORTEST = MINUTE
_LONGEST = DAY
_LARGE_ANSWER = 1_000_000
"""Bytes that are decoded in a few milliseconds, some 6,000 rows."""
_ROWS_AT_A_TIME = 2_000
_MARGIN = 1_000
"""Microseconds: Home Assistant leaves out a row exactly at the start, and knows fractions."""

_NO_ATTRIBUTES = Attributes()


class _Row(Struct, gc=False):
    lu: float
    s: str | None = None
    a: Attributes | None = None


class PieceLengths:
    """How much of an entity's history is asked at once: as its answers were large or small.

    So neither a sensor with ten readings a second nor one with large attributes makes an answer
    that holds up the loop. What was learnt of an entity holds as long as the connection.
    """

    def __init__(self) -> None:
        self._lengths: dict[str, int] = {}

    def first_piece(self, entity_id: str, span: TimeRange) -> TimeRange:
        """The stretch at the start of a span; a small rest is asked with it."""
        length = self._of(entity_id)
        is_all = span.duration <= length + length // 4
        return span if is_all else TimeRange(span.start, Micros(span.start + length))

    def learn(self, entity_id: str, piece: TimeRange, answer_size: int) -> None:
        """Note how many bytes the answer about a stretch had."""
        length = self._of(entity_id)
        if answer_size > _LARGE_ANSWER:
            length = max(_SHORTEST, min(length, piece.duration) // 2)
        elif answer_size < _LARGE_ANSWER // 8 and piece.duration >= length:
            length = min(_LONGEST, length * 4)
        self._lengths[entity_id] = length

    def _of(self, entity_id: str) -> int:
        return self._lengths.get(entity_id, _FIRST_LENGTH)


async def fetch_history(
    requests: Requests, lengths: PieceLengths, entity_id: str, span: TimeRange
) -> list[StateEvent]:
    """Every row of an entity in the span, attribute-only ones included, in order of time."""
    return [e async for page in history_pages(requests, lengths, entity_id, span) for e in page]


async def history_pages(
    requests: Requests, lengths: PieceLengths, entity_id: str, span: TimeRange
) -> AsyncIterator[list[StateEvent]]:
    """The same in pages of at most `_ROWS_AT_A_TIME` rows."""
    rest = span
    while rest.duration > 0:
        piece = lengths.first_piece(entity_id, rest)
        answer = await _ask(requests, entity_id, piece)
        lengths.learn(entity_id, piece, len(memoryview(answer)))
        rows = requests.decode(answer, dict[str, list[_Row]]).get(entity_id, [])
        for first in range(0, len(rows), _ROWS_AT_A_TIME):
            some = (_event(entity_id, row) for row in rows[first : first + _ROWS_AT_A_TIME])
            yield [event for event in some if piece.contains(event.last_updated)]
            await asyncio.sleep(0)
        rest = TimeRange(piece.end, span.end)


async def _ask(requests: Requests, entity_id: str, piece: TimeRange) -> Raw:
    fields = {
        "start_time": format_utc(Micros(piece.start - _MARGIN)),
        "end_time": format_utc(Micros(piece.end + _MARGIN)),
        "entity_ids": [entity_id],
        "significant_changes_only": False,
        "include_start_time_state": False,
        "minimal_response": False,
        "no_attributes": False,
    }
    answer = await requests.ask("history/history_during_period", fields, timeout=DATABASE_TIMEOUT)
    return answer.result


def _event(entity_id: str, row: _Row) -> StateEvent:
    attributes = row.a or _NO_ATTRIBUTES
    state = REMOVED if row.s is None else row.s
    return StateEvent(
        entity_id, state, from_epoch_seconds(row.lu), attributes.unit(), attributes.reset()
    )
