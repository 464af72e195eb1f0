"""Settings, entities and the ledger in one SQLite file: the port `StateStore`, embedded."""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeVar, TypeVarTuple, Unpack

from energy_desktop.adapters.embedded import state_documents, state_ledger, state_sessions
from energy_desktop.adapters.embedded.state_database import StateDatabase
from energy_desktop.adapters.owner_thread import OwnerThread
from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable

FILE_NAME = "state.sqlite"

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class EmbeddedStateStore:
    """Every method is one transaction on the thread that owns the file."""

    def __init__(self, path: Path) -> None:
        self._database = StateDatabase(path)
        self._owner = OwnerThread("state")
        self._is_closed = False

    @classmethod
    async def open(cls, folder: Path) -> "EmbeddedStateStore":
        """Open `state.sqlite` in a folder, or make both; raises StoreUnusable."""
        store = cls(folder / FILE_NAME)
        try:
            await store._owner.run(store._database.open)
        except BaseException:  # also cancelled: nobody else would end its thread
            await store._owner.close()
            raise
        return store

    async def settings(self) -> dict[str, str]:
        """All home settings that were ever saved, by key."""
        return await self._run(state_documents.settings)

    async def save_settings(self, values: dict[str, str]) -> None:
        """Save some settings, all or none."""
        await self._run(state_documents.save_settings, dict(values))

    async def entities(self) -> list[Entity]:
        """All known entities, by recording id."""
        return await self._run(state_documents.entities)

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """Insert or replace entities by recording id, all or none."""
        await self._run(state_documents.save_entities, list(entities))

    async def subscription_state(self) -> SubscriptionState:
        """The singleton; empty before anything was recorded."""
        return await self._run(state_sessions.subscription_state)

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        """Store a new session and, once, its set; the subscription state names it as `live`."""
        await self._run(state_sessions.begin_session, session, members)

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        """After a durable batch: move the session and `lastEventAt`, never backwards."""
        await self._run(
            state_sessions.advance_session, session_id, covered_to, batch, last_event_at
        )

    async def cut_sessions(self, later_than: Micros) -> None:
        """End all coverage at a moment: Home Assistant's clock stepped back to it."""
        await self._run(state_sessions.cut_sessions, later_than)

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        """Cut sessions and intervals back to what the metric store proves; number of them."""
        return await self._run(state_sessions.reconcile_sessions, proven)

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        """Store intervals of import or repair; neighbours of one source and reason merge."""
        await self._run(state_ledger.add_intervals, list(intervals), batch)

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        """The ledger of some entities, as far as it touches the span."""
        return await self._run(state_ledger.ledger, list(entity_ids), span)

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        """Append to the sync log."""
        await self._run(state_documents.add_sync_entry, entry)

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        """Newest first; of one entity, or of all."""
        return await self._run(state_documents.sync_log, entity_id, limit)

    async def close(self) -> None:
        """Flush and close; idempotent."""
        if not self._is_closed:
            self._is_closed = True
            await self._owner.run(self._database.close)
            await self._owner.close()

    async def _run(
        self, function: Callable[[sqlite3.Connection, Unpack[Arguments]], T], *args: *Arguments
    ) -> T:
        if self._is_closed:
            raise StoreUnusable(
                ProblemCode.STORE_AWAY, path=self._database.path, reason="it is closed"
            )

        def in_transaction() -> T:
            with self._database.transaction() as connection:
                return function(connection, *args)

        return await self._owner.run(in_transaction)
