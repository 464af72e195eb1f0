"""Settings, entities and the sync log; each function runs inside a transaction."""

import sqlite3
from collections.abc import Iterable

import msgspec

from energy_desktop.model.entities import Entity
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.timestamps import Micros

SYNC_LOG_KEPT = 10_000
"""Entries; older ones are forgotten."""

_entity_decoder = msgspec.json.Decoder(Entity)


def settings(connection: sqlite3.Connection) -> dict[str, str]:
    """All saved settings by key."""
    return dict(connection.execute("SELECT key, value FROM setting").fetchall())


def save_settings(connection: sqlite3.Connection, values: dict[str, str]) -> None:
    """Insert or replace settings."""
    connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", values.items())


def entities(connection: sqlite3.Connection) -> list[Entity]:
    """All entities, by recording id."""
    rows = connection.execute("SELECT document FROM entity ORDER BY recording_id")
    return [_entity_decoder.decode(document) for (document,) in rows]


def save_entities(connection: sqlite3.Connection, changed: Iterable[Entity]) -> None:
    """Insert or replace entities."""
    connection.executemany(
        "INSERT OR REPLACE INTO entity VALUES (?, ?)",
        ((each.recording_id, msgspec.json.encode(each).decode()) for each in changed),
    )


def add_sync_entry(connection: sqlite3.Connection, entry: SyncEntry) -> None:
    """Append an entry, and forget the oldest when there are too many."""
    cursor = connection.execute(
        "INSERT INTO sync_entry (kind, entity_id, started, finished, records, error, detail)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            entry.kind,
            entry.entity_id,
            entry.started,
            entry.finished,
            entry.records,
            entry.error,
            entry.detail,
        ),
    )
    connection.execute(
        "DELETE FROM sync_entry WHERE number <= ?", ((cursor.lastrowid or 0) - SYNC_LOG_KEPT,)
    )


def sync_log(connection: sqlite3.Connection, entity_id: str | None, limit: int) -> list[SyncEntry]:
    """The last entries, newest first; of one entity, or of all."""
    condition, parameters = ("WHERE entity_id = ?", [entity_id]) if entity_id else ("", [])
    rows = connection.execute(
        "SELECT kind, entity_id, started, finished, records, error, detail FROM sync_entry"
        f" {condition} ORDER BY number DESC LIMIT ?",
        [*parameters, limit],
    )
    return [
        SyncEntry(kind, entity, Micros(started), Micros(finished), records, error, detail)
        for kind, entity, started, finished, records, error, detail in rows
    ]
