"""The way from one profile to the other, while recording goes on."""

import asyncio
import logging
import math
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.migration import MigrationProgress, MigrationReport, MigrationStage
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable, WrongUsage
from energy_desktop.ports.store_opener import StoreOpener, Stores
from energy_desktop.services.lease_keeping import CLAIM_EVERY
from energy_desktop.services.migration.metric_copy import MetricCopy
from energy_desktop.services.migration.state_copy import StateCopy
from energy_desktop.services.migration.watched_metrics import WatchedMetrics
from energy_desktop.services.migration.watched_state import WatchedState
from energy_desktop.services.supervisor import Supervisor

_SHORT_PASS = 0.5
_SHORTER = 0.8
_PASSES_AT_MOST = 20

_log = logging.getLogger(__name__)


class Migration:
    """Copies, verifies, switches; the source is closed and kept.

    Whatever ends it before the switch leaves the source in use and the target behind; the
    next migration goes on from there.
    """

    def __init__(
        self,
        stores: Stores,
        opener: StoreOpener,
        supervisor: Supervisor,
        clock: Clock,
        between_batches: Callable[[], AbstractAsyncContextManager[None]],
    ) -> None:
        """`stores` are replaced in place, so that every service has the new ones at once."""
        self._stores = stores
        self._opener = opener
        self._supervisor = supervisor
        self._clock = clock
        self._between_batches = between_batches

    async def run(
        self, present: ProfileName, to: ProfileName
    ) -> AsyncGenerator[MigrationProgress | MigrationReport, None]:
        """Go from one profile to the other; a report comes last. Closing it cancels it."""
        if present == to:
            raise WrongUsage(ProblemCode.PROFILE_IN_USE, profile=to)
        began = self._clock.monotonic()
        await _hold_lease(self._stores)
        target = await self._opener.open(to)
        source = replace(self._stores)
        move = _Move(source, target)
        try:
            await _hold_lease(target)
            for name, work in target.upkeep:
                self._supervisor.keep(name, work, target.upkeep)
            self._supervisor.spawn("leases of a migration", _keep(source, target), move)
            async with self._between_batches():
                self._stores.metrics, self._stores.state = move.metrics, move.state
            async for progress in move.copied():
                yield progress
            held_since = self._clock.monotonic()
            async with move.finished():
                _use(self._stores, target)
            held = self._clock.monotonic() - held_since
        except BaseException:  # also cancelled, or left: recording goes on in the source
            _use(self._stores, source)
            self._supervisor.cancel_owner(move)
            self._supervisor.cancel_owner(target.upkeep)
            await target.close()
            raise
        _log.warning("the data are in the profile “%s” from now on", to)
        try:
            yield MigrationProgress(MigrationStage.CLOSING, share=1.0)
        finally:
            self._supervisor.cancel_owner(move)
            self._supervisor.cancel_owner(source.upkeep)
            await source.close()
        yield await move.report(present, to, self._clock.monotonic() - began, held)


class _Move:
    """One attempt to make two pairs of stores equal."""

    def __init__(self, source: Stores, target: Stores) -> None:
        self._source = source
        self._target = target
        self.metrics = WatchedMetrics(source.metrics)
        self.state = WatchedState(source.state)
        self._states = StateCopy(self.state, target.state)
        self._copy = MetricCopy(self.metrics, target.metrics, lambda: _is_settled(target))

    async def copied(self) -> AsyncGenerator[MigrationProgress, None]:
        """Copy until what is left takes a moment; tells how far it is."""
        progress = MigrationProgress()
        yield progress
        await self._states.documents()
        ids = await self._states.entity_ids()
        self._copy.include(ids)
        latest = await self.metrics.latest(ids)
        end = max((each.timestamp + 1 for each in latest.values()), default=0)
        until_now = TimeRange(Micros(0), Micros(end))
        total = sum((await self.metrics.count_readings(ids, until_now)).values())
        progress = replace(progress, stage=MigrationStage.READINGS, readings_total=total)
        yield progress
        async for copied in self._copy.readings(until_now):
            share = min(1.0, copied.readings / total) if total else 1.0
            progress = replace(progress, readings=copied.readings, share=share)
            yield progress
        progress = replace(progress, stage=MigrationStage.STATISTICS, share=0.0)
        yield progress
        async for copied in self._copy.statistics(Micros(end)):
            progress = replace(progress, statistics=copied.statistics, share=copied.share)
            yield progress
        yield replace(progress, stage=MigrationStage.REST, share=0.0)
        loop = asyncio.get_running_loop()
        took = math.inf
        for _ in range(_PASSES_AT_MOST):
            before, began = took, loop.time()
            await self._catch_up()
            took = loop.time() - began
            # Beside an import no pass is short: then another one brings the end no nearer.
            if took < _SHORT_PASS or took > _SHORTER * before:
                break

    @asynccontextmanager
    async def finished(self) -> AsyncIterator[None]:
        """Both pairs are equal inside, and no write is on its way; those that wait go on there."""
        async with self.metrics.turn, self.state.turn:
            await self._catch_up()
            yield
            self.metrics.store, self.state.store = self._target.metrics, self._target.state

    async def report(
        self, present: ProfileName, to: ProfileName, duration: float, held: float
    ) -> MigrationReport:
        """What the target holds now, all of it compared, and what had to be written for that."""
        return MigrationReport(
            present,
            to,
            readings=await self._copy.readings_held(),
            statistics=self._copy.copied.statistics,
            rows_written=self._copy.copied.written,
            sessions=self._states.sessions,
            intervals=self._states.intervals,
            duration=round(duration, 3),
            held=round(held, 3),
        )

    async def _catch_up(self) -> None:
        """What was written since the last time, and then mark and ledger as they were before it.

        So the target never proves or claims what it does not hold.
        """
        mark, claims = await self._source.metrics.last_mark(), await self._states.claims()
        await self._copy.again(self.metrics.take_written())
        known = await self._target.metrics.last_mark()
        if mark is not None and (known is None or known.number < mark.number):
            await self._target.metrics.write_readings(ReadingColumns.of([]), mark)
        await self._states.documents()
        await self._states.ledger(claims, mark.number if mark else 0)


async def _hold_lease(stores: Stores) -> None:
    """RECORDED_ELSEWHERE unless this program may record into them; STORE_AWAY while it is away."""
    away = stores.health().state
    if away is not None:
        raise StoreUnusable(away.code, **away.parameters)
    await stores.lease.claim()
    stores.lease.check()


async def _keep(*pairs: Stores) -> None:
    while True:
        await asyncio.sleep(CLAIM_EVERY)
        for stores in pairs:
            await stores.lease.claim()


def _use(stores: Stores, others: Stores) -> None:
    """All services have these from now on: they look them up at each use."""
    stores.state, stores.metrics = others.state, others.metrics
    stores.lease, stores.upkeep, stores.health = others.lease, others.upkeep, others.health
    stores.places = others.places


def _is_settled(stores: Stores) -> bool:
    """Whether nothing waits in the journal; raises StoreUnusable while its database is away."""
    journal = stores.health().journal
    if journal is None or not journal.waiting_batches:
        return True
    if journal.problem is not None:
        raise StoreUnusable(journal.problem.code, **journal.problem.parameters)
    return False
