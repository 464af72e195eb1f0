"""What is tracked is what a connection follows."""

from pathlib import Path

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, Micros
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, flat
from tests.services.recorder.bench import A, B, recording, repaired
from tests.waiting import until


async def test_only_tracked_entities_are_subscribed_to(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert home.link.subscribed == [frozenset({A})]


async def test_with_nothing_tracked_nothing_is_subscribed_to(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, []) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.LIVE)
        assert home.link.subscribed == []
        assert bench.board.recorder is RecorderState.WAITING


async def test_a_snapshot_that_repeats_the_last_reading_is_a_duplicate(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert bench.board.tally.events_received == 1
        assert bench.board.tally.duplicates == 1
        assert len(await bench.stored(A)) == 1


async def test_tracking_another_entity_leaves_no_hole_in_the_first(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.tracking.find(B))
        home.change(A, "1")
        await bench.tracking.track([B])
        await until(lambda: len(home.link.subscribed) == 2 and len(home.link.subscriptions) == 1)
        home.change(A, "2")
        await until(lambda: bench.board.tally.events_received == 5)
        assert home.link.subscribed == [frozenset({A}), frozenset({A, B})]
        assert bench.board.tally.duplicates == 1
    async with recording(tmp_path, home, [A]) as bench:
        covered = await bench.live_coverage(A)
        assert len(covered) == 1
        assert {r.entity_id for r in await bench.stored(A, B)} == {A, B}


async def test_untracking_ends_recording_and_keeps_what_is_stored(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await bench.tracking.untrack([B])
        await until(lambda: home.link.subscribed[-1:] == [frozenset({A})])
        await until(lambda: len(home.link.subscriptions) == 1)
        home.change(B, "999")
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 3)
        assert [r.state for r in await bench.stored(B)] == [200.0]


async def test_what_lies_between_untracking_and_tracking_again_is_fetched(
    tmp_path: Path, home: FakeHome
) -> None:
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(NOON - 9 * DAY))]
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        await until(lambda: bench.tracking.find(B))
        await bench.tracking.untrack([B])
        await until(lambda: home.link.subscribed[-1:] == [frozenset({A})])
        await repaired(bench, home)
        for n in range(5):
            home.change(B, str(n), after=120)
        await bench.tracking.track([B])
        await until(lambda: home.link.subscribed[-1:] == [frozenset({A, B})])
        await repaired(bench, home)
        assert [r.state for r in await bench.stored(B)] == [200.0, 0.0, 1.0, 2.0, 3.0, 4.0]
