"""The life of the recorder."""

import asyncio
from pathlib import Path

import pytest

from energy_desktop.model.entities import Entity
from energy_desktop.model.home import ClockAnswer, ConnectionState, RegisteredEntity, Removal
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import WITHDRAWN, RecorderState, Rejection
from energy_desktop.model.timestamps import HOUR, MINUTE, SECOND, Micros
from energy_desktop.ports.errors import HomeProtocolError, HomeRefused, HomeUnreachable
from energy_desktop.ports.home import HomeLink
from energy_desktop.services.recorder.live import LiveRecording
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, B, FaultyMetrics, RecorderBench, opened, recording
from tests.waiting import until


async def test_every_change_becomes_one_reading_with_home_assistants_time(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        changes = [home.change(A, str(n)) for n in range(5)]
        await until(lambda: bench.board.tally.events_received == 7)
        await bench.recorder.stop()
        await until(lambda: bench.board.tally.readings_stored == 7)
        stored = await bench.stored(A)
        assert [r.timestamp for r in stored][1:] == [c.last_updated for c in changes]
        assert [r.state for r in stored] == [100.0, 0.0, 1.0, 2.0, 3.0, 4.0]
        assert bench.board.last_event_at == changes[-1].last_updated


async def test_a_quiet_home_is_covered_by_its_clock(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        began = home.now
        home.now = Micros(home.now + MINUTE)
        home.link.deliver(ClockAnswer(home.now))
        later = home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        (covered,) = await bench.live_coverage(A)
        assert covered.start == began
        assert covered.end >= later.last_updated


async def test_coverage_has_a_hole_where_the_connection_was_lost(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        before = home.change(A, "1")
        await until(lambda: bench.board.tally.events_received == 2)
        home.disconnect()
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        bench.access.try_again()
        home.now = Micros(home.now + MINUTE)
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        back = home.now
        home.change(A, "2")
        await until(lambda: bench.board.tally.readings_stored == 3)
        first, second = await bench.live_coverage(A)
        assert first.end == before.last_updated
        assert second.start == back
        assert bench.board.connection.reconnects == 1


async def test_a_recorder_that_is_stopped_while_it_connects_ends(
    tmp_path: Path, home: FakeHome
) -> None:
    home.running = False
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.PREPARING)
        await bench.recorder.stop()
        home.running = True
    assert bench.board.recorder is RecorderState.STOPPED


async def test_a_removed_entity_is_covered_no_further(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        last = home.change(A, "1")
        (subscription,) = home.link.subscriptions
        home.link.deliver(Removal(subscription, (B,)))
        later = home.change(A, "2", after=60)
        await until(lambda: bench.board.tally.readings_stored == 4)
        await until(lambda: bench.board.tally.events_received == 4)
    async with recording(tmp_path, home, []) as bench:
        (a,), (b,) = await bench.live_coverage(A), await bench.live_coverage(B)
        assert a.end >= later.last_updated
        assert b.end == last.last_updated


async def test_a_full_store_loses_nothing(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        metrics = bench.stores.metrics
        assert isinstance(metrics, FaultyMetrics)
        metrics.is_full = True
        home.change(A, "1")
        await until(lambda: bench.board.recorder is RecorderState.STORE_FAILING)
        assert bench.board.store_problem is not None
        assert bench.board.store_problem.code is ProblemCode.STORE_FULL
        home.change(A, "2")
        metrics.is_full = False
        bench.clock.advance(60)
    async with recording(tmp_path, home, [A]) as bench:
        assert [r.state for r in await bench.stored(A)] == [100.0, 1.0, 2.0]


async def test_the_ledger_never_claims_what_is_not_durable(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        metrics = bench.stores.metrics
        assert isinstance(metrics, FaultyMetrics)
        metrics.is_full = True
        before = home.now
        home.change(A, "1")
        await until(lambda: bench.board.recorder is RecorderState.STORE_FAILING)
        assert all(c.end <= before for c in await bench.live_coverage(A))
        metrics.is_full = False


async def test_refused_credentials_are_not_tried_again_by_themselves(
    tmp_path: Path, home: FakeHome
) -> None:
    home.refusals = [HomeRefused(ProblemCode.HOME_TOKEN_REFUSED)]
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.REFUSED)
        assert home.links == []
        bench.access.try_again()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (HomeUnreachable(ProblemCode.HOME_TIMED_OUT, host="h", port=1, seconds=1), "unreachable"),
        (HomeProtocolError(ProblemCode.HOME_FRAME_TOO_LARGE, limit=64), "protocol"),
    ],
)
async def test_other_faults_are_tried_again(
    tmp_path: Path, home: FakeHome, error: HomeUnreachable | HomeProtocolError, state: str
) -> None:
    home.refusals = [error]
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state.value == state)
        assert bench.board.connection.problem == error.problem
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert bench.board.connection.problem is None


async def test_it_stops_while_home_assistant_starts(tmp_path: Path, home: FakeHome) -> None:
    home.running = False
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.PREPARING)
        await bench.recorder.stop()
        await until(lambda: not bench.supervisor.is_running("recorder"))
        assert bench.board.recorder is not RecorderState.RECORDING


async def test_nothing_is_concluded_before_home_assistant_runs(
    tmp_path: Path, home: FakeHome
) -> None:
    home.running = False
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.PREPARING)
        assert home.link.subscribed == []
        home.running = True
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)


async def test_a_rename_while_away_keeps_the_history(tmp_path: Path, home: FakeHome) -> None:
    home.registered = [RegisteredEntity("id-a", A)]
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: (e := bench.tracking.find(A)) and e.registry_id == "id-a")
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    home.registered = [RegisteredEntity("id-a", "sensor.new_name")]
    del home.states_now[A]
    renamed = home.change("sensor.new_name", "7")
    async with recording(tmp_path, home, []) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert home.link.subscribed == [frozenset({"sensor.new_name"})]
        await until(lambda: bench.board.tally.readings_stored == 1)
        assert (await bench.stored(A))[-1] == Reading(A, renamed.last_updated, 7.0)


async def test_a_clock_that_steps_back_cuts_the_coverage(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.change(A, "1", after=60)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.tally.readings_stored == 2)
        home.now = Micros(home.now - 30 * SECOND)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        assert all(c.end <= home.now - HOUR for c in await bench.live_coverage(A))
        bench.access.try_again()
        await until(lambda: len(home.links) == 2 and home.link.subscribed)
        assert bench.board.recorder is RecorderState.WAITING
        home.now = Micros(home.now + 30 * SECOND)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)


async def test_a_connection_that_answers_nothing_does_not_hold_up_the_end(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.link.is_mute = True
        async with asyncio.timeout(5):
            await bench.stop()
        assert home.link.is_closed


async def test_a_clock_that_was_quite_wrong_is_not_waited_for(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.now = Micros(home.now - 2 * HOUR)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        bench.access.try_again()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)


async def test_a_clock_that_was_set_back_while_away_leaves_the_last_hour_to_repair(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.change(A, "1", after=2 * 3600)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.tally.readings_stored == 2)
    home.now = Micros(home.now - 60 * SECOND)
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: len(home.links) == 2 and home.link.subscribed)
        await until(lambda: bench.board.home_time() == home.now)
        (covered,) = await bench.live_coverage(A)
        assert covered.end <= home.now - HOUR
        log = await bench.stores.state.sync_log(A)
        (entry,) = (each for each in log if each.kind == WITHDRAWN)
        assert (entry.started, entry.finished) == (covered.end, home.now + 60 * SECOND)


async def test_a_kill_leaves_every_acknowledged_reading(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        home.change(A, "2")
        await bench.kill()
        (covered,) = await bench.live_coverage(A)
        stored = {r.timestamp for r in await bench.stored(A)}
        assert {e.last_updated for e in home.rows[A] if e.last_updated <= covered.end} <= stored


async def test_a_state_that_is_no_number_is_counted_and_not_stored(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.change(A, "charging")
        await until(lambda: bench.board.tally.rejected == {Rejection.NOT_A_NUMBER: 1})


async def test_what_goes_wrong_beside_it_is_reported_and_the_recording_goes_on(
    tmp_path: Path, home: FakeHome
) -> None:
    async def fail(_link: HomeLink, _live: LiveRecording) -> None:
        raise ArithmeticError("planted")

    stores = await opened(tmp_path)
    await stores.state.save_entities([Entity(A, A, is_tracked=True).with_unit("W", home.now)])
    bench = RecorderBench(stores, home)
    bench.recorder.accompany("failing", fail)
    await bench.start()
    await until(lambda: bench.errors and bench.board.recorder is RecorderState.RECORDING)
    home.change(A, "1")
    await until(lambda: bench.board.tally.readings_stored == 2)
    assert {(name, type(error)) for name, error in bench.errors} == {("failing", ArithmeticError)}
    assert len(home.links) == 1
    await bench.stop()
    await stores.close()


async def test_a_figure_that_its_unit_makes_infinite_holds_up_nothing(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.change(B, "1e306", unit="MW")
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 3)
        assert bench.board.tally.rejected == {Rejection.NOT_A_NUMBER: 1}
    home.change(B, "5")
    async with recording(tmp_path, home, []) as bench:  # it stands in history as well
        await until(lambda: bench.board.repairs_ended)
        assert [r.state for r in await bench.stored(B)] == [200.0, 5.0]
