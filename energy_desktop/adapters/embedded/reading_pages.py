"""What pages of readings ask for, on a reader's thread."""

import duckdb

from energy_desktop.adapters.embedded.reading_queries import each_key_once, fetched
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.paging import Piece
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY


def daily_counts(
    cursor: duckdb.DuckDBPyConnection, number: int, span: TimeRange
) -> list[tuple[int, int]]:
    """The starts of an entity's days with their numbers of readings, in order."""
    table = each_key_once(cursor, [number], span)
    rows: list[tuple[int, int]] = cursor.execute(
        f"SELECT timestamp - timestamp % {DAY} AS day, count(*) FROM {table}"
        " GROUP BY day ORDER BY day"
    ).fetchall()
    return rows


def page(
    cursor: duckdb.DuckDBPyConnection, numbers: dict[str, int], piece: Piece
) -> ReadingColumns:
    """The first page of a piece."""
    if not numbers or not piece.span.duration:
        return ReadingColumns.of([])
    table = each_key_once(cursor, numbers.values(), piece.span)
    first = f"ORDER BY timestamp LIMIT {piece.rows}" if len(piece.entity_ids) == 1 else ""
    return fetched(cursor, numbers, table, first)
