"""A recorder inside this process: where our own clock can be moved, and bugs can be planted."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from energy_desktop.adapters.demo_home import DemoHome, Household
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.repair_plan import open_stretches
from energy_desktop.model.timestamps import SECOND, Micros, from_epoch_seconds
from energy_desktop.services.supervisor import Supervisor
from tests.adapters.demo_home.moments import local
from tests.chaos.comparison import HomeRecord, Verdict, compare
from tests.chaos.schedule import Planned
from tests.services.recorder.bench import FaultyMetrics, RecorderBench, opened

START = local("2014-03-10 18:30") / SECOND
SPEED = 60.0
COMMIT_DELAY = 60.0
"""Home seconds; one of ours."""
TRACKED = ("sensor.grid_power", "sensor.home_power", "sensor.fridge_power", "sensor.chaos_power")
MADE = TRACKED[-1]

_HISTORY = 5 * 86_400
_HEALS_WITHIN = 60.0
_STORED_AFTER = 1.5

Fault = Callable[[Planned], Awaitable[None]]


class JumpingClock:
    """This machine's clocks, of which the wall clock can be set: implements `ports.clock.Clock`."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self._ahead = 0

    def wall(self) -> Micros:
        """This machine's idea of UTC."""
        return Micros(self._real.wall() + self._ahead)

    def monotonic(self) -> float:
        """Seconds that never step."""
        return self._real.monotonic()

    def jump(self, seconds: float) -> None:
        """Set the wall clock forward or back."""
        self._ahead += round(seconds * SECOND)


class InsideLane:
    """Faults by name, as in `demo_lane`."""

    def __init__(self, home: DemoHome, folder: Path) -> None:
        self.home = home
        self.clock = JumpingClock()
        self._folder = folder
        self._links = Supervisor()
        self.bench: RecorderBench | None = None

    @property
    def recorder(self) -> RecorderBench:
        """The one that runs."""
        assert self.bench is not None
        return self.bench

    async def start(self) -> None:
        """Open the stores and record."""
        stores = await opened(self._folder)
        home = HomeAssistant(self.home.url, "demo", self._links.spawn)
        self.bench = RecorderBench(stores, home, self.clock)
        if not await stores.state.entities():
            at = from_epoch_seconds(START)
            await stores.state.save_entities(
                Entity(e, e, is_tracked=True).with_unit("W", at) for e in TRACKED
            )
        await self.bench.start()

    async def kill(self) -> None:
        """End it without a last flush: from this moment on nothing is written any more."""
        bench, self.bench = self.recorder, None
        self._metrics_of(bench).is_full = True
        await bench.kill()
        await self._links.close()
        await bench.stores.close()

    @staticmethod
    def _metrics_of(bench: RecorderBench) -> FaultyMetrics:
        metrics = bench.stores.metrics
        assert isinstance(metrics, FaultyMetrics)
        return metrics

    async def stop(self) -> None:
        """End it in order."""
        bench, self.bench = self.recorder, None
        await bench.stop()
        await self._links.close()
        await bench.stores.close()

    async def healed(self) -> None:
        """Wait until it records."""
        async with asyncio.timeout(_HEALS_WITHIN):
            while self.recorder.board.recorder is not RecorderState.RECORDING:  # noqa: ASYNC110 - the board tells no event
                await asyncio.sleep(0.02)

    async def live(self, seed: int) -> None:
        """Write states by hand until cancelled."""
        source = random.Random(seed)
        while True:
            if not self.home.faults.down:
                state = f"{source.uniform(0, 4000):.1f}"
                self.home.set_state(MADE, state, {"unit_of_measurement": "W"})
            await asyncio.sleep(source.uniform(0.02, 0.2))

    async def perform(self, planned: Planned) -> None:
        """Let a fault happen, and wait as planned."""
        fault: Fault = getattr(self, f"_{planned.kind}")
        await fault(planned)
        if planned.heals:
            await self.healed()
        else:
            await asyncio.sleep(planned.pause)

    async def settled(self, within: float) -> Verdict:
        """Wait until no gap is open and the store holds what the home holds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        self.home.faults.drop()
        verdict = Verdict(unexplained=1, examples=["a gap stayed open"])
        while not verdict.is_clean and loop.time() < deadline:
            await asyncio.sleep(0.2)
            if await self._is_closed():
                verdict = await self._compared()
        return verdict

    async def _is_closed(self) -> bool:
        if self.recorder.board.recorder is not RecorderState.RECORDING:
            return False
        ledger = await self.recorder.stores.state.ledger(TRACKED)
        until = max((s.end for s in ledger.sessions), default=Micros(0))
        return not open_stretches(ledger, TRACKED, until)

    async def _compared(self) -> Verdict:
        since = START - _HISTORY
        until = from_epoch_seconds(self.home.now)
        records = {e: self.home.record(e, since) for e in TRACKED}
        await asyncio.sleep(_STORED_AFTER)
        span = TimeRange(from_epoch_seconds(since - _HISTORY), Micros(until + 1))
        stored = await self.recorder.stores.metrics.readings(TRACKED, span)
        pairs: dict[str, list[tuple[int, float | None]]] = {e: [] for e in TRACKED}
        for reading in stored:
            pairs[reading.entity_id].append((reading.timestamp, reading.state))

        def told(entity_id: str, kind: str) -> tuple[tuple[int, str | None, str | None], ...]:
            rows = getattr(records[entity_id], kind)
            return tuple((r.at, r.state, r.attributes.get("unit_of_measurement")) for r in rows)

        return compare(
            {
                e: HomeRecord(
                    tuple(row for row in told(e, "held") if row[0] <= until),
                    told(e, "purged"),
                    told(e, "lost"),
                )
                for e in TRACKED
            },
            pairs,
        )

    # Faults.

    async def _jump_our_clock(self, planned: Planned) -> None:
        sign = 1 if planned.choice % 2 else -1
        self.clock.jump(sign * planned.between(1.0, 86_400.0))

    async def _sleep(self, planned: Planned) -> None:
        """The machine sleeps: nothing comes, and the wall clock has gone on afterwards."""
        self.home.faults.stall(planned.between(0.5, 2.0))
        await asyncio.sleep(planned.between(0.5, 2.0))
        self.clock.jump(planned.between(60.0, 36_000.0))

    async def _cut(self, planned: Planned) -> None:
        self.home.faults.drop(graceful=bool(planned.choice % 2))

    async def _half_open(self, _: Planned) -> None:
        self.home.faults.half_open()

    async def _kill(self, planned: Planned) -> None:
        await self.kill()
        await asyncio.sleep(planned.between(0.0, 1.5))
        await self.start()

    async def _refuse_store(self, planned: Planned) -> None:
        """The store's own fault port: full, then not."""
        metrics = self._metrics_of(self.recorder)
        metrics.is_full = True
        await asyncio.sleep(planned.between(0.5, 4.0))
        metrics.is_full = False

    async def _restart_home(self, planned: Planned) -> None:
        await self.home.faults.restart(planned.between(0.1, 2.0), planned.between(0.1, 1.0))

    async def _crash_home(self, planned: Planned) -> None:
        await self.home.faults.crash(planned.between(0.1, 2.0), planned.between(0.1, 1.0))

    async def _jump_back(self, planned: Planned) -> None:
        await self.healed()
        self.home.faults.jump_clock(-planned.between(5.0, 300.0))
        await self.healed()

    async def _flood(self, planned: Planned) -> None:
        await self.home.faults.flood(planned.between(200, 1500), 1.0, [TRACKED[0], MADE])


@asynccontextmanager
async def inside_lane(
    folder: Path, seed: int, household: Household | None = None
) -> AsyncIterator[InsideLane]:
    """A recorder that records a home, which both end with the block."""
    home = DemoHome(seed, START, SPEED, commit_delay=COMMIT_DELAY, household=household)
    async with home:
        home.faults.purge(keep_days=0.05)
        home.set_state(MADE, "1", {"unit_of_measurement": "W"})
        lane = InsideLane(home, folder)
        await lane.start()
        try:
            await lane.healed()
            yield lane
        finally:
            if lane.bench is not None:
                await lane.stop()
