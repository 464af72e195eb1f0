"""A start while a database is away: recording goes on, and what could not be asked is made up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from energy_desktop.model.coverage import Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores, StoresHealth
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.home import FakeHome
from tests.fakes.lease import FakeLease
from tests.fakes.local_state import FakeLocalState
from tests.services.faulty_state import FaultyState
from tests.services.recorder.bench import A, FaultyMetrics, RecorderBench, recording
from tests.services.waiting_state.line import AWAY
from tests.waiting import until


async def _recorded(bench: RecorderBench, home: FakeHome, *states: str) -> None:
    """Some changes, durable."""
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    before = bench.board.tally.readings_stored
    for state in states:
        home.change(A, state)
    await until(lambda: bench.board.tally.readings_stored >= before + len(states))
    await bench.recorder.flush()


async def _every_row_is_stored_once(bench: RecorderBench, home: FakeHome) -> None:
    stored = [(r.timestamp, r.state) for r in await bench.stored(A)]
    assert stored == [(e.last_updated, float(e.state)) for e in home.rows[A]]


async def test_without_the_readings_database_every_reading_is_stored_once(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await _recorded(bench, home, "1", "2")
    home.change(A, "3", after=60.0)
    monkeypatch.setattr(FaultyMetrics, "answers", False)
    async with recording(tmp_path, home, [A]) as bench:
        await _recorded(bench, home, "4", "5")
        await until(lambda: not bench.recorder.is_repairing)
        await _every_row_is_stored_once(bench, home)
        tally = bench.board.tally
        assert tally.events_received == tally.readings_stored + tally.duplicates
        assert bench.board.events_today >= 3


async def test_what_was_shown_before_counts_as_a_duplicate_once_the_database_tells_so(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await _recorded(bench, home, "1")
    monkeypatch.setattr(FaultyMetrics, "answers", False)
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.tally.readings_stored == 1)
        home.disconnect()
        monkeypatch.setattr(FaultyMetrics, "answers", True)
        await until(lambda: bench.board.tally.duplicates == 1)
        await _every_row_is_stored_once(bench, home)


class ServerProfile:
    """Runs one after the other, on a ledger whose server goes and comes."""

    def __init__(self, folder: Path, home: FakeHome) -> None:
        self._folder = folder
        self._home = home
        self._local = FakeLocalState()
        self._runs = 0

    async def prepare(self) -> None:
        """An entity is tracked."""
        state = await FaultyState.open(self._folder)
        await state.save_entities([Entity(A, A, is_tracked=True).with_unit("W", self._home.now)])
        await state.close()

    @asynccontextmanager
    async def run(self, *, is_away: bool, is_killed: bool = False) -> AsyncIterator["Run"]:
        """One run of the program, from its start to its end, or to its kill."""
        state = await FaultyState.open(self._folder)
        assert isinstance(state, FaultyState)
        state.ended = frozenset(s.session_id for s in (await state.ledger([A])).sessions)
        state.fault = ProblemCode.STORE_AWAY if is_away else None
        self._local = self._local.restarted()
        self._runs += 1
        clock, lease = ManualClock(), FakeLease(self._runs)
        problem = AWAY if is_away else None
        waiting = WaitingStateStore(state, lease.claim, self._local, clock, problem)
        stores = Stores(
            waiting,
            await FaultyMetrics.open(self._folder),
            lease,
            health=lambda: StoresHealth(waiting.problem, waiting.waiting),
        )
        bench = RecorderBench(stores, self._home, clock)
        bench.supervisor.spawn("waiting ledger", waiting.run())
        await bench.start()
        try:
            yield Run(bench, state, clock)
        finally:
            await (bench.kill() if is_killed else bench.stop())
            await stores.metrics.close()
            state.fault = None
            await state.close()
        assert not bench.errors


@dataclass(frozen=True, slots=True)
class Run:
    """The program at work, and the server of its ledger."""

    bench: RecorderBench
    state: FaultyState
    clock: ManualClock

    async def server_returns(self) -> None:
        """And all that waited is said."""
        self.state.fault = None
        self.clock.advance(60)
        await until(lambda: self.bench.stores.health().state is None)


@pytest.fixture
async def profile(tmp_path: Path, home: FakeHome) -> ServerProfile:
    made = ServerProfile(tmp_path, home)
    await made.prepare()
    return made


async def _covered(run: Run, *sources: Source) -> list[TimeRange]:
    return (await run.bench.stores.state.ledger([A])).covered(A, sources)


async def test_without_the_ledger_recording_goes_on_and_the_ledger_catches_up(
    profile: ServerProfile, home: FakeHome
) -> None:
    async with profile.run(is_away=False) as run:
        await _recorded(run.bench, home, "1", "2")
    missed = home.change(A, "3", after=10.0).last_updated
    home.change(A, "3.5", after=10.0)
    async with profile.run(is_away=True) as run:
        await _recorded(run.bench, home, "4", "5")
        first, last = home.rows[A][-2:]
        with pytest.raises(StoreUnusable):
            await _covered(run, Source.LIVE)
        await run.server_returns()
        (_, second) = await _covered(run, Source.LIVE)
        assert second.contains(first.last_updated)
        assert second.end >= last.last_updated
        await until(lambda: run.bench.board.gaps_repaired)
        assert any(each.contains(missed) for each in await _covered(run, Source.RAW))
        await _every_row_is_stored_once(run.bench, home)


async def test_a_kill_without_the_ledger_loses_nothing_of_it(
    profile: ServerProfile, home: FakeHome
) -> None:
    async with profile.run(is_away=False, is_killed=True) as run:
        await _recorded(run.bench, home, "1")
        run.state.fault = ProblemCode.STORE_AWAY
        await _recorded(run.bench, home, "2", "3")
        told = [home.rows[A][-1].last_updated]
    async with profile.run(is_away=True, is_killed=True) as run:
        await _recorded(run.bench, home, "4", "5")
        told.append(home.rows[A][-1].last_updated)
    async with profile.run(is_away=False) as run:
        covered = await _covered(run, Source.LIVE)
        for moment in told:
            assert any(each.start <= moment <= each.end for each in covered), moment
        await _every_row_is_stored_once(run.bench, home)
