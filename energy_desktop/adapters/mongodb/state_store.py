"""Settings, entities and the ledger on a server: the port `StateStore` with MongoDB."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Concatenate, ParamSpec, TypeVar

from energy_desktop.adapters.mongodb import intervals as stored_intervals
from energy_desktop.adapters.mongodb import sessions, state_documents
from energy_desktop.adapters.mongodb.database import Documents, MongoDatabase
from energy_desktop.adapters.mongodb.entity_sets import EntitySets
from energy_desktop.adapters.mongodb.errors import mongo_errors
from energy_desktop.adapters.mongodb.fence import Fence
from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable

T = TypeVar("T")
P = ParamSpec("P")

_log = logging.getLogger(__name__)


class MongoStateStore:
    """Belongs to the loop it was opened on; changes are made one after the other.

    It can be made while its server is away: what is missing there is made before the first use.
    While another program holds the recorder's lease, whatever it alone may change is refused
    with RECORDED_ELSEWHERE.
    """

    def __init__(self, database: MongoDatabase) -> None:
        self.database = database
        self.fence = Fence(database.address)
        self._sets = EntitySets()
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, uri: str, database: str) -> "MongoStateStore":
        """Connect, and make what is missing; raises StoreUnusable."""
        store = cls(MongoDatabase(uri, database))
        try:
            await store.database.open()
        except BaseException:  # also cancelled: nobody else would close its connections
            await store.close()
            raise
        return store

    async def settings(self) -> dict[str, str]:
        """All home settings that were ever saved, by key."""
        return await self._run(state_documents.settings)

    async def save_settings(self, values: dict[str, str]) -> None:
        """Save some settings, all or none."""
        await self._change(state_documents.save_settings, self.fence, dict(values))

    async def entities(self) -> list[Entity]:
        """All known entities, by recording id."""
        return await self._run(state_documents.entities)

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """Insert or replace entities by recording id, all or none."""
        await self._change(state_documents.save_entities, self.fence, list(entities))

    async def subscription_state(self) -> SubscriptionState:
        """The singleton; empty before anything was recorded."""
        return await self._run(sessions.subscription_state)

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        """Store a new session and, once, its set; the subscription state names it as `live`."""
        await self._change(sessions.begin_session, self.fence, self._sets, session, members)

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        """After a durable batch: move the session and `lastEventAt`, never backwards."""
        await self._change(
            sessions.advance_session, self.fence, session_id, covered_to, batch, last_event_at
        )

    async def cut_sessions(self, later_than: Micros) -> None:
        """End all coverage at a moment: Home Assistant's clock stepped back to it."""
        await self._change(sessions.cut_sessions, self.fence, later_than)

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        """Cut sessions and intervals back to what the metric store proves; number of them."""
        return await self._change(sessions.reconcile_sessions, self.fence, proven)

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        """Store intervals of import or repair; neighbours of one source and reason merge."""
        await self._change(stored_intervals.add_intervals, self.fence, list(intervals), batch)

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        """The ledger of some entities, as far as it touches the span."""
        return await self._run(stored_intervals.ledger, self._sets, list(entity_ids), span)

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        """Append to the sync log."""
        await self._change(state_documents.add_sync_entry, entry)

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        """Newest first; of one entity, or of all."""
        return await self._run(state_documents.sync_log, entity_id, limit)

    async def close(self) -> None:
        """Let go of the lease, so that others need not wait, and close; idempotent."""
        if self.fence.number:
            try:
                await self._change(self.fence.let_go)
            except StoreUnusable as error:
                _log.warning("others will wait for the recorder's lease: %s", error)
        await self.database.close()

    async def _change(
        self,
        function: Callable[Concatenate[Documents, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """One change at a time: most take several steps that belong together."""
        async with self._turn:
            return await self._run(function, *args, **kwargs)

    async def _run(
        self,
        function: Callable[Concatenate[Documents, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        if self.database.is_closed:
            raise StoreUnusable(
                ProblemCode.STORE_AWAY, path=self.database.address, reason="it is closed"
            )
        await self.database.open()
        with mongo_errors(self.database.address):
            return await function(self.database.documents, *args, **kwargs)
