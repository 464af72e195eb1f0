"""Intervals of import and repair, and the ledger as a whole; inside a transaction each."""

import sqlite3
from collections.abc import Collection, Iterable

from energy_desktop.adapters.embedded.state_sessions import session_of
from energy_desktop.model.coverage import Interval, Ledger, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros


def add_intervals(
    connection: sqlite3.Connection, intervals: Iterable[Interval], batch: int
) -> None:
    """Store intervals, each joined with those of its source and reason that it touches."""
    for interval in intervals:
        if interval.span.duration:
            _add(connection, interval, batch)


def ledger(
    connection: sqlite3.Connection, entity_ids: Collection[str], span: TimeRange | None
) -> Ledger:
    """Sessions and intervals of some entities that touch the span."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (entity_id TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM asked")
    connection.executemany(
        "INSERT INTO asked VALUES (?)", ((each,) for each in sorted(set(entity_ids)))
    )
    sessions = _sessions(connection, span)
    return Ledger(
        sessions,
        _sets(connection, {each.set_id for each in sessions}),
        _intervals(connection, span),
    )


def _add(connection: sqlite3.Connection, interval: Interval, batch: int) -> None:
    # The batch of the joined interval is the later one: it falls sooner than it must, and
    # falling costs a second reading, while standing too long would lose data silently.
    key = (interval.entity_id, interval.source, interval.reason)
    touched = 'WHERE entity_id = ? AND source = ? AND reason IS ? AND start <= ? AND "end" >= ?'
    reach = (*key, interval.span.end, interval.span.start)
    start, end, latest = connection.execute(
        f'SELECT min(start), max("end"), max(batch) FROM interval {touched}', reach
    ).fetchone()
    if start is not None:
        connection.execute(f"DELETE FROM interval {touched}", reach)
    connection.execute(
        'INSERT INTO interval (entity_id, source, reason, start, "end", batch)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            *key,
            interval.span.start if start is None else min(start, interval.span.start),
            interval.span.end if end is None else max(end, interval.span.end),
            batch if latest is None else max(latest, batch),
        ),
    )


def _touching(span: TimeRange | None) -> tuple[str, list[int]]:
    if span is None:
        return "", []
    return ' AND start <= ? AND "end" >= ?', [span.end, span.start]


def _sessions(connection: sqlite3.Connection, span: TimeRange | None) -> tuple[Session, ...]:
    condition, parameters = _touching(span)
    rows = connection.execute(
        'SELECT session_id, set_id, start, "end", batch FROM session WHERE set_id IN'
        f" (SELECT set_id FROM entity_set_member JOIN asked USING (entity_id)){condition}"
        " ORDER BY start, session_id",
        parameters,
    )
    return tuple(session_of(row) for row in rows)


def _sets(connection: sqlite3.Connection, set_ids: Collection[str]) -> dict[str, frozenset[str]]:
    query = "SELECT entity_id FROM entity_set_member WHERE set_id = ?"
    return {
        set_id: frozenset(each for (each,) in connection.execute(query, (set_id,)))
        for set_id in set_ids
    }


def _intervals(connection: sqlite3.Connection, span: TimeRange | None) -> tuple[Interval, ...]:
    condition, parameters = _touching(span)
    rows = connection.execute(
        'SELECT entity_id, start, "end", source, reason FROM interval'
        f" WHERE entity_id IN (SELECT entity_id FROM asked){condition}"
        " ORDER BY entity_id, start, source",
        parameters,
    )
    return tuple(
        Interval(entity_id, TimeRange(Micros(start), Micros(end)), Source(source), reason)
        for entity_id, start, end, source, reason in rows
    )
