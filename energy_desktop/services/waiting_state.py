"""A state store on a server that may go away: recording goes on, and the ledger catches up."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Ledger, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.settings import CURRENCY, LOCATION_NAME, TIME_ZONE
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.state_store import StateStore

WAITING_AT_MOST = 10_000
"""Statements in memory; a batch of a session that waits already adds none."""

_TOLD_BY_HOME = frozenset({TIME_ZONE.key, CURRENCY.key, LOCATION_NAME.key})
_FIRST_RETRY_AFTER = 1.0
_LONGEST_RETRY_DELAY = 15.0

Statement = Callable[[StateStore], Awaitable[None]]
T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Advance:
    """How far a session got, said once for many batches."""

    session_id: str
    covered_to: Micros
    batch: int
    last_event_at: Micros | None

    async def __call__(self, store: StateStore) -> None:
        """Say it."""
        await store.advance_session(
            self.session_id, self.covered_to, self.batch, self.last_event_at
        )

    def takes_in(self, later: object) -> bool:
        """Get as far as a later one, if that is of the same session."""
        if not isinstance(later, _Advance) or later.session_id != self.session_id:
            return False
        self.covered_to = max(self.covered_to, later.covered_to)
        self.batch = max(self.batch, later.batch)
        moments = [m for m in (self.last_event_at, later.last_event_at) if m is not None]
        self.last_event_at = max(moments, default=None)
        return True


class WaitingStateStore:
    """Implements `ports.state_store.StateStore` before one whose server may be away.

    Meanwhile settings, entities and the subscription are shown as they were last known. What
    the recorder has to say waits in memory, in order: if this program dies first, coverage is
    understated and the stretch is read again. What only a person knows (what is tracked, an
    address) is refused with STORE_AWAY rather than acknowledged and perhaps lost.
    """

    def __init__(self, store: StateStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._turn = asyncio.Lock()
        self._waiting: deque[Statement] = deque()
        self._retry_at = 0.0
        self._retry_delay = _FIRST_RETRY_AFTER
        self._settings: dict[str, str] | None = None
        self._entities: dict[str, Entity] | None = None
        self._subscription: SubscriptionState | None = None
        self.problem: Problem | None = None
        """Why the server is not used at present."""

    @property
    def waiting(self) -> int:
        """Statements that wait for the server."""
        return len(self._waiting)

    async def run(self) -> None:
        """Look for the server again and again while something waits for it."""
        while True:
            await asyncio.sleep(_FIRST_RETRY_AFTER)
            if self.problem is not None:
                await self._look()

    async def settings(self) -> dict[str, str]:
        """All home settings as they are, or as they were last known."""
        self._settings = await self._fresh(self._store.settings, self._settings)
        return dict(self._settings)

    async def save_settings(self, values: dict[str, str]) -> None:
        """Save some settings, all or none; while away only what Home Assistant tells again."""
        known = self._settings or {}
        changed = {key: value for key, value in values.items() if known.get(key) != value}
        if self.problem is not None and not changed:
            return
        await self._say(
            lambda store: store.save_settings(values), _TOLD_BY_HOME.issuperset(changed)
        )
        self._settings = {**known, **values} if self._settings is not None else None

    async def entities(self) -> list[Entity]:
        """All known entities as they are, or as they were last known."""
        known = None if self._entities is None else list(self._entities.values())
        found = await self._fresh(self._store.entities, known)
        self._entities = {each.recording_id: each for each in found}
        return found

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """Insert or replace entities; while away only what Home Assistant tells again."""
        saved = list(entities)
        known = self._entities or {}
        is_of_home = all(
            each.is_tracked == (each.recording_id in known and known[each.recording_id].is_tracked)
            for each in saved
        )
        await self._say(lambda store: store.save_entities(saved), is_of_home)
        if self._entities is not None:
            merged = {**known, **{each.recording_id: each for each in saved}}
            self._entities = {key: merged[key] for key in sorted(merged)}

    async def subscription_state(self) -> SubscriptionState:
        """The singleton as it is, or as it was last known."""
        self._subscription = await self._fresh(self._store.subscription_state, self._subscription)
        return self._subscription

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        """Store a new session and its set, now or when the server is back."""
        await self._say(lambda store: store.begin_session(session, members))

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        """Move the session and `lastEventAt`, now or when the server is back."""
        await self._say(_Advance(session_id, covered_to, batch, last_event_at))

    async def cut_sessions(self, later_than: Micros) -> None:
        """End all coverage at a moment, now or when the server is back."""
        await self._say(lambda store: store.cut_sessions(later_than))

    async def reconcile_sessions(self, proven: BatchMark | None) -> int:
        """Cut the ledger back; StoreUnusable while away: nothing is recorded before it."""
        return await self._asked(lambda: self._store.reconcile_sessions(proven))

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        """Store intervals of import or repair, now or when the server is back."""
        added = list(intervals)
        await self._say(lambda store: store.add_intervals(added, batch))

    async def ledger(self, entity_ids: Collection[str], span: TimeRange | None = None) -> Ledger:
        """The ledger with all that waited; StoreUnusable while away."""
        return await self._asked(lambda: self._store.ledger(entity_ids, span))

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        """Append to the sync log, now or when the server is back."""
        await self._say(lambda store: store.add_sync_entry(entry))

    async def sync_log(self, entity_id: str | None = None, limit: int = 100) -> list[SyncEntry]:
        """Newest first; StoreUnusable while away."""
        return await self._asked(lambda: self._store.sync_log(entity_id, limit))

    async def close(self) -> None:
        """Say what waits if the server is there, and close; idempotent."""
        if self._waiting:
            self._retry_at = 0.0
            await self._look()
        if self._waiting:
            _log.warning(
                "%d statements of the ledger are lost; what they claimed is read again",
                len(self._waiting),
            )
            self._waiting.clear()
        await self._store.close()

    async def _say(self, statement: Statement, may_wait: bool = True) -> None:
        """Carry a statement out after those that wait, or let it wait with them."""
        async with self._turn:
            if not await self._is_there():
                self._keep(statement, may_wait)
                return
            try:
                await statement(self._store)
            except StoreUnusable as error:
                self._went_away(error)
                self._keep(statement, may_wait)

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
        if self.problem is None:
            return True
        if self._clock.monotonic() < self._retry_at:
            return False
        try:
            while self._waiting:
                await self._waiting[0](self._store)
                self._waiting.popleft()
            await self._store.subscription_state()
        except StoreUnusable as error:
            self._went_away(error, again=True)
            return self.problem is None
        _log.warning("the database of the ledger is back, and all that waited has been said")
        self._returned()
        return True

    def _went_away(self, error: StoreUnusable, again: bool = False) -> None:
        """Remember that nobody answers; raises what is another trouble."""
        if error.problem.code is ProblemCode.RECORDED_ELSEWHERE and again:
            _log.warning("%d statements are dropped: %s", len(self._waiting), error)
            self._waiting.clear()
            self._returned()
            return
        if error.problem.code is not ProblemCode.STORE_AWAY:
            raise error
        if self.problem is None:
            _log.error("the ledger waits in memory: %s", error)
        self.problem = error.problem
        self._retry_at = self._clock.monotonic() + self._retry_delay
        self._retry_delay = min(2 * self._retry_delay, _LONGEST_RETRY_DELAY)

    def _returned(self) -> None:
        self.problem, self._retry_at, self._retry_delay = None, 0.0, _FIRST_RETRY_AFTER

    def _keep(self, statement: Statement, may_wait: bool) -> None:
        last = self._waiting[-1] if self._waiting else None
        if isinstance(last, _Advance) and last.takes_in(statement):
            return
        if not may_wait or len(self._waiting) >= WAITING_AT_MOST:
            raise self._away()
        self._waiting.append(statement)

    def _away(self) -> StoreUnusable:
        assert self.problem is not None
        return StoreUnusable(self.problem.code, **self.problem.parameters)
