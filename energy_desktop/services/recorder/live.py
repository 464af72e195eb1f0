"""Recording over one connection, from its first answer to its end."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import assert_never

from energy_desktop.model.entities import Entity
from energy_desktop.model.home import (
    Changes,
    ClockAnswer,
    ConnectionState,
    Delivery,
    RegistryChanged,
    Removal,
    Snapshot,
    StateEvent,
    StatisticsCompiled,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState, StoreName
from energy_desktop.model.repair_plan import FirstSeen
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import HomeUnreachable, StoreUnusable
from energy_desktop.ports.home import HomeLink
from energy_desktop.services.recorder.flushing import Flushing
from energy_desktop.services.recorder.intake import Intake
from energy_desktop.services.recorder.session import LiveSession
from energy_desktop.services.recorder.writer import BatchWriter
from energy_desktop.services.status_board import StatusBoard

_ANSWER_WITHIN = 10.0
_YIELD_AFTER = 0.004
_EVENTS_BETWEEN_LOOKS = 128
_NOT_TRUSTED = HOUR
"""What is read again after Home Assistant's clock was set back.

The step shows itself at an answer of the clock some time later, and a connection may have been
lost between: what was written then has times that were covered before.
"""

_log = logging.getLogger(__name__)


class LiveRecording:
    """Takes what one link delivers; a new one is made for each connection."""

    def __init__(
        self,
        link: HomeLink,
        intake: Intake,
        session: LiveSession,
        writer: BatchWriter,
        flushing: Flushing,
        board: StatusBoard,
        clock: Clock,
    ) -> None:
        self._link = link
        self._intake = intake
        self._session = session
        self._writer = writer
        self._flushing = flushing
        self._board = board
        self._clock = clock
        self._subscription: int | None = None
        self._recording_ids: dict[str, str] = {}
        self._snapshots: dict[int, asyncio.Event] = {}
        self._shown: asyncio.Future[list[str]] | None = None
        self._told = Micros(0)
        self._is_held_back = False
        self.heard = clock.monotonic()
        """When anything came."""
        self.changed = self.heard
        """When a change came."""
        self._turn = asyncio.Lock()
        self._snapshot: dict[str, Micros] = {}
        self._has_dropped = False
        self._rotated = asyncio.Event()
        self.first_seen: dict[str, FirstSeen] = {}
        """What the snapshot showed of each entity that has been recorded without a loss since.

        Complete once the session of the snapshot has begun.
        """
        self.registry_changed = asyncio.Event()
        self.wants_repair = asyncio.Event()
        self.statistics_compiled = asyncio.Event()

    async def follow(self, entities: Sequence[Entity]) -> None:
        """Record exactly these entities from now on, without a hole in those that stay.

        The new subscription begins before the old one ends; what both deliver counts once.
        """
        async with self._turn:
            old = self._subscription
            self._recording_ids = {e.entity_id: e.recording_id for e in entities}
            self._intake.track(entities)
            self._forget_all_but(set(self._recording_ids.values()))
            if not entities:
                self._session.cover(frozenset())
                self._subscription = None
                await self._link.ask_clock(_ANSWER_WITHIN)
            else:
                await self._subscribe_to(list(self._recording_ids))
            if old is not None:
                await self._link.unsubscribe(old)

    def _forget_all_but(self, followed: set[str]) -> None:
        """What others began with tells nothing of a later beginning."""
        for shown in (self.first_seen, self._snapshot):
            for recording_id in shown.keys() - followed:
                del shown[recording_id]

    async def consume(self) -> None:
        """Take deliveries until the connection ends; raises what ended it."""
        async for deliveries in self._link.deliveries():
            self.heard = self._clock.monotonic()
            for delivery in deliveries:
                await self._take(delivery)
            self._flushing.want()

    async def missed(self) -> list[str]:
        """Entities whose present state never came by the subscription that should have told it.

        A second subscription shows the present states; whatever the first one delivered came
        before them on the same socket. Coverage ends then where the first one last told
        something: answers of the clock proved nothing since. Raises HomeUnreachable or
        HomeRequestFailed when nothing answers.
        """
        async with self._turn:
            if self._subscription is None or not self._session.is_open:
                return []
            asked_at = self._session.clock
            missed = await self._not_told()
            if missed:
                self._session.interrupt()
                await self._session.cut(self._told)
            elif asked_at is not None:
                self._told = max(self._told, asked_at)
            return missed

    async def drain(self) -> None:
        """Let everything that Home Assistant has sent arrive, then close the connection.

        It is closed as well when nothing arrives any more and the caller gives up.
        """
        try:
            async with self._turn:
                await self._link.ask_clock(_ANSWER_WITHIN)
                if self._subscription is not None:
                    await self._link.unsubscribe(self._subscription)
        finally:
            await self._link.close()

    async def _subscribe_to(self, entity_ids: list[str]) -> None:
        subscription = await self._link.subscribe(entity_ids)
        self._subscription = subscription
        arrived = self._snapshots.setdefault(subscription, asyncio.Event())
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await arrived.wait()
        except TimeoutError as error:
            raise _no_snapshot() from error
        del self._snapshots[subscription]
        self._session.cover(frozenset(self._recording_ids.values()))
        self._rotated.clear()
        await self._link.ask_clock(_ANSWER_WITHIN)
        with suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER_WITHIN):
                await self._rotated.wait()

    async def _not_told(self) -> list[str]:
        """Whose present state, shown by a subscription beside the running one, never came."""
        self._shown = asyncio.get_running_loop().create_future()
        try:
            subscription = await self._link.subscribe(list(self._recording_ids))
            try:
                async with asyncio.timeout(_ANSWER_WITHIN):
                    return await self._shown
            except TimeoutError as error:
                raise _no_snapshot() from error
            finally:
                await self._link.unsubscribe(subscription)
        finally:
            self._shown = None

    async def _take(self, delivery: Delivery) -> None:
        match delivery:
            case Changes():
                self.changed = self.heard
                await self._take_events(delivery.states)
                is_ours = delivery.subscription == self._subscription
                self._prove(delivery.states[-1].last_updated, is_ours)
            case Snapshot():
                await self._take_snapshot(delivery)
            case ClockAnswer():
                await self._answer(delivery.at)
            case Removal():
                await self._remove(delivery.entity_ids)
            case RegistryChanged():
                self.registry_changed.set()
            case StatisticsCompiled():
                self.statistics_compiled.set()
            case _:
                assert_never(delivery)

    async def _remove(self, entity_ids: Sequence[str]) -> None:
        """End the coverage of removed entities at the last proven moment: no time came with it."""
        gone = {self._recording_ids.get(entity_id, "") for entity_id in entity_ids}
        for recording_id in gone:
            self.first_seen.pop(recording_id, None)
            self._snapshot.pop(recording_id, None)
        self._comes_or_goes()
        wanted = self._session.next_members - gone
        if self._session.is_open:
            # Those that are about to be covered were not subscribed to at that moment yet.
            joining, self._snapshot = self._snapshot, {}
            self._session.cover(self._session.members - gone)
            if not await self._rotate(self._session.proven_to):
                self._session.interrupt()
            self._snapshot = joining
        if wanted != self._session.members or not self._session.is_open:
            self._session.cover(wanted)

    async def _take_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.first and self._shown is not None:
            if not self._shown.done():
                # At once: what the new subscription tells next would count as told.
                states = snapshot.states
                self._shown.set_result(
                    [s.entity_id for s in states if not self._intake.has_taken(s)]
                )
            return
        await self._take_events(snapshot.states)
        seen = {
            self._recording_ids[e.entity_id]: e.last_updated
            for e in snapshot.states
            if e.entity_id in self._recording_ids
        }
        if snapshot.first:
            self._snapshot |= {r: at for r, at in seen.items() if r not in self.first_seen}
            self._snapshots.setdefault(snapshot.subscription, asyncio.Event()).set()
        elif not self._session.next_members.issuperset(seen):
            self._snapshot |= seen
            self._comes_or_goes()
            self._session.cover(self._session.next_members | seen.keys())

    def _comes_or_goes(self) -> None:
        """An entity has gone or come back: what lies between is known to history alone."""
        self.registry_changed.set()
        self.wants_repair.set()

    async def _take_events(self, events: Sequence[StateEvent]) -> None:
        """Take events, letting others have the loop every few milliseconds."""
        take = self._intake.take
        began = self._clock.monotonic()
        for count, event in enumerate(events, 1):
            take(event)
            if count % _EVENTS_BETWEEN_LOOKS == 0:
                now = self._clock.monotonic()
                if now - began > _YIELD_AFTER:
                    self._flushing.want()
                    await asyncio.sleep(0)
                    began = self._clock.monotonic()
        if self._intake.dropped:
            self._intake.dropped = False
            self._session.interrupt()
            self._has_dropped = True
            self._snapshot = {}
            self.first_seen.clear()  # what it began with is not what follows the loss
            self._flushing.drops()

    def _prove(self, moment: Micros, is_ours: bool) -> None:
        """An event proves what came before it, unless its time is not to be believed.

        One of a subscription beside ours does not show that ours lives.
        """
        clock = self._session.clock
        if clock is None or moment > clock + 2 * MINUTE:
            return
        self._board.heard(moment)
        if self._session.is_open and is_ours:
            self._session.prove(moment)
            self._told = max(self._told, moment)

    async def _answer(self, at: Micros) -> None:
        before = self._session.clock
        if before is None:
            await self._first_answer(at)
        elif at < max(before, self._session.proven_to):
            await self._stepped_back(at, max(before, self._session.proven_to))
        self._session.clock = at
        self._board.heard(at)
        if self._session.is_open:
            self._session.prove(at)
        if self._session.wants_rotation:
            await self._begin_session(at)

    async def _first_answer(self, at: Micros) -> None:
        """Compare Home Assistant's clock with what an earlier run has seen of it."""
        seen = self._board.last_event_at
        if seen is None or seen <= at:
            await self._session.cut(at)
        else:
            self._session.set_back(at, seen)
            await self._session.distrust(Micros(at - _NOT_TRUSTED))

    async def _begin_session(self, at: Micros) -> None:
        """Begin the next session, or wait for what was written before a step of the clock."""
        if not self._session.may_begin(at):
            self._is_held_back = True
            self._snapshot = {}  # it tells nothing of rows from before the step
        elif await self._rotate(at) and self._is_held_back:
            self._is_held_back = False
            self.wants_repair.set()
        self._rotated.set()

    async def _rotate(self, at: Micros) -> bool:
        """Begin the session of the new set, once everything before it is durable."""
        if not await self._flushing.flush():
            return False
        try:
            await self._session.begin(at, self._writer.number)
        except StoreUnusable as error:
            self._board.recorder_is(RecorderState.STORE_FAILING, error.problem, StoreName.STATE)
            return False
        self._told = max(self._told, at)
        self.first_seen |= {r: FirstSeen(seen, at) for r, seen in self._snapshot.items()}
        self._snapshot = {}
        if self._has_dropped:
            self._has_dropped = False
            self.wants_repair.set()
        self._board.subscription_id = self._session.session_id or None
        recording = RecorderState.RECORDING if self._session.is_open else RecorderState.WAITING
        self._board.recorder_is(recording)
        self._board.connection_is(ConnectionState.LIVE)
        return True

    async def _stepped_back(self, at: Micros, before: Micros) -> None:
        self._session.interrupt()
        self._session.set_back(at, before)
        self._session.clock, self._session.proven_to = None, at
        self._board.last_event_at = min(at, self._board.last_event_at or at)
        await self._session.distrust(Micros(at - _NOT_TRUSTED))
        raise HomeUnreachable(
            ProblemCode.HOME_CLOCK_STEPPED_BACK, seconds=round((before - at) / 1e6, 1)
        )


def _no_snapshot() -> HomeUnreachable:
    return HomeUnreachable(
        ProblemCode.HOME_REQUEST_TIMED_OUT, request="subscribe_entities", seconds=_ANSWER_WITHIN
    )
