"""When to reconcile: after Home Assistant has compiled an hour, in its own time."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace

from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.settings import (
    LAST_RECONCILED,
    LAST_RECONCILIATION_AT,
    LAST_REREAD,
)
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import (
    HomeProtocolError,
    HomeRequestFailed,
    HomeUnreachable,
    StoreUnusable,
)
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.reconciliation.findings import Reconciled, sync_entries
from energy_desktop.services.reconciliation.hour import HourReconciliation
from energy_desktop.services.reconciliation.rereading import Rereading
from energy_desktop.services.recorder.live import LiveRecording
from energy_desktop.services.recorder.recorder import Recorder
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.tracking import Tracking

LOOK_EVERY = 1.0
_COMPILED_AFTER = MINUTE
"""Home Assistant compiles an hour ten seconds after it; later nothing is waited for."""
_MOST_HOURS = 24
"""After an absence; what is older is read again once a day."""
_FAILED_TRY_AGAIN_AFTER = 60.0
_REPAIR_FIRST = 900.0
"""Seconds of a connection for which gap repair is waited for: it closes the same stretches."""

_log = logging.getLogger(__name__)


class Reconciliation:
    """Runs beside each connection of the recorder."""

    def __init__(
        self,
        stores: Stores,
        recorder: Recorder,
        tracking: Tracking,
        board: StatusBoard,
        clock: Clock,
    ) -> None:
        self._stores = stores
        self._recorder = recorder
        self._tracking = tracking
        self._board = board
        self._clock = clock
        self._hour = HourReconciliation(stores, recorder.writer, lambda: recorder.is_repairing)
        self._rereading = Rereading(stores, recorder.writer)
        self._compiled_to = Micros(0)
        self._began = clock.monotonic()
        self._moments: dict[str, Micros] = {}
        """Settings that only this moves, as they were when a connection first asked for them."""

    async def run(self, link: HomeLink, live: LiveRecording) -> None:
        """Reconcile hour after hour until the connection ends.

        A user whom Home Assistant does not let subscribe is served by the clock alone.
        """
        self._compiled_to, self._began = Micros(0), self._clock.monotonic()
        self._moments.clear()
        with suppress(HomeUnreachable, HomeProtocolError):  # the recorder makes it anew
            await self._follow(link, live)

    async def _follow(self, link: HomeLink, live: LiveRecording) -> None:
        with suppress(HomeRequestFailed):
            await link.watch_statistics()
        while True:
            await self._wait(live)
            now = self._board.home_time()
            try:
                await self._hours(link, now)
                await self._read_again(link, now)
            except (HomeRequestFailed, StoreUnusable) as error:
                _log.warning("reconciliation is put off: %s", error)
                await asyncio.sleep(_FAILED_TRY_AGAIN_AFTER)

    async def _wait(self, live: LiveRecording) -> None:
        """Wait a moment; note what the event of a compilation tells, should one come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await live.statistics_compiled.wait()
        if live.statistics_compiled.is_set():
            live.statistics_compiled.clear()
            # The event comes some seconds after the hour it stands for.
            self._compiled_to = _hour_of(Micros(self._board.home_time() + MINUTE))

    async def _hours(self, link: HomeLink, now: Micros) -> None:
        """Reconcile the hours that are compiled and were not yet, the oldest first."""
        compiled = max(self._compiled_to, _hour_of(Micros(now - _COMPILED_AFTER)))
        done = min(await self._moment(LAST_RECONCILED.key) or compiled - HOUR, compiled)
        following = Micros(compiled + HOUR + _COMPILED_AFTER)
        self._board.reconciliation_is(replace(self._board.reconciliation, following=following))
        if self._leaves_it_to_repair():
            return
        start = Micros(max(done, compiled - _MOST_HOURS * HOUR))
        if start < compiled:
            await self._recorder.flush()  # the last seconds of the hour may still be waiting
        for hour in pieces(TimeRange(start, compiled), HOUR):
            entities = self._tracking.tracked()
            if entities:
                await self._perform(self._hour.run(link, entities, hour))
            await self._note(LAST_RECONCILED.key, hour.end)

    def _leaves_it_to_repair(self) -> bool:
        """What is missing of the hour is being fetched already; but an import may take long."""
        is_patient = self._clock.monotonic() - self._began < _REPAIR_FIRST
        return self._recorder.is_repairing and is_patient

    async def _read_again(self, link: HomeLink, now: Micros) -> None:
        """Once a day of Home Assistant's time."""
        last = await self._moment(LAST_REREAD.key)
        if last == 0:
            await self._note(LAST_REREAD.key, now)
        # A last time that is still to come was told by a clock that was wrong.
        elif not 0 <= now - last < DAY and not self._recorder.is_repairing:
            await self._perform(self._rereading.run(link, self._tracking.tracked(), now))
            await self._note(LAST_REREAD.key, now)

    async def _perform(self, work: Awaitable[Reconciled]) -> None:
        """Carry out a reconciliation and tell of it."""
        started = self._clock.wall()
        done = await work
        for entry in sync_entries(done, started, self._clock.wall()):
            await self._stores.state.add_sync_entry(entry)
        if done.unexplained:
            _log.warning("%d differences without an explanation", done.unexplained)
        at = self._board.home_time()
        self._board.reconciliation_is(
            replace(self._board.reconciliation, last=at, differences=done.counts)
        )
        await self._stores.state.save_settings({LAST_RECONCILIATION_AT.key: str(at)})

    async def _moment(self, key: str) -> Micros:
        if key not in self._moments:
            stored = (await self._stores.state.settings()).get(key, "0")
            self._moments[key] = Micros(int(stored or 0))
        return self._moments[key]

    async def _note(self, key: str, moment: Micros) -> None:
        await self._stores.state.save_settings({key: str(moment)})
        self._moments[key] = moment


def _hour_of(moment: Micros) -> Micros:
    """The full hour at or before a moment."""
    return Micros(moment - moment % HOUR)
