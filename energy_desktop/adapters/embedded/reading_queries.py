"""Questions about readings, asked on a reader's thread."""

from collections.abc import Collection

import duckdb
import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.embedded.clustered_source import (
    READINGS,
    newest_of_each_key,
    source,
    union_all,
    where,
)
from energy_desktop.adapters.embedded.metric_schema import NO_RESET_SQL
from energy_desktop.model.bucketing import bucket_width
from energy_desktop.model.columns import Buckets, ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.row_order import order_of

_HOT = f"SELECT {READINGS.columns}, rowid AS rank FROM reading_hot"


def each_key_once(
    cursor: duckdb.DuckDBPyConnection, numbers: Collection[int], span: TimeRange
) -> str:
    """A table of the readings in the span.

    A day's rows lie either in the hot table, or in the sealed and the late one. So a span
    of clean sealed days is read as it lies.
    """
    parts = source(cursor, READINGS, numbers, span)
    condition = where(numbers, span)
    if cursor.execute(f"SELECT 1 FROM reading_hot WHERE {condition} LIMIT 1").fetchone():
        parts.append(newest_of_each_key(READINGS, f"{_HOT} WHERE {condition}"))
    return union_all(parts)


def readings(
    cursor: duckdb.DuckDBPyConnection, numbers: dict[str, int], span: TimeRange
) -> ReadingColumns:
    """Readings of entities (in text order, by number) in the span, ordered."""
    if not numbers or not span.duration:
        return ReadingColumns.of([])
    return fetched(cursor, numbers, each_key_once(cursor, numbers.values(), span))


def fetched(
    cursor: duckdb.DuckDBPyConnection, numbers: dict[str, int], table: str, ending: str = ""
) -> ReadingColumns:
    """The rows of a table of readings, ordered by entity id and time.

    Ordered here rather than in SQL, because most of the time they lie in order already.
    """
    columns = cursor.execute(
        "SELECT entity, timestamp, coalesce(state, 'nan'::DOUBLE) AS state,"
        f" coalesce(last_reset, {NO_RESET_SQL}) AS last_reset FROM {table} {ending}"
    ).fetchnumpy()
    entity = positions_of(list(numbers.values()), columns["entity"])
    order = order_of(entity, columns["timestamp"])
    return ReadingColumns(
        tuple(numbers),
        entity[order],
        columns["timestamp"][order],
        columns["state"][order],
        columns["last_reset"][order],
    )


def positions_of(numbers: list[int], column: NDArray[np.int32]) -> NDArray[np.int32]:
    """A column of numbers as positions in `numbers`."""
    positions = np.zeros(max(numbers) + 1, dtype=np.int32)
    positions[numbers] = np.arange(len(numbers), dtype=np.int32)
    return positions[column]


def counts(
    cursor: duckdb.DuckDBPyConnection, numbers: dict[str, int], span: TimeRange
) -> dict[str, int]:
    """Number of readings of each entity, by id."""
    if not numbers or not span.duration:
        return {}
    table = each_key_once(cursor, numbers.values(), span)
    rows = cursor.execute(f"SELECT entity, count(*) FROM {table} GROUP BY entity").fetchall()
    found = dict(rows)
    return {entity_id: found[number] for entity_id, number in numbers.items() if number in found}


def buckets(cursor: duckdb.DuckDBPyConnection, number: int, span: TimeRange, count: int) -> Buckets:
    """The span in `count` equal buckets."""
    width = bucket_width(span, count)
    table = each_key_once(cursor, [number], span)
    place = f"(timestamp - {span.start}) // {width}"
    columns = cursor.execute(
        f"SELECT {place} AS bucket, coalesce(min(state), 'nan'::DOUBLE) AS low,"
        " coalesce(max(state), 'nan'::DOUBLE) AS high,"
        " coalesce(avg(state), 'nan'::DOUBLE) AS mean, count(state) AS count, count(*) AS rows"
        f" FROM {table} GROUP BY bucket ORDER BY bucket"
    ).fetchnumpy()
    holds_silence = columns["rows"] > columns["count"]
    return Buckets(
        columns["bucket"] * width + span.start,
        width,
        columns["low"],
        columns["high"],
        columns["mean"],
        columns["count"],
        _ends_silent(cursor, table, place) if holds_silence.any() else holds_silence,
    )


def _ends_silent(cursor: duckdb.DuckDBPyConnection, table: str, place: str) -> NDArray[np.bool_]:
    """Asked by itself: it doubles the work, and most stretches have no silence."""
    ends: NDArray[np.bool_] = cursor.execute(
        f"SELECT {place} AS bucket, arg_max_null(state, timestamp) IS NULL AS is_silent"
        f" FROM {table} GROUP BY bucket ORDER BY bucket"
    ).fetchnumpy()["is_silent"]
    return ends
