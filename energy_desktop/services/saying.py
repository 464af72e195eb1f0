"""Statements of the ledger, said to a state store."""

from typing import assert_never

from energy_desktop.model.ledger_statements import (
    EntitiesSaved,
    IntervalsAdded,
    SessionAdvanced,
    SessionBegun,
    SessionsCut,
    SessionsReconciled,
    SettingsSaved,
    Statement,
    StretchRecorded,
    SyncEntryAdded,
)
from energy_desktop.ports.state_store import StateStore


async def say(statement: Statement, store: StateStore) -> None:
    """Carry one out; raises what the store raises."""
    match statement:
        case SessionBegun(session, members):
            await store.begin_session(session, members)
        case SessionAdvanced(stretch, _, last_event_at):
            await store.advance_session(
                stretch.session_id, stretch.end, stretch.batch, last_event_at
            )
        case StretchRecorded(stretch, members, last_event_at):
            await store.begin_session(stretch, members)
            await store.advance_session(
                stretch.session_id, stretch.end, stretch.batch, last_event_at
            )
        case SessionsCut(later_than):
            await store.cut_sessions(later_than)
        case SessionsReconciled(proven):
            await store.reconcile_sessions(proven)
        case IntervalsAdded(intervals, batch):
            await store.add_intervals(intervals, batch)
        case SyncEntryAdded(entry):
            await store.add_sync_entry(entry)
        case SettingsSaved(values):
            await store.save_settings(values)
        case EntitiesSaved(entities):
            await store.save_entities(entities)
        case _:
            assert_never(statement)
