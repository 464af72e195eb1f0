"""SQL for rows that lie partly clustered and clean, partly overlaid by newer ones.

A *base* table holds each key once, clustered by entity and time. An *overlay* holds newer
rows in the order they were written, repeated keys included. Only the stretch that the
overlay touches is deduplicated; the rest is read as it lies.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros


@dataclass(frozen=True, slots=True)
class Layout:
    """A base table, its overlay, and which columns are key and figures."""

    base: str
    overlay: str
    key: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def columns(self) -> str:
        """Key and figures, as a list of SQL."""
        return ", ".join((*self.key, *self.figures))


READINGS = Layout(
    "reading_sealed", "reading_late", ("entity", "timestamp"), ("state", "last_reset")
)
STATISTICS = Layout(
    "statistic_sealed",
    "statistic_fresh",
    ("entity", "period", "timestamp"),
    ("state", '"sum"', '"change"', '"mean"', '"min"', '"max"'),
)


def where(numbers: Collection[int], span: TimeRange | None, *more: str) -> str:
    """The condition for entities (never none of them) and a span."""
    ordered = sorted(numbers)
    if len(ordered) == 1:
        conditions = [f"entity = {ordered[0]}"]
    else:
        conditions = [f"entity IN ({', '.join(map(str, ordered))})"]
    if span is not None:
        conditions += [f"timestamp >= {span.start}", f"timestamp < {span.end}"]
    return " AND ".join((*conditions, *more))


def newest_of_each_key(layout: Layout, rows: str) -> str:
    """The row with the highest `rank` of each key in `rows`.

    `arg_max_null`, not `arg_max`: a newer reading without a value wins too.
    """
    figures = ", ".join(f"arg_max_null({each}, rank) AS {each}" for each in layout.figures)
    key = ", ".join(layout.key)
    return f"SELECT {key}, {figures} FROM ({rows}) GROUP BY {key}"


def overlaid(layout: Layout, condition: str) -> str:
    """Base and overlay under a condition, each key once."""
    rows = (
        f"SELECT {layout.columns}, -1 AS rank FROM {layout.base} WHERE {condition} UNION ALL "
        f"SELECT {layout.columns}, rowid AS rank FROM {layout.overlay} WHERE {condition}"
    )
    return newest_of_each_key(layout, rows)


def source(
    cursor: duckdb.DuckDBPyConnection,
    layout: Layout,
    numbers: Collection[int],
    span: TimeRange,
    *more: str,
) -> list[str]:
    """SELECTs whose union holds each key of base and overlay once; `cursor` sees both."""

    def clean(stretch: TimeRange) -> str:
        return f"SELECT {layout.columns} FROM {layout.base} WHERE {where(numbers, stretch, *more)}"

    touched = _touched(cursor, layout, where(numbers, span, *more))
    if touched is None:
        return [clean(span)]
    before, after = TimeRange(span.start, touched.start), TimeRange(touched.end, span.end)
    parts = [clean(stretch) for stretch in (before, after) if stretch.duration]
    return [*parts, overlaid(layout, where(numbers, touched, *more))]


def union_all(selects: Sequence[str]) -> str:
    """The SELECTs as one, in parentheses."""
    return f"({' UNION ALL '.join(selects)})"


def _touched(cursor: duckdb.DuckDBPyConnection, layout: Layout, condition: str) -> TimeRange | None:
    """From the first to the last row of the overlay under the condition."""
    if cursor.execute(f"SELECT 1 FROM {layout.overlay} LIMIT 1").fetchone() is None:
        return None  # most of the time, and in a third of the time
    row = cursor.execute(
        f"SELECT min(timestamp), max(timestamp) FROM {layout.overlay} WHERE {condition}"
    ).fetchone()
    if row is None or row[0] is None:
        return None
    return TimeRange(Micros(row[0]), Micros(row[1] + 1))
