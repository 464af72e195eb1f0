"""A recorder on real embedded stores and a home in memory."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import ClockAnswer
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import MINUTE, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.home import Home
from energy_desktop.ports.recorder_lease import RecorderLease
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.reconciliation.schedule import Reconciliation
from energy_desktop.services.recorder.recorder import Recorder
from energy_desktop.services.status import StatusReport
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Job, Supervisor
from energy_desktop.services.tracking import Tracking
from tests.fakes.clock import ManualClock
from tests.fakes.home import FakeHome
from tests.fakes.vault import NoVault
from tests.waiting import until

A, B = "sensor.a", "sensor.b"
ALWAYS = TimeRange(Micros(0), Micros(4_000_000_000_000_000))


class FaultyMetrics(EmbeddedMetricStore):
    """The embedded store, full or slow on demand: its fault port."""

    is_full = False
    answers = True
    """Whether questions are answered: its database may be away while a journal takes batches."""
    gate: asyncio.Semaphore | None = None
    """Lets as many batches in as it was released."""
    sizes: tuple[int, ...] = ()
    """Readings of each batch that came to the gate."""

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        if self.is_full:
            raise StoreUnusable(ProblemCode.STORE_FULL, path="metrics")
        if self.gate is not None:
            self.sizes += (len(readings),)
            await self.gate.acquire()
        await super().write_readings(readings, mark)

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        self._answer()
        return await super().latest(entity_ids, before)

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        self._answer()
        return await super().count_readings(entity_ids, span)

    def _answer(self) -> None:
        if not self.answers:
            raise StoreUnusable(ProblemCode.STORE_AWAY, path="metrics", reason="test")


class RecorderBench:
    """One run of the program as far as recording goes."""

    def __init__(self, stores: Stores, home: Home, other_clock: Clock | None = None) -> None:
        self.stores = stores
        self.clock = ManualClock()
        clock = other_clock or self.clock
        self.board = StatusBoard(clock)
        self.feed = LiveFeed()
        self.errors: list[tuple[str, BaseException]] = []
        self.supervisor = Supervisor(lambda name, error: self.errors.append((name, error)))
        self.access = HomeAccess(stores, NoVault(), lambda *_: home, home)
        self.tracking = Tracking(stores, self.board.home_time)
        self.discovery = Discovery(stores, self.access, self.tracking)
        self.recorder = Recorder(
            stores,
            self.access,
            self.tracking,
            self.discovery,
            self.feed,
            self.board,
            clock,
            self.supervisor,
        )
        self.reconciliation = Reconciliation(
            stores, self.recorder, self.tracking, self.board, self.clock
        )
        self.recorder.accompany("reconciliation", self.reconciliation.run)
        self.queries = HistoryQueries(stores, self.clock)
        self.status = StatusReport(self.board, self.tracking, self.queries, stores)
        self._job: Job | None = None

    async def start(self) -> None:
        await self.recorder.prepare()
        self._job = self.supervisor.spawn("recorder", self.recorder.run())

    async def stop(self) -> None:
        await self.recorder.stop()
        if self._job is not None:
            await self._job.finished()
        await self.recorder.finish()
        await self.supervisor.close()

    async def kill(self) -> None:
        """End without a last flush, as a killed process does."""
        await self.supervisor.close()

    async def stored(self, *entity_ids: str) -> list[Reading]:
        return list(await self.stores.metrics.readings(entity_ids, ALWAYS))

    async def live_coverage(self, entity_id: str) -> list[TimeRange]:
        ledger = await self.stores.state.ledger([entity_id])
        return ledger.covered(entity_id, [Source.LIVE])

    async def marked(self, entity_id: str, reason: str) -> list[TimeRange]:
        """Where the ledger gives this reason for having nothing."""
        intervals = (await self.stores.state.ledger([entity_id])).intervals
        return [each.span for each in intervals if each.reason == reason]


async def opened(folder: Path) -> Stores:
    metrics = await FaultyMetrics.open(folder)
    return Stores(await EmbeddedStateStore.open(folder), metrics)


@asynccontextmanager
async def recording(
    folder: Path, home: FakeHome, tracked: Collection[str], lease: RecorderLease | None = None
) -> AsyncIterator[RecorderBench]:
    """A recorder at work on a folder; stopped in order at the end."""
    stores = await opened(folder)
    stores.lease = lease or stores.lease
    try:
        known = {e.recording_id for e in await stores.state.entities()}
        new = [Entity(t, t, is_tracked=True).with_unit("W", home.now) for t in tracked]
        await stores.state.save_entities(e for e in new if e.recording_id not in known)
        bench = RecorderBench(stores, home)
        await bench.start()
        try:
            yield bench
        finally:
            await bench.stop()
        assert not bench.errors
    finally:
        await stores.close()


async def repaired(bench: RecorderBench, home: FakeHome) -> None:
    """Wait until the recorder records and its repair has ended; then a quiet minute passes."""
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    await until(lambda: bench.board.repairs_ended)
    bench.board.repairs_ended = 0
    home.now = Micros(home.now + MINUTE)
    home.link.deliver(ClockAnswer(home.now))
    await until(lambda: bench.board.home_time() >= home.now)
