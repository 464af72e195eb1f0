"""Questions to QuestDB, asked on a reader's thread; every value is a parameter."""

from collections.abc import Sequence

import numpy as np
import psycopg
from numpy.typing import NDArray

from energy_desktop.adapters.questdb.answers import columns_of
from energy_desktop.adapters.questdb.tables import Cursor, Tables
from energy_desktop.model.bucketing import bucket_width
from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.paging import Piece
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.row_order import Columns, order_of, taken
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import Micros

_MOMENT = "cast(timestamp AS LONG)"
_IN_SPAN = "timestamp >= cast(%s AS TIMESTAMP) AND timestamp < cast(%s AS TIMESTAMP)"
_READING = f"{_MOMENT}, state, cast(last_reset AS LONG)"
_FIGURES = 'state, "sum", "change", "mean", "min", "max"'

Parameters = list[str | int]


def readings(cursor: Cursor, tables: Tables, ids: Sequence[str], span: TimeRange) -> ReadingColumns:
    """Readings of entities, which are in text order, in the span, ordered."""
    return _readings(cursor, tables, ids, span, "", [])


def page(cursor: Cursor, tables: Tables, piece: Piece) -> ReadingColumns:
    """The first page of a piece."""
    ids = piece.entity_ids
    if len(ids) > 1:
        return _readings(cursor, tables, ids, piece.span, "", [])
    return _readings(cursor, tables, ids, piece.span, " ORDER BY timestamp LIMIT %s", [piece.rows])


def daily_counts(
    cursor: Cursor, tables: Tables, entity_id: str, span: TimeRange
) -> list[tuple[int, int]]:
    """The starts of an entity's days in UTC with their numbers of readings, in order."""
    condition, parameters = _where([entity_id], span)
    cursor.execute(
        f"SELECT cast(timestamp_floor('d', timestamp) AS LONG) AS day, count()"
        f' FROM "{tables.readings.name}" WHERE {condition} ORDER BY day'.encode(),
        parameters,
    )
    day, count = columns_of(cursor, "ii")
    return list(zip(day.tolist(), count.tolist(), strict=True))


def counts(cursor: Cursor, tables: Tables, ids: Sequence[str], span: TimeRange) -> dict[str, int]:
    """Number of readings of those entities that have any in the span."""
    condition, parameters = _where(ids, span)
    cursor.execute(
        f'SELECT entity_id, count() FROM "{tables.readings.name}" WHERE {condition}'.encode(),
        parameters,
    )
    entity, count = columns_of(cursor, "oi")
    return dict(zip(entity.tolist(), count.tolist(), strict=True))


def newest(
    cursor: Cursor, tables: Tables, ids: Sequence[str], before: Micros | None
) -> dict[str, Reading]:
    """The newest reading of each entity before a moment."""
    numbered = ", ".join(f"${place}" for place in range(1, len(ids) + 1))
    until = ""
    if before is not None:
        until = f" AND timestamp < cast(${len(ids) + 1} AS TIMESTAMP)"
    raw = psycopg.RawCursor(cursor.connection)  # the usual one reads through a thousand signs
    raw.execute(
        f'SELECT entity_id, {_READING} FROM "{tables.readings.name}"'
        f" WHERE entity_id IN ({numbered}){until}"
        " LATEST ON timestamp PARTITION BY entity_id".encode(),
        [*ids] if before is None else [*ids, before],
        binary=True,
    )
    return {row[0]: Reading(*row) for row in raw.fetchall()}


def buckets(cursor: Cursor, tables: Tables, entity_id: str, span: TimeRange, count: int) -> Buckets:
    """The span in `count` equal buckets, summed up by the server."""
    width = bucket_width(span, count)
    condition, parameters = _where([entity_id], span)
    cursor.execute(
        f"SELECT ({_MOMENT} - %s) / %s AS bucket, min(state), max(state), avg(state),"
        " count(state), last(state) IS NULL"
        f' FROM "{tables.readings.name}" WHERE {condition} ORDER BY bucket'.encode(),
        [span.start, width, *parameters],
    )
    bucket, low, high, mean, number, ends_silent = columns_of(cursor, "ifffib")
    return Buckets(bucket * width + span.start, width, low, high, mean, number, ends_silent)


def statistics(
    cursor: Cursor, tables: Tables, ids: Sequence[str], period: Period, span: TimeRange
) -> StatisticColumns:
    """Rows of entities, which are in text order, that start in the span, ordered."""
    condition, parameters = _where(ids, span)
    what, kinds = _with_id(ids, f"{_MOMENT}, {_FIGURES}", "iffffff")
    cursor.execute(
        f'SELECT {what} FROM "{tables.statistics.name}" WHERE {condition} AND period = %s'.encode(),
        [*parameters, period.value],
    )
    *entity, timestamp, state, total, change, mean, low, high = columns_of(cursor, kinds)
    place = _places(ids, entity, len(timestamp))
    return _ordered(
        StatisticColumns(
            tuple(ids), period, place, timestamp, state, total, change, mean, low, high
        )
    )


def last_mark(cursor: Cursor, tables: Tables) -> BatchMark | None:
    """The mark with the highest number."""
    cursor.execute(
        f'SELECT number, session_id, covered_to FROM "{tables.batches.name}"'
        " ORDER BY timestamp DESC LIMIT 1".encode()
    )
    number, session, covered_to = columns_of(cursor, "ioi")
    if not len(number):
        return None
    return BatchMark(int(number[0]), session[0] or "", Micros(int(covered_to[0])))


def _readings(
    cursor: Cursor,
    tables: Tables,
    ids: Sequence[str],
    span: TimeRange,
    ending: str,
    more: Parameters,
) -> ReadingColumns:
    condition, parameters = _where(ids, span)
    what, kinds = _with_id(ids, _READING, "ifr")
    cursor.execute(
        f'SELECT {what} FROM "{tables.readings.name}" WHERE {condition}{ending}'.encode(),
        [*parameters, *more],
    )
    *entity, timestamp, state, reset = columns_of(cursor, kinds)
    place = _places(ids, entity, len(timestamp))
    return _ordered(ReadingColumns(tuple(ids), place, timestamp, state, reset))


def _ordered(rows: Columns) -> Columns:
    """Rows by entity and time: by time alone they lie in the table, and so they come."""
    if len(rows.entities) == 1:
        return rows
    return taken(rows, order_of(rows.entity, rows.timestamp))


def _where(ids: Sequence[str], span: TimeRange) -> tuple[str, Parameters]:
    """The condition for entities (never none of them) and a span, with its parameters."""
    condition = "entity_id = %s"
    if len(ids) > 1:
        condition = f"entity_id IN ({', '.join(['%s'] * len(ids))})"
    return f"{condition} AND {_IN_SPAN}", [*ids, span.start, span.end]


def _with_id(ids: Sequence[str], what: str, kinds: str) -> tuple[str, str]:
    """What to ask for, the id only where it tells something: it would double the work."""
    return (what, kinds) if len(ids) == 1 else (f"entity_id, {what}", f"o{kinds}")


def _places(
    ids: Sequence[str], entity: Sequence[NDArray[np.object_]], count: int
) -> NDArray[np.int32]:
    """The places in `ids` of so many rows; without a column of ids all belong to the only one."""
    if not entity:
        return np.zeros(count, dtype=np.int32)
    places = {each: place for place, each in enumerate(ids)}
    return np.array([places[each] for each in entity[0]], dtype=np.int32)
