"""Several programs on the same stores: one has its turn, the others wait for theirs."""

from pathlib import Path

import pytest

from energy_desktop.model.coverage import BATCHES_OF_A_LEASE
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState, Rejection
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.lease_keeping import LeaseKeeping
from tests.fakes.home import FakeHome
from tests.fakes.lease import FakeLease
from tests.services.recorder.bench import A, B, RecorderBench, recording
from tests.waiting import until


def _waits(bench: RecorderBench) -> bool:
    problem = bench.board.store_problem
    is_elsewhere = problem is not None and problem.code is ProblemCode.RECORDED_ELSEWHERE
    return is_elsewhere and bench.board.recorder is RecorderState.WAITING


async def test_while_another_program_records_nothing_is_asked_of_the_home(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A], FakeLease()) as bench:
        await until(lambda: _waits(bench))
        assert home.links == []
        assert [e.recording_id for e in bench.tracking.tracked()] == [A]


async def test_whoever_gets_the_lease_records_at_once(tmp_path: Path, home: FakeHome) -> None:
    lease = FakeLease()
    async with recording(tmp_path, home, [A], lease) as bench:
        await until(lambda: _waits(bench))
        lease.number = 1
        bench.access.try_again()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert bench.board.store_problem is None
        await until(lambda: bench.board.tally.readings_stored == 1)


async def test_batches_of_a_lease_are_numbered_above_all_of_the_one_before(
    tmp_path: Path, home: FakeHome
) -> None:
    for number in (1, 2, 2):
        async with recording(tmp_path, home, [A], FakeLease(number)) as bench:
            await until(lambda: bench.board.recorder is RecorderState.RECORDING)
            home.change(A, "1")
            await until(lambda: bench.board.tally.readings_stored >= 1)
            mark = await bench.stores.metrics.last_mark()
            assert mark is not None
            assert mark.number // BATCHES_OF_A_LEASE == number


async def test_without_a_lease_batches_are_numbered_from_one(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.tally.readings_stored == 1)
        mark = await bench.stores.metrics.last_mark()
        assert mark is not None
        assert 0 < mark.number < BATCHES_OF_A_LEASE


async def test_a_recorder_that_lost_its_lease_writes_nothing_more(
    tmp_path: Path, home: FakeHome
) -> None:
    lease = FakeLease(1)
    async with recording(tmp_path, home, [A], lease) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.tally.readings_stored == 1)
        lease.number = 0
        home.change(A, "1")
        await until(lambda: _waits(bench))
        assert home.link.is_closed
        assert bench.board.connection.state is ConnectionState.IDLE
        assert [r.state for r in await bench.stored(A)] == [100.0]
        tally = bench.board.tally
        assert tally.rejected == {Rejection.DROPPED: 1}
        assert tally.events_received == tally.readings_stored + tally.duplicates + 1


async def test_what_another_program_did_meanwhile_is_known_when_the_turn_comes_again(
    tmp_path: Path, home: FakeHome
) -> None:
    lease = FakeLease(1)
    async with recording(tmp_path, home, [A], lease) as bench:
        await until(lambda: bench.board.tally.readings_stored == 1)
        lease.number = 0
        await until(lambda: _waits(bench))
        home.change(B, "200")
        await bench.stores.state.save_entities([Entity(B, B, is_tracked=True)])
        lease.number = 3
        bench.access.try_again()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert home.link.subscribed == [frozenset({A, B})]


async def test_the_board_tells_who_records(tmp_path: Path, home: FakeHome) -> None:
    lease = FakeLease()
    async with recording(tmp_path, home, [A], lease) as bench:
        keeping = LeaseKeeping(bench.stores, bench.board)
        await keeping.claim()
        assert bench.board.recorded_by == "attic"
        lease.is_away = True
        with pytest.raises(StoreUnusable):
            await keeping.claim()
        assert bench.board.recorded_by == "attic"
        lease.is_away, lease.number = False, 2
        await keeping.claim()
        assert bench.board.recorded_by is None


async def test_a_lease_that_was_lost_unnoticed_begins_another_session(
    tmp_path: Path, home: FakeHome
) -> None:
    lease = FakeLease(1)
    async with recording(tmp_path, home, [A], lease) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        before = bench.board.subscription_id
        lease.number = 3  # another program had the second, and has left again
        await until(lambda: bench.board.subscription_id != before)
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert len(home.links) == 2
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        mark = await bench.stores.metrics.last_mark()
        assert mark is not None
        assert mark.number // BATCHES_OF_A_LEASE == 3
