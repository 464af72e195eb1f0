"""Where everything but readings and statistics is kept."""

from collections.abc import Collection, Iterable
from typing import Protocol

from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros


class StateStore(Protocol):
    """Small documents; every method raises StoreUnusable and is atomic by itself."""

    async def settings(self) -> dict[str, str]:
        """All home settings that were ever saved, by key."""

    async def save_settings(self, values: dict[str, str]) -> None:
        """Save some settings, all or none."""

    async def entities(self) -> list[Entity]:
        """All known entities, by recording id."""

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """Insert or replace entities by recording id, all or none."""

    async def subscription_state(self) -> SubscriptionState:
        """The singleton; empty before anything was recorded."""

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        """Store a new session and, once, its set; the subscription state names it as `live`."""

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        """After a durable batch: move the session and `lastEventAt`, never backwards.

        A session that was cut, by `cut_sessions` or `reconcile_sessions`, has ended: what lay
        behind the cut is lost, so nothing moves it any more.
        """

    async def cut_sessions(self, later_than: Micros) -> None:
        """End all coverage at a moment: Home Assistant's clock stepped back to it.

        Sessions and intervals are cut there, `lastEventAt` as well.
        """

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        """Cut the ledger back to what the metric store proves.

        Returns how many sessions and intervals were cut or removed.
        """

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        """Store intervals of import or repair; neighbours of one source merge.

        `batch` is the number of the batch that made their readings durable: the ledger is
        cut back by it, as sessions are.
        """

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        """The ledger of some entities, as far as it touches the span."""

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        """Append to the sync log."""

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        """Newest first; of one entity, or of all."""

    async def close(self) -> None:
        """Flush and close; idempotent."""
