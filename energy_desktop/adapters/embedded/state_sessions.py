"""Live sessions and how far they got; each function runs inside a transaction."""

import sqlite3

from energy_desktop.model.coverage import BatchMark, EntitySet, Session, cut_back
from energy_desktop.model.recording import SubscriptionState
from energy_desktop.model.timestamps import Micros

_COLUMNS = 'session_id, set_id, start, "end", batch'


def session_of(row: tuple[str, str, int, int, int]) -> Session:
    """A row of `_COLUMNS`."""
    session_id, set_id, start, end, batch = row
    return Session(session_id, set_id, Micros(start), Micros(end), batch)


def subscription_state(connection: sqlite3.Connection) -> SubscriptionState:
    """The singleton; empty before the first session."""
    row = connection.execute(
        "SELECT subscription_id, last_event_at, status FROM subscription_state"
    ).fetchone()
    if row is None:
        return SubscriptionState(None, None, "")
    return SubscriptionState(row[0], None if row[1] is None else Micros(row[1]), row[2])


def begin_session(connection: sqlite3.Connection, session: Session, members: EntitySet) -> None:
    """Store a session and its set; a session that is there already stays as it is."""
    connection.executemany(
        "INSERT OR IGNORE INTO entity_set_member VALUES (?, ?)",
        ((members.set_id, each) for each in members.entity_ids),
    )
    connection.execute(
        f"INSERT OR IGNORE INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        (session.session_id, session.set_id, session.start, session.end, session.batch),
    )
    connection.execute(
        "INSERT INTO subscription_state VALUES (1, ?, NULL, 'live') ON CONFLICT DO UPDATE"
        " SET subscription_id = excluded.subscription_id, status = excluded.status",
        (session.session_id,),
    )


def advance_session(
    connection: sqlite3.Connection,
    session_id: str,
    covered_to: Micros,
    batch: int,
    last_event_at: Micros | None,
) -> None:
    """Move a session and `lastEventAt`, never backwards; a session that was cut has ended."""
    moved = connection.execute(
        'UPDATE session SET "end" = max("end", ?), batch = max(batch, ?)'
        " WHERE session_id = ? AND NOT was_cut",
        (covered_to, batch, session_id),
    )
    if moved.rowcount and last_event_at is not None:
        connection.execute(
            "UPDATE subscription_state SET last_event_at = max(coalesce(last_event_at, ?1), ?1)",
            (last_event_at,),
        )


def cut_sessions(connection: sqlite3.Connection, later_than: Micros) -> None:
    """End sessions, intervals and `lastEventAt` at a moment."""
    for table, ends in (("session", ", was_cut = 1"), ("interval", "")):
        connection.execute(f"DELETE FROM {table} WHERE start >= ?", (later_than,))
        connection.execute(f'UPDATE {table} SET "end" = ?1{ends} WHERE "end" > ?1', (later_than,))
    _cut_last_event(connection, later_than)


def reconcile_sessions(connection: sqlite3.Connection, proven: BatchMark | None) -> int:
    """Cut sessions and intervals that later batches than the proven one stand for."""
    number = proven.number if proven else 0
    rows = connection.execute(f"SELECT {_COLUMNS} FROM session WHERE batch > ?", (number,))
    ahead = [session_of(row) for row in rows.fetchall()]
    for session in ahead:
        _replace(connection, session, cut_back(session, proven))
    if ahead:
        _cut_last_event(connection, proven.covered_to if proven else None)
    removed = connection.execute("DELETE FROM interval WHERE batch > ?", (number,))
    return len(ahead) + removed.rowcount


def _replace(connection: sqlite3.Connection, session: Session, cut: Session | None) -> None:
    if cut is None:
        connection.execute("DELETE FROM session WHERE session_id = ?", (session.session_id,))
    else:
        connection.execute(
            'UPDATE session SET "end" = ?, batch = ?, was_cut = 1 WHERE session_id = ?',
            (cut.end, cut.batch, session.session_id),
        )


def _cut_last_event(connection: sqlite3.Connection, at: Micros | None) -> None:
    # In SQLite the min of anything and NULL is NULL: an unknown moment stays, or becomes, unknown.
    connection.execute("UPDATE subscription_state SET last_event_at = min(last_event_at, ?)", (at,))
