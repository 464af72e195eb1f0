"""Statistics rows: written to a fresh table, read from there and from the sealed one."""

import duckdb
import numpy as np

from energy_desktop.adapters.embedded.clustered_source import STATISTICS, source, union_all
from energy_desktop.adapters.embedded.entity_numbers import EntityNumbers
from energy_desktop.adapters.embedded.metric_database import MetricDatabase
from energy_desktop.adapters.embedded.reading_queries import positions_of
from energy_desktop.adapters.embedded.reading_writes import write_mark
from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.row_order import order_of
from energy_desktop.model.statistics import Period

PERIODS = tuple(Period)
"""Their positions are what is stored."""

_FIGURES = ("state", "sum", "change", "mean", "min", "max")


def write_statistics(
    database: MetricDatabase,
    numbers: EntityNumbers,
    rows: StatisticColumns,
    mark: BatchMark | None,
) -> None:
    """Store rows with their mark in one transaction; durable on return."""
    figures = ", ".join(f"CASE WHEN isnan({each}) THEN NULL ELSE {each} END" for each in _QUOTED)
    with database.transaction() as connection:
        new = numbers.assign(connection, rows.entities)
        batch = {each: getattr(rows, each) for each in _FIGURES}  # found by DuckDB by its name
        batch["entity"] = numbers.column(rows.entities, new, rows.entity)
        batch["timestamp"] = rows.timestamp
        if len(rows):
            connection.execute(
                f"INSERT INTO statistic_fresh SELECT entity, {PERIODS.index(rows.period)},"
                f" timestamp, {figures} FROM batch"
            )
        write_mark(connection, mark)
    numbers.keep(new)


def statistics(
    cursor: duckdb.DuckDBPyConnection, numbers: dict[str, int], period: Period, span: TimeRange
) -> StatisticColumns:
    """Rows of entities (in text order, by number) that start in the span, ordered."""
    if not numbers or not span.duration:
        return _no_rows(period)
    only = f"period = {PERIODS.index(period)}"
    table = union_all(source(cursor, STATISTICS, numbers.values(), span, only))
    figures = ", ".join(f"coalesce({each}, 'nan'::DOUBLE) AS {each}" for each in _QUOTED)
    columns = cursor.execute(f"SELECT entity, timestamp, {figures} FROM {table}").fetchnumpy()
    entity = positions_of(list(numbers.values()), columns["entity"])
    order = order_of(entity, columns["timestamp"])
    return StatisticColumns(
        tuple(numbers),
        period,
        entity[order],
        columns["timestamp"][order],
        *(columns[each][order] for each in _FIGURES),
    )


_QUOTED = STATISTICS.figures


def _no_rows(period: Period) -> StatisticColumns:
    figures = [np.empty(0, dtype=np.float64) for _ in _FIGURES]
    return StatisticColumns(
        (), period, np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int64), *figures
    )
