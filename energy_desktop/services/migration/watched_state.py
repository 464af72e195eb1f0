"""A state store whose changes can be held, and sent to another store."""

import asyncio
from collections.abc import Collection, Iterable

from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.state_store import StateStore


class WatchedState:
    """Implements `ports.state_store.StateStore` before another one.

    While `turn` is held no change is on its way; those that wait go to whatever `store` is
    then.
    """

    def __init__(self, store: StateStore) -> None:
        self.store = store
        self.turn = asyncio.Lock()

    async def settings(self) -> dict[str, str]:
        """All home settings."""
        return await self.store.settings()

    async def save_settings(self, values: dict[str, str]) -> None:
        """Save some settings."""
        async with self.turn:
            await self.store.save_settings(values)

    async def entities(self) -> list[Entity]:
        """All known entities."""
        return await self.store.entities()

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """Insert or replace entities."""
        async with self.turn:
            await self.store.save_entities(entities)

    async def subscription_state(self) -> SubscriptionState:
        """The singleton."""
        return await self.store.subscription_state()

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        """Store a new session."""
        async with self.turn:
            await self.store.begin_session(session, members)

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        """Move a session."""
        async with self.turn:
            await self.store.advance_session(session_id, covered_to, batch, last_event_at)

    async def cut_sessions(self, later_than: Micros) -> None:
        """End all coverage at a moment."""
        async with self.turn:
            await self.store.cut_sessions(later_than)

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        """Cut the ledger back."""
        async with self.turn:
            return await self.store.reconcile_sessions(proven)

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        """Store intervals."""
        async with self.turn:
            await self.store.add_intervals(intervals, batch)

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        """The ledger of some entities."""
        return await self.store.ledger(entity_ids, span)

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        """Append to the sync log."""
        async with self.turn:
            await self.store.add_sync_entry(entry)

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        """Newest first."""
        return await self.store.sync_log(entity_id, limit)

    async def close(self) -> None:
        """Close the store."""
        await self.store.close()
