"""A state store on a server that may go away: recording goes on, and the ledger catches up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.ledger_statements import (
    EntitiesSaved,
    IntervalsAdded,
    SessionAdvanced,
    SessionBegun,
    SessionsCut,
    SessionsReconciled,
    SettingsSaved,
    Statement,
    SyncEntryAdded,
)
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.settings import CURRENCY, LOCATION_NAME, TIME_ZONE
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LocalState
from energy_desktop.ports.recorder_lease import Tenure
from energy_desktop.ports.state_store import StateStore
from energy_desktop.services.last_known_state import LastKnownState
from energy_desktop.services.saying import say
from energy_desktop.services.statement_queue import StatementQueue

_TOLD_BY_HOME = frozenset({TIME_ZONE.key, CURRENCY.key, LOCATION_NAME.key})
_FIRST_RETRY_AFTER = 1.0
_LONGEST_RETRY_DELAY = 15.0

T = TypeVar("T")

_log = logging.getLogger(__name__)


class WaitingStateStore:
    """Implements `ports.state_store.StateStore` before one whose server may be away.

    Meanwhile settings, entities and the subscription are shown as they were last known. What
    the recorder has to say waits on the local disk, in order, and another run says it if this
    one is killed first. What only a person knows (what is tracked, an address) is refused with
    STORE_AWAY: another machine may be about to change the same.
    """

    def __init__(
        self,
        store: StateStore,
        claim: Callable[[], Awaitable[Tenure]],
        local: LocalState,
        clock: Clock,
        problem: Problem | None = None,
    ) -> None:
        """`claim` asks the server for the recorder's lease: only its holder may say anything.

        `problem` is why the server is away already.
        """
        self._store = store
        self._claim = claim
        self._local = local
        self._clock = clock
        self._turn = asyncio.Lock()
        self._queue = StatementQueue(local)
        self._known = LastKnownState(local, clock)
        self._live: tuple[Session, EntitySet] | None = None
        """The newest session as far as it was said, or waits to be."""
        self._retry_at = 0.0
        self._retry_delay = _FIRST_RETRY_AFTER
        self._is_closed = False
        self.problem = problem
        """Why the server is not used at present."""

    @property
    def waiting(self) -> int:
        """Statements that wait for the server."""
        return len(self._queue)

    async def run(self) -> None:
        """Look for the server again and again while something waits for it."""
        while True:
            await asyncio.sleep(_FIRST_RETRY_AFTER)
            if self.problem is not None:
                await self._look()

    async def settings(self) -> dict[str, str]:
        """All home settings as they are, or as they were last known."""
        found = await self._fresh(self._store.settings, self._known.settings)
        await self._known.settings_are(found)
        return dict(found)

    async def save_settings(self, values: dict[str, str]) -> None:
        """Save some settings, all or none; while away only what Home Assistant tells again."""
        known = self._known.settings or {}
        changed = {key: value for key, value in values.items() if known.get(key) != value}
        if self.problem is not None and not changed:
            return
        await self._say(SettingsSaved(values), _TOLD_BY_HOME.issuperset(changed))
        if self._known.settings is not None:
            await self._known.settings_are({**known, **values})

    async def entities(self) -> list[Entity]:
        """All known entities as they are, or as they were last known."""
        found = await self._fresh(self._store.entities, self._known.entities)
        await self._known.entities_are(found)
        return list(found)

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """Insert or replace entities; while away only what Home Assistant tells again."""
        saved = tuple(entities)
        known = {each.recording_id: each for each in self._known.entities or ()}
        is_of_home = all(
            each.is_tracked == (each.recording_id in known and known[each.recording_id].is_tracked)
            for each in saved
        )
        await self._say(EntitiesSaved(saved), is_of_home)
        if self._known.entities is not None:
            merged = {**known, **{each.recording_id: each for each in saved}}
            await self._known.entities_are([merged[key] for key in sorted(merged)])

    async def subscription_state(self) -> SubscriptionState:
        """The singleton as it is, or as it was last known."""
        found = await self._fresh(self._store.subscription_state, self._known.subscription)
        await self._known.subscription_is(found)
        return found

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        """Store a new session and its set, now or when the server is back."""
        await self._say(SessionBegun(session, members))
        self._live = session, members

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        """Move the session and `lastEventAt`, now or when the server is back."""
        if self._live is None or self._live[0].session_id != session_id:
            self._live = Session(session_id, "", covered_to, covered_to, batch), EntitySet.of(())
        session, members = self._live
        moved = replace(session, end=max(session.end, covered_to), batch=batch)
        stretch = replace(moved, start=session.end)
        await self._say(SessionAdvanced(stretch, members, last_event_at))
        self._live = moved, members
        await self._known.heard(session_id, last_event_at)

    async def cut_sessions(self, later_than: Micros) -> None:
        """End all coverage at a moment, now or when the server is back."""
        await self._say(SessionsCut(later_than))
        await self._known.cut(later_than)

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        """Cut the ledger back, now or when the server is back: 0 is returned then."""
        if self.problem is None:
            try:
                return await self._asked(lambda: self._store.reconcile_sessions(proven))
            except StoreUnusable:
                if self.problem is None:
                    raise
        await self._say(SessionsReconciled(proven))
        return 0

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        """Store intervals of import or repair, now or when the server is back."""
        await self._say(IntervalsAdded(tuple(intervals), batch))

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        """The ledger with all that waited; StoreUnusable while away."""
        return await self._asked(lambda: self._store.ledger(entity_ids, span))

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        """Append to the sync log, now or when the server is back."""
        await self._say(SyncEntryAdded(entry))

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        """Newest first; StoreUnusable while away."""
        return await self._asked(lambda: self._store.sync_log(entity_id, limit))

    async def close(self) -> None:
        """Say what waits if the server is there, and close; idempotent."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            await self._say_last()
            await self._known.save()
        finally:
            await self._local.close()
            await self._store.close()

    async def _say_last(self) -> None:
        """Try once more; what the server does not take stays on the disk."""
        if not self._queue.is_clear:
            self._retry_at = 0.0
            try:
                await self._look()
            except StoreUnusable as error:
                _log.warning("the ledger is not told any more: %s", error)
        if len(self._queue):
            _log.warning(
                "%d statements of the ledger wait on the disk for the next start", len(self._queue)
            )

    async def _say(self, statement: Statement, may_wait: bool = True) -> None:
        """Carry a statement out after those that wait, or let it wait with them."""
        async with self._turn:
            if not await self._is_there():
                await self._keep(statement, may_wait)
                return
            try:
                await say(statement, self._store)
            except StoreUnusable as error:
                self._went_away(error)
                await self._keep(statement, may_wait)

    async def _asked(self, question: Callable[[], Awaitable[T]]) -> T:
        """An answer that holds all that was said before."""
        async with self._turn:
            if not await self._is_there():
                raise self._away()
            try:
                return await question()
            except StoreUnusable as error:
                self._went_away(error)
                raise

    async def _fresh(self, question: Callable[[], Awaitable[T]], known: T | None) -> T:
        """An answer, or the last known one."""
        try:
            return await self._asked(question)
        except StoreUnusable:
            if self.problem is None or known is None:
                raise
            return known

    async def _look(self) -> None:
        async with self._turn:
            await self._is_there()

    async def _is_there(self) -> bool:
        """Whether the server may be asked: what waits is said first, when it is time to try."""
        if self.problem is None and self._queue.is_clear:
            return True
        if self._clock.monotonic() < self._retry_at:
            return False
        try:
            await self._say_what_waits()
            await self._store.subscription_state()
        except StoreUnusable as error:
            self._went_away(error)
            return False
        if self.problem is not None:
            _log.warning("the database of the ledger is back, and all that waited has been said")
        self._returned()
        return True

    async def _say_what_waits(self) -> None:
        """In order; given up where another program records: only its ledger counts then."""
        tenure = await self._claim()
        try:
            while tenure.is_ours and len(self._queue):
                await say(self._queue.first, self._store)
                self._queue.said()
        except StoreUnusable as error:
            if error.problem.code is not ProblemCode.RECORDED_ELSEWHERE:
                raise
        if len(self._queue):
            _log.warning("%d statements are dropped: another program records", len(self._queue))
        await self._queue.clear()

    def _went_away(self, error: StoreUnusable) -> None:
        """Remember that nobody answers; raises what is another trouble."""
        if error.problem.code is not ProblemCode.STORE_AWAY:
            raise error
        if self.problem is None:
            _log.error("the ledger waits on the local disk: %s", error)
        self.problem = error.problem
        self._retry_at = self._clock.monotonic() + self._retry_delay
        self._retry_delay = min(2 * self._retry_delay, _LONGEST_RETRY_DELAY)

    def _returned(self) -> None:
        self.problem, self._retry_at, self._retry_delay = None, 0.0, _FIRST_RETRY_AFTER

    async def _keep(self, statement: Statement, may_wait: bool) -> None:
        if not may_wait or not self._queue.has_room(statement):
            raise self._away()
        await self._queue.put(statement)

    def _away(self) -> StoreUnusable:
        assert self.problem is not None
        return StoreUnusable(self.problem.code, **self.problem.parameters)
