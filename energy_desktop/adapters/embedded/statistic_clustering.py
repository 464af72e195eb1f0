"""Fresh statistics rows into the sealed table, clustered by entity and time within a stretch.

A stretch is a year of one period, or a month of it in homes so large that a year would
keep the writer busy for long. It is written anew a few entities at a time, for a batch of
readings waits meanwhile. As in `sealing`, no answer changes.
"""

from dataclasses import dataclass

import duckdb

from energy_desktop.adapters.embedded.clustered_source import STATISTICS, overlaid
from energy_desktop.adapters.embedded.entity_runs import entity_runs
from energy_desktop.adapters.embedded.metric_database import MetricDatabase
from energy_desktop.adapters.embedded.utc_months import month_of_day, month_span
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY

STRETCH_ROWS = 2_000_000
"""Above this a year is kept in months."""
CHUNK_ROWS = 100_000
"""Rows that one transaction rewrites: a tenth of a second, and some 30 MB of memory."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one period that lie together."""

    period: int
    span: TimeRange

    @property
    def condition(self) -> str:
        """As SQL."""
        return (
            f"period = {self.period}"
            f" AND timestamp >= {self.span.start} AND timestamp < {self.span.end}"
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a run of entity numbers, both ends included."""

    stretch: Stretch
    first: int
    last: int

    @property
    def condition(self) -> str:
        """As SQL."""
        return f"entity BETWEEN {self.first} AND {self.last} AND {self.stretch.condition}"


def fresh_stretches(connection: duckdb.DuckDBPyConnection) -> list[Stretch]:
    """Stretches that fresh rows belong to."""
    rows = connection.execute(
        f"SELECT DISTINCT period, timestamp // {DAY} FROM statistic_fresh"
    ).fetchall()
    months = sorted({(period, month_of_day(day)) for period, day in rows})
    found: dict[Stretch, None] = {}
    for period, month in months:
        year = Stretch(period, _year_span(month))
        is_large = _size(connection, year) > STRETCH_ROWS
        found[Stretch(period, month_span(month)) if is_large else year] = None
    return list(found)


def fresh_chunks(connection: duckdb.DuckDBPyConnection, stretch: Stretch) -> list[Chunk]:
    """A stretch in pieces of about `CHUNK_ROWS` rows, those that have fresh rows."""
    rows = connection.execute(
        "SELECT entity, count(*), count(*) FILTER (is_fresh) FROM"
        " (SELECT entity, period, timestamp, FALSE AS is_fresh FROM statistic_sealed UNION ALL"
        " SELECT entity, period, timestamp, TRUE FROM statistic_fresh)"
        f" WHERE {stretch.condition} GROUP BY entity ORDER BY entity"
    ).fetchall()
    fresh = [entity for entity, _, count in rows if count]
    return [
        Chunk(stretch, first, last)
        for first, last in entity_runs(((row[0], row[1]) for row in rows), CHUNK_ROWS)
        if any(first <= entity <= last for entity in fresh)
    ]


def cluster(database: MetricDatabase, chunk: Chunk) -> None:
    """Write a chunk anew in order, its fresh rows included."""
    condition = chunk.condition
    with database.transaction() as connection:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE aside AS {overlaid(STATISTICS, condition)}"
            " ORDER BY entity, timestamp"
        )
        connection.execute(f"DELETE FROM statistic_sealed WHERE {condition}")
        connection.execute(f"DELETE FROM statistic_fresh WHERE {condition}")
        connection.execute("INSERT INTO statistic_sealed FROM aside")
        connection.execute("DROP TABLE aside")


def _year_span(month: int) -> TimeRange:
    first = month - month % 12
    return TimeRange(month_span(first).start, month_span(first + 11).end)


def _size(connection: duckdb.DuckDBPyConnection, stretch: Stretch) -> int:
    row = connection.execute(
        f"SELECT (SELECT count(*) FROM statistic_sealed WHERE {stretch.condition})"
        f" + (SELECT count(*) FROM statistic_fresh WHERE {stretch.condition})"
    ).fetchone()
    return 0 if row is None else int(row[0])
