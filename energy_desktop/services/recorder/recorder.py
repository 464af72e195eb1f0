"""The life of the recorder: connect, prepare, record, and again after every fault."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from typing import Any

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import ReconciliationState, RecorderState
from energy_desktop.model.settings import (
    CURRENCY,
    LAST_RECONCILIATION_AT,
    LOCATION_NAME,
    TIME_ZONE,
)
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeProtocolError,
    HomeRefused,
    HomeRequestFailed,
    HomeUnreachable,
    StoreUnusable,
    VaultUnusable,
    WrongUsage,
)
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.recorder.flushing import Flushing
from energy_desktop.services.recorder.following import Following
from energy_desktop.services.recorder.gap_repair import GapRepair
from energy_desktop.services.recorder.heartbeat import Heartbeat
from energy_desktop.services.recorder.intake import Intake
from energy_desktop.services.recorder.live import LiveRecording
from energy_desktop.services.recorder.session import LiveSession
from energy_desktop.services.recorder.turn import Turn
from energy_desktop.services.recorder.writer import BatchWriter
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Job, Supervisor
from energy_desktop.services.tracking import Tracking

READINGS_IN_MEMORY = 500_000
"""What waits at most while the store is away; later readings are left to repair."""

_FIRST_RETRY_AFTER = 1.0
_LONGEST_RETRY_DELAY = 60.0
_HEALTHY_AFTER = 60.0
_STARTING_POLL = 0.5
_CLOCK_WITHIN = 10.0
_DRAIN_WITHIN = 5.0
_TURN_LOOK_AFTER = 1.0

Companion = Callable[[HomeLink, LiveRecording], Coroutine[Any, Any, None]]

_log = logging.getLogger(__name__)


class Recorder:
    """Records the tracked entities for as long as `run` runs."""

    def __init__(
        self,
        stores: Stores,
        access: HomeAccess,
        tracking: Tracking,
        discovery: Discovery,
        feed: LiveFeed,
        board: StatusBoard,
        clock: Clock,
        supervisor: Supervisor,
        track_at_first: bool = False,
    ) -> None:
        self._stores = stores
        self._access = access
        self._tracking = tracking
        self._board = board
        self._clock = clock
        self._supervisor = supervisor
        self._writer = BatchWriter(stores)
        self._session = LiveSession(stores)
        self._intake = Intake(board.tally, feed, READINGS_IN_MEMORY, self._unit_changed)
        self._flushing = Flushing(self._intake, self._session, self._writer, board, clock)
        self._following = Following(
            stores,
            tracking,
            discovery,
            self._intake,
            GapRepair(stores, self._writer, board, clock),
            board,
            supervisor,
            track_at_first,
        )
        self._turn = Turn(stores, self._writer, tracking)
        board.waiting = lambda: self._flushing.waiting
        self._live: LiveRecording | None = None
        self._companions: dict[str, Companion] = {}
        self._stopping = asyncio.Event()
        self._is_paused = False
        self._may_hurry = False
        self._hurried: Job | None = None

    async def prepare(self) -> None:
        """Continue where the stores are; once, before `run`."""
        await self._turn.prepare()
        state = await self._stores.state.subscription_state()
        self._board.last_event_at = state.last_event_at
        self._board.subscription_id = state.subscription_id
        settings = await self._stores.state.settings()
        self._board.time_zone = settings.get(TIME_ZONE.key, TIME_ZONE.default)
        last = Micros(int(settings.get(LAST_RECONCILIATION_AT.key, "0")))
        self._board.reconciliation_is(ReconciliationState(last or None))
        tracked = [e.recording_id for e in self._tracking.tracked()]
        with suppress(StoreUnusable):  # it may be away: what is recorded from now on is counted
            counts = await self._stores.metrics.count_readings(tracked, self._board.today)
            self._board.count_of_today(sum(counts.values()))

    async def run(self) -> None:
        """Record until `stop`; faults of the home are waited out here, never raised."""
        self._board.recorder_is(RecorderState.WAITING)
        delay = _FIRST_RETRY_AFTER
        while not self._stopping.is_set():
            if self._is_paused:
                await self._rest()
                delay = _FIRST_RETRY_AFTER
                continue
            began = self._clock.monotonic()
            try:
                await self._one_connection()
            except HomeRefused as error:
                await self._wait_for_credentials(ConnectionState.REFUSED, error)
                continue
            except (WrongUsage, VaultUnusable) as error:
                await self._wait_for_credentials(ConnectionState.IDLE, error)
                continue
            except HomeProtocolError as error:
                self._fault(ConnectionState.PROTOCOL, error)
            except (HomeUnreachable, HomeRequestFailed) as error:
                self._fault(ConnectionState.UNREACHABLE, error)
            except StoreUnusable as error:
                if error.problem.code is ProblemCode.RECORDED_ELSEWHERE:
                    await self._wait_for_turn(error)
                    delay = _FIRST_RETRY_AFTER
                    continue
                _log.error("%s", error)
                self._board.recorder_is(RecorderState.STORE_FAILING, error.problem)
                self._board.connection_is(ConnectionState.IDLE)
            if self._is_leaving:
                continue
            if self._clock.monotonic() - began > _HEALTHY_AFTER:
                delay = _FIRST_RETRY_AFTER
            await self._wait(delay * random.uniform(0.75, 1.25))
            delay = min(2 * delay, _LONGEST_RETRY_DELAY)

    @property
    def is_paused(self) -> bool:
        """Whether a person has paused it."""
        return self._is_paused

    @property
    def _is_leaving(self) -> bool:
        """Whether a connection is not wanted any more."""
        return self._stopping.is_set() or self._is_paused

    @property
    def writer(self) -> BatchWriter:
        """For whoever else stores readings: the numbers of batches are one sequence."""
        return self._writer

    @property
    def is_repairing(self) -> bool:
        """Whether gaps are being closed, or will be as soon as the connection is ready."""
        return self._following.is_repairing

    async def flush(self) -> bool:
        """Make durable what waits, and let the ledger follow; False when the store refused."""
        return await self._flushing.flush()

    def accompany(self, name: str, work: Companion) -> None:
        """Let some work run beside each connection, from its beginning to its end.

        What goes wrong in it is reported and does not end the recording.
        """
        self._companions[name] = work

    def cancel_repair(self) -> None:
        """End the repair or import that is running; what it closed stays closed.

        The rest is found again by the next connection.
        """
        self._following.cancel_repair()

    def pause(self) -> None:
        """End the connection once what was sent has arrived; record nothing until `resume`."""
        self._is_paused = True
        self._access.try_again()

    def resume(self) -> None:
        """Record again; the stretch between stays a gap until it is repaired."""
        self._is_paused = False
        self._access.try_again()

    def between_batches(self) -> AbstractAsyncContextManager[None]:
        """No batch is on its way to the store inside."""
        return self._writer.between_batches()

    def try_now(self) -> None:
        """Do not wait for the next try: connect at once, and offer the store what waits.

        Nothing where that is under way, or where it would be a refused token's next try.
        """
        if self._may_hurry:
            self._access.try_again()
        is_failing = self._board.recorder is RecorderState.STORE_FAILING
        if is_failing and (self._hurried is None or not self._hurried.is_running):
            self._hurried = self._supervisor.spawn("flush at once", self._flush_at_once())

    async def stop(self) -> None:
        """Stop the source, let what was sent arrive, make it durable; within seconds."""
        self._stopping.set()
        self._access.try_again()
        if self._live is not None:
            self._board.connection_is(ConnectionState.DRAINING)
            with suppress(EnergyDesktopError, TimeoutError):
                async with asyncio.timeout(_DRAIN_WITHIN):
                    await self._live.drain()

    async def finish(self) -> bool:
        """The last flush, after `run` has ended; whether everything is durable."""
        self._session.end()
        durable = await self._flushing.flush()
        self._board.recorder_is(RecorderState.STOPPED)
        return durable

    async def _one_connection(self) -> None:
        await self._turn.begin()
        self._access.taken_in()
        home = await self._access.home()
        link = await home.connect(self._board.connection_is)
        if self._board.tally.events_received:
            self._board.reconnected()
        try:
            await self._prepare_link(link)
            # Whoever stops it drains what is live; until here there is nothing to drain.
            if not self._stopping.is_set():
                await self._record(link)
        except BaseExceptionGroup as group:
            # Not `except*`: Python 3.11.2 wraps what it raises in a group again.
            expected, unexpected = group.split(EnergyDesktopError)
            if unexpected is not None or expected is None:
                raise
            raise _first(expected) from None
        finally:
            self._access.live_link = None
            self._live = None
            await self._flushing.flush()
            self._session.end()
            await link.close()
            if not self._is_leaving:
                self._board.recorder_is(RecorderState.WAITING)

    async def _prepare_link(self, link: HomeLink) -> None:
        """Wait until Home Assistant runs; what it says of itself; what was renamed meanwhile."""
        self._board.connection_is(ConnectionState.PREPARING)
        configuration = await link.configuration()
        while not configuration.running and not self._is_leaving:
            await asyncio.sleep(_STARTING_POLL)
            configuration = await link.configuration()
        self._board.time_zone = configuration.time_zone
        await self._stores.state.save_settings(
            {
                TIME_ZONE.key: configuration.time_zone,
                CURRENCY.key: configuration.currency,
                LOCATION_NAME.key: configuration.location_name,
            }
        )
        await self._tracking.renamed(await link.registry(), await link.ask_clock(_CLOCK_WITHIN))

    async def _record(self, link: HomeLink) -> None:
        live = LiveRecording(
            link,
            self._intake,
            self._session,
            self._writer,
            self._flushing,
            self._board,
            self._clock,
        )
        if self._is_leaving:
            return  # asked for while the connection was being made
        self._live, self._access.live_link = live, link
        async with asyncio.TaskGroup() as group:
            helpers = [
                group.create_task(work)
                for work in (
                    self._flushing.run(),
                    Heartbeat(link, live, self._board, self._clock).run(),
                    self._follow_access(link, live),
                    self._turn.watch(),
                    *self._following.begin(link, live),
                )
            ]
            beside = [
                self._supervisor.keep(name, partial(work, link, live))
                for name, work in self._companions.items()
            ]
            try:
                await live.consume()
            finally:
                for job in beside:
                    job.cancel()
            for helper in helpers:
                helper.cancel()

    async def _follow_access(self, link: HomeLink, live: LiveRecording) -> None:
        """End the connection when there is another address or token, or the person pauses."""
        await self._access.changed()
        if self._stopping.is_set():
            return
        self._board.connection_is(ConnectionState.DRAINING)
        with suppress(EnergyDesktopError, TimeoutError):
            async with asyncio.timeout(_DRAIN_WITHIN):
                await live.drain()
        self._access.try_again()
        await link.close()

    async def _wait_for_turn(self, error: StoreUnusable) -> None:
        """Another program records: drop what it has as well, and look again soon."""
        self._flushing.give_up()
        self._board.recorder_is(RecorderState.WAITING, error.problem)
        self._board.connection_is(ConnectionState.IDLE)
        await self._access.changed(_TURN_LOOK_AFTER)

    async def _wait(self, seconds: float | None = None) -> None:
        """Until something is changed, or the person does not want to wait; at most so long."""
        self._may_hurry = True
        try:
            await self._access.changed(seconds)
        finally:
            self._may_hurry = False

    async def _flush_at_once(self) -> None:
        await self._flushing.flush()

    async def _rest(self) -> None:
        """Paused: what waits in memory is still stored, nothing else happens."""
        self._board.connection_is(ConnectionState.IDLE)
        while self._is_paused and not self._stopping.is_set():
            is_durable = await self._flushing.flush()
            if is_durable:
                self._board.recorder_is(RecorderState.PAUSED)
            await self._access.changed(None if is_durable else _FIRST_RETRY_AFTER)

    def _unit_changed(self, recording_id: str, unit: str | None, since: Micros) -> None:
        _log.warning("%s reports in %s from now on", recording_id, unit)
        self._supervisor.spawn(
            f"unit of {recording_id}", self._tracking.unit_changed(recording_id, unit, since)
        )

    def _fault(self, state: ConnectionState, error: EnergyDesktopError) -> None:
        if self._board.connection.problem != error.problem:
            _log.warning("%s: %s", state, error)
        self._board.connection_is(state, error.problem)

    async def _wait_for_credentials(
        self, state: ConnectionState, error: EnergyDesktopError
    ) -> None:
        """Nothing is tried again before the person acts: Home Assistant bans who repeats."""
        if error.problem.code is not ProblemCode.HOME_NOT_CONFIGURED:
            _log.error("%s", error)
        self._board.connection_is(state, error.problem)
        if self._is_leaving:
            return
        if error.problem.code is ProblemCode.HOME_TOKEN_REFUSED:
            await self._access.changed()
        else:
            await self._wait()


def _first(group: BaseExceptionGroup[EnergyDesktopError]) -> EnergyDesktopError:
    """The error that ended a connection, out of the groups it came in."""
    inner = group.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner
