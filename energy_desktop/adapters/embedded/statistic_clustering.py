"""Fresh statistics rows into the sealed table, clustered by entity and time within a stretch.

A stretch is a year of one period, or a month of it in homes so large that a year would
keep the writer busy for long. As in `sealing`, no answer changes.
"""

from dataclasses import dataclass

import duckdb

from energy_desktop.adapters.embedded.clustered_source import STATISTICS, overlaid
from energy_desktop.adapters.embedded.metric_database import MetricDatabase
from energy_desktop.adapters.embedded.utc_months import month_of_day, month_span
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY

STRETCH_ROWS = 2_000_000
"""Above this a year is kept in months."""


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


def cluster_stretch(database: MetricDatabase, stretch: Stretch) -> None:
    """Write a stretch anew in order, its fresh rows included."""
    condition = stretch.condition
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
