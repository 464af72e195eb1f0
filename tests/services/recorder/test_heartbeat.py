"""A dead connection is found, a quiet one is left alone."""

from collections.abc import Collection
from pathlib import Path

import pytest

from energy_desktop.model.home import Changes, ClockAnswer, ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import MINUTE, SECOND, Micros
from energy_desktop.services.recorder import heartbeat
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, B, RecorderBench, recording
from tests.waiting import until

ASKED_AT_FIRST = 5
"""The clock: by preparation, by its own subscription and that of the entities, by repair and by
discovery."""


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "LOOK_EVERY", 0.005)


async def recorded(bench: RecorderBench, home: FakeHome) -> None:
    """Wait until it records, and nothing is on the wire any more that would break a silence."""
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    await until(lambda: home.link.clock_asked >= ASKED_AT_FIRST)
    await until(lambda: home.link.is_drained)


async def pass_minute(bench: RecorderBench, home: FakeHome, with_clock: bool = True) -> None:
    """A minute without a change; Home Assistant's clock tells it, as it does by itself."""
    home.now = Micros(home.now + MINUTE)
    bench.clock.advance(60)
    if with_clock:
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.home_time() >= home.now)


async def test_after_20_seconds_without_a_message_the_clock_is_asked(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        asked = home.link.clock_asked
        bench.clock.advance(21)
        await until(lambda: bench.board.vigil.heartbeats)
        await until(lambda: home.link.clock_asked > asked)
        assert bench.board.vigil.heartbeats == 1
        assert bench.board.vigil.unanswered == 0
        assert len(home.links) == 1


async def test_a_clock_that_does_not_answer_ends_the_connection(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        home.link.is_mute = True
        bench.clock.advance(21)
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        assert bench.board.vigil.unanswered == 1
        bench.access.try_again()
        await until(lambda: len(home.links) == 2)
        await recorded(bench, home)


async def test_a_home_that_is_quiet_for_half_an_hour_is_not_reconnected(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        for _ in range(6):
            checks = bench.board.vigil.checks
            for _ in range(5):
                await pass_minute(bench, home)
            await until(lambda: bench.board.vigil.checks == checks + 1)  # noqa: B023 - at once
        assert len(home.links) == 1
        assert bench.board.vigil.checks == 6
        assert bench.board.vigil.forced == 0
        await until(lambda: len(home.link.subscriptions) == 1)  # the last check has ended
        assert bench.board.tally.events_received == 1


async def test_a_subscription_that_tells_no_changes_is_found_and_its_changes_fetched(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        told = home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        home.link.tells_no_changes = True
        missed = home.change(A, "2", after=30)
        for _ in range(5):
            await pass_minute(bench, home)
        await until(lambda: bench.board.vigil.forced == 1)
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        problem = bench.board.connection.problem
        assert problem is not None
        assert problem.code is ProblemCode.HOME_TELLS_NO_CHANGES
        assert all(c.end <= told.last_updated for c in await bench.live_coverage(A))
        bench.access.try_again()
        await until(lambda: len(home.links) == 2)
        await recorded(bench, home)
        await until(lambda: bench.board.tally.readings_stored == 3)
        assert missed.last_updated in {r.timestamp for r in await bench.stored(A)}


async def test_a_change_that_came_lately_makes_a_check_needless(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        for _ in range(4):
            await pass_minute(bench, home)
        home.change(A, "1")
        await until(lambda: bench.board.tally.events_received == 2)
        await pass_minute(bench, home)
        beats = bench.board.vigil.heartbeats
        bench.clock.jump(3)
        await until(lambda: bench.board.vigil.heartbeats > beats)
        assert bench.board.vigil.checks == 0


@pytest.mark.parametrize("seconds", [3600.0, -90.0])
async def test_after_sleep_or_a_clock_that_was_set_the_clock_is_asked_at_once(
    tmp_path: Path, home: FakeHome, seconds: float
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        bench.clock.jump(seconds)
        await until(lambda: bench.board.vigil.clock_jumps == 1)
        await until(lambda: bench.board.vigil.heartbeats == 1)
        assert len(home.links) == 1


async def test_after_sleep_a_connection_that_survived_has_no_gap(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await recorded(bench, home)
        home.now = Micros(home.now + 3600 * SECOND)
        bench.clock.jump(3600)
        await until(lambda: bench.board.vigil.heartbeats == 1)
        later = home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        await bench.recorder.stop()
        await until(lambda: not bench.supervisor.is_running("recorder"))
        (covered,) = await bench.live_coverage(A)
        assert covered.end >= later.last_updated


async def test_what_the_second_subscription_tells_is_no_sign_of_life_of_the_first(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.change(B, "1")
    async with recording(tmp_path, home, [A, B]) as bench:
        await recorded(bench, home)
        told = home.now
        home.link.tells_no_changes = True
        home.change(B, "2", after=60)
        subscribe = home.link.subscribe

        async def and_a_change_comes(entity_ids: Collection[str]) -> int:
            subscription = await subscribe(entity_ids)
            event = home.change(A, "1", after=60)
            home.link.deliver(Changes(subscription, (event,)))
            return subscription

        monkeypatch.setattr(home.link, "subscribe", and_a_change_comes)
        for _ in range(4):
            await pass_minute(bench, home)
        await bench.recorder.flush()  # its answers of the clock are covered by now
        await pass_minute(bench, home)
        await until(lambda: bench.board.vigil.forced == 1)
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        assert all(c.end <= told for c in await bench.live_coverage(B))
