"""A person pauses recording, or gives another address while it goes on."""

from pathlib import Path

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import MINUTE, Micros
from energy_desktop.ports.errors import HomeRefused
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, FaultyMetrics, RecorderBench, recording
from tests.waiting import until


async def recorded(bench: RecorderBench) -> None:
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)


async def paused(bench: RecorderBench) -> None:
    bench.recorder.pause()
    await until(lambda: bench.board.recorder is RecorderState.PAUSED)


async def test_what_was_sent_before_the_pause_is_stored(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench)
        home.change(A, "1")
        await paused(bench)
        assert [r.state for r in await bench.stored(A)] == [100.0, 1.0]
        assert home.link.is_closed
        assert bench.board.connection.state is ConnectionState.IDLE


async def test_while_paused_nothing_is_recorded_and_the_stretch_is_not_covered(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench)
        await paused(bench)
        stopped_at = home.now
        home.now = Micros(home.now + MINUTE)
        bench.recorder.resume()
        await recorded(bench)
        again_at = home.now
        assert len(home.links) == 2
        home.change(A, "2")
        await until(lambda: bench.board.tally.readings_stored == 2)
        for covered in await bench.live_coverage(A):
            assert covered.end <= stopped_at or covered.start >= again_at


async def test_pausing_while_the_home_refuses_the_token_rests_too(
    tmp_path: Path, home: FakeHome
) -> None:
    home.refusals = [HomeRefused(ProblemCode.HOME_TOKEN_REFUSED)]
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.REFUSED)
        await paused(bench)
        assert bench.recorder.is_paused
        bench.recorder.resume()
        await recorded(bench)


async def test_a_full_store_while_paused_is_told_until_it_takes_the_rest(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench)
        await until(lambda: bench.board.tally.readings_stored == 1)
        metrics = bench.stores.metrics
        assert isinstance(metrics, FaultyMetrics)
        metrics.is_full = True
        home.change(A, "1")
        await until(lambda: bench.board.tally.events_received == 2)
        bench.recorder.pause()
        await until(lambda: bench.board.recorder is RecorderState.STORE_FAILING)
        metrics.is_full = False
        await until(lambda: bench.board.recorder is RecorderState.PAUSED)
        assert [r.state for r in await bench.stored(A)] == [100.0, 1.0]


async def test_it_stops_while_paused(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench)
        await paused(bench)
    assert bench.board.recorder is RecorderState.STOPPED


async def test_another_address_is_used_at_once_though_the_old_connection_is_fine(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench)
        await bench.access.save("http://elsewhere:8123", "another", keep=False)
        await until(lambda: len(home.links) == 2)
        await recorded(bench)
        assert home.links[0].is_closed
