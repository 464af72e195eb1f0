"""A home whose stores are open and whose recorder works, for the window and for `record`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing
from typing import Any

from energy_desktop.adapters.system import SystemClock
from energy_desktop.app.migrating import offer_migration
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.app.wiring import Services, services_of
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import ChannelFailed
from energy_desktop.ports.home import Home
from energy_desktop.ports.recorder_control import Message
from energy_desktop.services.control import Answer
from energy_desktop.services.lease_keeping import LeaseKeeping
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.services.sealing import seal_finished_days
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Job

_RECORDER_ENDS_WITHIN = 20.0
_LAST_FLUSH_WITHIN = 30.0

_log = logging.getLogger(__name__)


class RunningHome:
    """Opened and closed as often as the stores change hands; board and feed outlive that.

    Implements `ports.recorder_control.RecorderControl` for the local channel.
    """

    def __init__(self, start: Start, demo_home: Home | None) -> None:
        self._start = start
        self._demo_home = demo_home
        self._stack = AsyncExitStack()
        self._recording: Job | None = None
        self._offers: dict[str, Answer] = {}
        self._services: Services | None = None
        self._migrations: Migrations | None = None
        self.board = StatusBoard(SystemClock())
        self.feed = LiveFeed()
        self.entities_tracked = 0
        self.gaps_open = 0
        self.connection = self.board.connection
        """As it was before it was left."""

    @property
    def services(self) -> Services:
        """The services while it is open; ChannelFailed while another process has the stores."""
        if self._services is None:
            raise ChannelFailed(
                ProblemCode.RUNNING_PROGRAM_FAILED, reason="another process has the data"
            )
        return self._services

    @property
    def migrations(self) -> Migrations:
        """Between the profiles, once it was opened."""
        assert self._migrations is not None
        return self._migrations

    @property
    def is_open(self) -> bool:
        """Whether this process has the stores."""
        return self._services is not None

    def offer(self, command: str, answer: Answer) -> None:
        """Answer one more command whenever it is open."""
        self._offers[command] = answer
        if self._services is not None:
            self._services.control.offer(command, answer)

    async def open(self) -> None:
        """Open the stores and begin to record; raises StoreUnusable."""
        async with AsyncExitStack() as stack:
            profile = self._migrations.profile if self._migrations else self._start.profile
            stores = await ProfileOpener(self._start).open(profile)
            stack.push_async_callback(stores.close)
            lease = LeaseKeeping(stores, self.board)
            await lease.claim()
            services = await stack.enter_async_context(
                services_of(stores, self._start.vault(), self.board, self.feed, self._demo_home)
            )
            self._migrations = offer_migration(self._start, services, profile)
            for command, answer in self._offers.items():
                services.control.offer(command, answer)
            self._stack = stack.pop_all()
        self._recording = services.supervisor.keep("recorder", services.recorder.run)
        services.supervisor.keep("recorder's lease", lease.run)
        for name, work in stores.upkeep:
            services.supervisor.keep(name, work, stores.upkeep)
        services.supervisor.keep(
            "sealing", lambda: seal_finished_days(services.stores, SystemClock())
        )
        self._services = services

    async def close(self) -> None:
        """Stop sources, drain, flush with a deadline, close the stores; idempotent."""
        services, self._services = self._services, None
        if services is None or self._recording is None:
            return
        self.connection = self.board.connection
        await services.recorder.stop()
        try:
            async with asyncio.timeout(_RECORDER_ENDS_WITHIN):
                await self._recording.finished()
        except TimeoutError:
            _log.error("the recorder did not end in time")
            self._recording.cancel()
            await self._recording.finished()
        try:
            async with asyncio.timeout(_LAST_FLUSH_WITHIN):
                if not await services.recorder.finish():
                    _log.error("the last readings could not be stored; they are fetched again")
        except TimeoutError:
            _log.error("the last flush did not end in time")
        self.entities_tracked = len(services.tracking.tracked())
        self.gaps_open = await services.control.open_gaps()
        await self._stack.aclose()

    async def perform(self, command: str, arguments: Mapping[str, Any]) -> AsyncIterator[Message]:
        """Perform a command on the present services."""
        async with aclosing(self.services.control.perform(command, arguments)) as messages:
            async for message in messages:
                yield message
