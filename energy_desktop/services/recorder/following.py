"""What a connection records and repairs follows the person and Home Assistant."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import HomeRequestFailed, StoreUnusable
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.recorder.gap_repair import GapRepair
from energy_desktop.services.recorder.intake import Intake
from energy_desktop.services.recorder.live import LiveRecording
from energy_desktop.services.recorder.store_return import watch_for_return
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Job, Supervisor
from energy_desktop.services.tracking import Tracking

_CLOCK_WITHIN = 10.0
_REPAIR_MAY_END_WITHIN = 2.0

DESCRIBE_AGAIN_AFTER = 30.0
"""Seconds after which names are asked for again that the store could not take."""

_log = logging.getLogger(__name__)


class Following:
    """Beside each connection: what is tracked, the registry, and what has to be repaired."""

    def __init__(
        self,
        stores: Stores,
        tracking: Tracking,
        discovery: Discovery,
        intake: Intake,
        gap_repair: GapRepair,
        board: StatusBoard,
        supervisor: Supervisor,
        track_at_first: bool,
    ) -> None:
        """`track_at_first`: where nothing is tracked yet, begin with the energy dashboard's."""
        self._stores = stores
        self._tracking = tracking
        self._discovery = discovery
        self._intake = intake
        self._gap_repair = gap_repair
        self._board = board
        self._supervisor = supervisor
        self._track_at_first = track_at_first
        self._tracking_changed = asyncio.Event()
        self._repair: Job | None = None
        tracking.listen(self._tracking_changed.set)

    @property
    def is_repairing(self) -> bool:
        """Whether gaps are being closed, or will be as soon as the connection is ready."""
        return self._repair is None or self._repair.is_running

    def cancel_repair(self) -> None:
        """End the present repair; what it closed stays closed."""
        if self._repair is not None:
            self._repair.cancel()

    def begin(self, link: HomeLink, live: LiveRecording) -> tuple[Coroutine[Any, Any, None], ...]:
        """What has to run for as long as the connection lives."""
        self._repair = None
        return (
            self._follow_tracking(link, live),
            self._follow_registry(link, live),
            self._follow_absences(link, live),
            watch_for_return(self._stores, live.wants_repair.set),
        )

    async def _follow_tracking(self, link: HomeLink, live: LiveRecording) -> None:
        """Subscribe to what is tracked, and again whenever that changes."""
        await link.watch_clock()
        await link.watch_registry()
        followed: frozenset[str] | None = None
        while True:
            self._tracking_changed.clear()
            entities = [e for e in self._tracking.tracked() if not e.statistics_only]
            wanted = frozenset(e.entity_id for e in entities)
            if wanted != followed:
                await self._remember_lasts([e.recording_id for e in entities])
                await live.follow(entities)
                followed = wanted
                self._board.connection_is(ConnectionState.LIVE)
                self._begin_repair(link, live)
            await self._tracking_changed.wait()

    async def _remember_lasts(self, recording_ids: list[str]) -> None:
        """What Home Assistant shows at first was stored before, or is counted as new.

        Where the store does not tell, such a reading is stored once more, under its key.
        """
        new = [r for r in recording_ids if not self._intake.knows_last(r)]
        try:
            latest = await self._stores.metrics.latest(new)
        except StoreUnusable as error:
            _log.warning("the last readings are not known: %s", error)
            return
        none = Micros(0)
        self._intake.remember_last({r: latest[r].timestamp if r in latest else none for r in new})

    async def _follow_registry(self, link: HomeLink, live: LiveRecording) -> None:
        """Keep names, units and parts in the home up to date; follow renames.

        What is recorded waits in memory while the store is away, so the connection stays.
        """
        while True:
            try:
                await self._describe(link)
            except HomeRequestFailed as error:
                _log.warning("names and units are not known anew: %s", error)
            except StoreUnusable as error:
                _log.warning("names and units are asked for again: %s", error)
                await asyncio.sleep(DESCRIBE_AGAIN_AFTER)
                continue
            await live.registry_changed.wait()
            live.registry_changed.clear()

    async def _describe(self, link: HomeLink) -> None:
        found = await self._discovery.refresh(link)
        if self._track_at_first and not self._tracking.tracked():
            await self._tracking.track([e.entity_id for e in found if e.energy_prefs])

    async def _follow_absences(self, link: HomeLink, live: LiveRecording) -> None:
        """Repair once more when an entity, or the ledger, has gone and come back meanwhile."""
        while True:
            await live.wants_repair.wait()
            live.wants_repair.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_REPAIR_MAY_END_WITHIN):
                    await self._repaired()
            with suppress(HomeRequestFailed):
                await link.ask_clock(_CLOCK_WITHIN)  # from here on it is covered again
            self._begin_repair(link, live)

    async def _repaired(self) -> None:
        """Wait for the end of the present repair; what it had left is found by the next."""
        if self._repair is not None:
            await self._repair.finished()

    def _begin_repair(self, link: HomeLink, live: LiveRecording) -> None:
        self._repair = self._supervisor.spawn(
            "gap repair", self._gap_repair.run(link, self._tracking.tracked(), live.first_seen)
        )
