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


async def fetch_history(requests: Requests, entity_id: str, span: TimeRange) -> list[StateEvent]:
    """Every row of an entity in the span, attribute-only ones included, in order of time."""
    return [e async for page in history_pages(requests, entity_id, span) for e in page]


async def history_pages(
    requests: Requests, entity_id: str, span: TimeRange
) -> AsyncIterator[list[StateEvent]]:
    """The same in pages of at most `_ROWS_AT_A_TIME` rows.

    The length of a piece follows the size of the answers, so that neither a sensor with ten
    readings a second nor one with large attributes makes an answer that holds up the loop.
    """
    start, length = span.start, _FIRST_LENGTH
    while start < span.end:
        piece = TimeRange(start, Micros(min(start + length, span.end)))
        answer = await _ask(requests, entity_id, piece)
        rows = requests.decode(answer, dict[str, list[_Row]]).get(entity_id, [])
        for first in range(0, len(rows), _ROWS_AT_A_TIME):
            some = (_event(entity_id, row) for row in rows[first : first + _ROWS_AT_A_TIME])
            yield [event for event in some if piece.contains(event.last_updated)]
            await asyncio.sleep(0)
        start, length = piece.end, _next_length(length, len(memoryview(answer)))


def _next_length(length: int, answer_size: int) -> int:
    if answer_size > _LARGE_ANSWER:
        return max(_SHORTEST, length // 2)
    if answer_size < _LARGE_ANSWER // 8:
        return min(_LONGEST, length * 4)
    return length


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
