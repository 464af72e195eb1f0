"""The tables of `state.sqlite`, as the steps that led to them."""

import sqlite3
from pathlib import Path

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

APPLICATION_ID = 0x454E5247
"""Marks the file as ours: `ENRG`."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE entity (recording_id TEXT PRIMARY KEY, document TEXT NOT NULL)",
        """CREATE TABLE entity_set_member (set_id TEXT NOT NULL, entity_id TEXT NOT NULL,
            PRIMARY KEY (set_id, entity_id)) WITHOUT ROWID""",
        "CREATE INDEX entity_set_member_by_entity ON entity_set_member (entity_id)",
        """CREATE TABLE session (session_id TEXT PRIMARY KEY, set_id TEXT NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, batch INTEGER NOT NULL,
            was_cut INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX session_by_set ON session (set_id, start)",
        """CREATE TABLE interval (entity_id TEXT NOT NULL, source TEXT NOT NULL, reason TEXT,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, batch INTEGER NOT NULL)""",
        "CREATE INDEX interval_by_entity ON interval (entity_id, start)",
        """CREATE TABLE subscription_state (singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
            subscription_id TEXT, last_event_at INTEGER, status TEXT NOT NULL)""",
        """CREATE TABLE sync_entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL,
            entity_id TEXT, started INTEGER NOT NULL, finished INTEGER NOT NULL,
            records INTEGER NOT NULL, error TEXT, detail TEXT)""",
        "CREATE INDEX sync_entry_by_entity ON sync_entry (entity_id)",
    ),
)
"""Step N leads from `user_version` N to N + 1; a step that was released never changes."""

FORM = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the present form, all steps or none.

    Raises StoreUnusable for a file of a newer form, or of another program.
    """
    found = _pragma(connection, "user_version")
    if found > FORM:
        raise StoreUnusable(ProblemCode.STORE_NEWER, path=path, found=found, known=FORM)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and _pragma(connection, "application_id") != APPLICATION_ID:
        raise StoreUnusable(
            ProblemCode.STORE_DAMAGED, path=path, reason="it has none of Energy Desktop's tables"
        )
    connection.execute("BEGIN EXCLUSIVE")
    for statements in MIGRATIONS[found:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORM}")
    connection.execute("COMMIT")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
