"""A state store whose server goes away on demand."""

from collections.abc import Collection, Iterable

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable


class FaultyState(EmbeddedStateStore):
    """The embedded store behind a line that breaks on demand."""

    fault: ProblemCode | None = None
    asked = 0
    ended: frozenset[str] = frozenset()
    """Sessions of an earlier holder of the lease, which nothing moves any more."""

    def _line(self) -> None:
        self.asked += 1
        if self.fault is not None:
            raise StoreUnusable(self.fault, path="server", reason="test", holder="attic")

    async def settings(self) -> dict[str, str]:
        self._line()
        return await super().settings()

    async def save_settings(self, values: dict[str, str]) -> None:
        self._line()
        await super().save_settings(values)

    async def entities(self) -> list[Entity]:
        self._line()
        return await super().entities()

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        self._line()
        await super().save_entities(entities)

    async def subscription_state(self) -> SubscriptionState:
        self._line()
        return await super().subscription_state()

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        self._line()
        await super().begin_session(session, members)

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        self._line()
        if session_id not in self.ended:
            await super().advance_session(session_id, covered_to, batch, last_event_at)

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        self._line()
        await super().add_intervals(intervals, batch)

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        self._line()
        await super().add_sync_entry(entry)

    async def cut_sessions(self, later_than: Micros) -> None:
        self._line()
        await super().cut_sessions(later_than)

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        self._line()
        return await super().reconcile_sessions(proven)

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        self._line()
        return await super().ledger(entity_ids, span)

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        self._line()
        return await super().sync_log(entity_id, limit)
