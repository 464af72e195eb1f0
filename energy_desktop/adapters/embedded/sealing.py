"""Finished days into their final form: each key once, clustered by entity and time.

Within a finished month the days are merged, so that a year of one entity lies in some
twelve places instead of 365. Each function is one transaction on the writer's thread that
changes no answer; a crash between two of them only leaves work for the next time.
"""

from dataclasses import dataclass

import duckdb

from energy_desktop.adapters.embedded.clustered_source import (
    READINGS,
    newest_of_each_key,
    overlaid,
)
from energy_desktop.adapters.embedded.entity_runs import entity_runs
from energy_desktop.adapters.embedded.metric_database import MetricDatabase
from energy_desktop.adapters.embedded.sealed_days import SealedDays
from energy_desktop.adapters.embedded.utc_months import month_of_day, month_span
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, Micros

CHUNK_ROWS = 2_000_000
"""Rows that one transaction rewrites, so that a batch waits half a second at most."""

# Floors also before 1970, where SQL's `//` does not.
_DAY_OF_ROW = f"((timestamp - ((timestamp % {DAY}) + {DAY}) % {DAY}) // {DAY})"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of time for a run of entity numbers, both ends included in the latter."""

    span: TimeRange
    first: int
    last: int

    @property
    def condition(self) -> str:
        """As SQL."""
        return (
            f"entity BETWEEN {self.first} AND {self.last}"
            f" AND timestamp >= {self.span.start} AND timestamp < {self.span.end}"
        )


def hot_days(connection: duckdb.DuckDBPyConnection, before: Micros) -> list[int]:
    """Days with hot rows that ended before a moment."""
    return _days_in(connection, "reading_hot", before)


def late_days(connection: duckdb.DuckDBPyConnection, before: Micros) -> list[int]:
    """Sealed days with late rows that ended before a moment."""
    return _days_in(connection, "reading_late", before)


def seal_day(database: MetricDatabase, sealed: SealedDays, day: int) -> None:
    """Move a day from the hot table to the sealed one."""
    span = f"timestamp >= {day * DAY} AND timestamp < {(day + 1) * DAY}"
    rows = f"SELECT {READINGS.columns}, rowid AS rank FROM reading_hot WHERE {span}"
    with database.transaction() as connection:
        connection.execute(
            f"INSERT INTO reading_sealed {newest_of_each_key(READINGS, rows)}"
            " ORDER BY entity, timestamp"
        )
        connection.execute(f"DELETE FROM reading_hot WHERE {span}")
        connection.execute("INSERT INTO sealed_day VALUES (?)", [day])
        _forget_clustering(connection, month_of_day(day))
    sealed.add([day])


def unclustered_months(connection: duckdb.DuckDBPyConnection, before: Micros) -> list[int]:
    """Months that ended before a moment and are not, or no longer, merged."""
    days = {day for (day,) in connection.execute("SELECT day FROM sealed_day").fetchall()}
    done = {month for (month,) in connection.execute("FROM clustered_month").fetchall()}
    late = {month_of_day(day) for day in late_days(connection, before)}
    months = ({month_of_day(day) for day in days} - done) | late
    return sorted(month for month in months if month_span(month).end <= before)


def chunks(connection: duckdb.DuckDBPyConnection, span: TimeRange) -> list[Chunk]:
    """A stretch in pieces of about `CHUNK_ROWS` rows, by entity."""
    rows = connection.execute(
        "SELECT entity, count(*) FROM (SELECT entity, timestamp FROM reading_sealed UNION ALL"
        " SELECT entity, timestamp FROM reading_late)"
        f" WHERE timestamp >= {span.start} AND timestamp < {span.end}"
        " GROUP BY entity ORDER BY entity"
    ).fetchall()
    return [Chunk(span, first, last) for first, last in entity_runs(rows, CHUNK_ROWS)]


def recluster(database: MetricDatabase, chunk: Chunk) -> None:
    """Write a chunk anew in order, its late rows included."""
    condition = chunk.condition
    with database.transaction() as connection:
        late = connection.execute(f"SELECT 1 FROM reading_late WHERE {condition} LIMIT 1")
        rows = (
            overlaid(READINGS, condition)
            if late.fetchone()
            else f"SELECT {READINGS.columns} FROM reading_sealed WHERE {condition}"
        )
        # Set aside first: one statement cannot delete and insert the same table's rows.
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE aside AS {rows} ORDER BY entity, timestamp"
        )
        connection.execute(f"DELETE FROM reading_sealed WHERE {condition}")
        connection.execute(f"DELETE FROM reading_late WHERE {condition}")
        connection.execute("INSERT INTO reading_sealed FROM aside")
        connection.execute("DROP TABLE aside")


def note_clustered(database: MetricDatabase, month: int) -> None:
    """All chunks of a month are in order, unless rows came late meanwhile."""
    with database.transaction() as connection:
        _forget_clustering(connection, month)
        connection.execute("INSERT INTO clustered_month VALUES (?)", [month])


def day_span(day: int) -> TimeRange:
    """A UTC day by its number."""
    return TimeRange(Micros(day * DAY), Micros((day + 1) * DAY))


def _days_in(connection: duckdb.DuckDBPyConnection, table: str, before: Micros) -> list[int]:
    end = before - before % DAY
    rows = connection.execute(
        f"SELECT DISTINCT {_DAY_OF_ROW} FROM {table} WHERE timestamp < {end} ORDER BY 1"
    ).fetchall()
    return [day for (day,) in rows]


def _forget_clustering(connection: duckdb.DuckDBPyConnection, month: int) -> None:
    connection.execute("DELETE FROM clustered_month WHERE month = ?", [month])
