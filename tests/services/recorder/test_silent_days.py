"""What a day is silent in waits for all its entities, and for no longer than it must."""

import asyncio
from pathlib import Path

import pytest

from energy_desktop.model.home import StateEvent
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.repair_plan import DOWN
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, MINUTE, Micros
from energy_desktop.ports.errors import HomeRequestFailed
from energy_desktop.services.recorder import gap_repair
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, FakeLink, flat
from tests.services.recorder.bench import A, B, RecorderBench, recording, repaired
from tests.waiting import until

GONE = "sensor.gone"


@pytest.fixture
def home(home: FakeHome) -> FakeHome:
    """Three entities, and 5-minute statistics that show raw history to reach back nine days."""
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(NOON - 9 * DAY))]
    home.change(GONE, "300")
    return home


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second attempt does not come while the test runs."""
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (3600.0,))


@pytest.fixture
def asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second attempt, the last one, comes at once."""
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (0.01,))


async def gaps(bench: RecorderBench, entity_id: str) -> list[TimeRange]:
    ledger = await bench.stores.state.ledger([entity_id])
    return ledger.gaps(entity_id, TimeRange(Micros(NOON - 9 * DAY), ledger.sessions[-1].start))


async def closed(bench: RecorderBench, entity_id: str) -> None:
    """Wait until it is recorded, and nothing of an entity is open before."""
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    async with asyncio.timeout(10):
        while await gaps(bench, entity_id):
            pass


def pass_hours(home: FakeHome, hours: int) -> None:
    """One entity changes every minute, another one at the end."""
    for n in range(hours * 60):
        home.change(A, str(n), after=60)
    home.change(B, "201")


def down_for_an_hour(home: FakeHome) -> TimeRange:
    """From its last change to the first after its start."""
    stopped = home.change(A, "1", after=60)
    home.restart(down_for=3600)
    return TimeRange(stopped.last_updated, home.rows[A][-1].last_updated)


@pytest.mark.usefixtures("asked_once")
async def test_what_others_are_silent_in_does_not_wait_for_an_entity_that_is_not_there(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B, GONE]) as bench:
        await repaired(bench, home)
    del home.states_now[GONE]
    pass_hours(home, 3)
    async with recording(tmp_path, home, []) as bench:
        await closed(bench, B)
        await closed(bench, A)
        (left,) = await gaps(bench, GONE)
        assert left.start == home.now - 10 * MINUTE


@pytest.mark.usefixtures("asked_once")
async def test_an_entity_that_is_not_there_was_down_with_the_others(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B, GONE]) as bench:
        await repaired(bench, home)
    down = down_for_an_hour(home)
    del home.states_now[GONE]
    for n in range(60):
        home.change(A, str(n), after=60)
    async with recording(tmp_path, home, []) as bench:
        await closed(bench, B)
        for each in (A, B, GONE):
            assert await bench.marked(each, DOWN) == [down]


@pytest.mark.usefixtures("asked_again")
async def test_what_was_on_its_way_of_an_entity_that_is_not_there_is_fetched(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with recording(tmp_path, home, [A, B, GONE]) as bench:
        await repaired(bench, home)
    pass_hours(home, 1)
    last = home.change(GONE, "301")
    del home.states_now[GONE]
    home.change(A, "7")
    commit_at_the_second_question(monkeypatch, last)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        stored = await bench.stored(GONE)
        assert [r.timestamp for r in stored] == [e.last_updated for e in home.rows[GONE]]
        assert await gaps(bench, GONE) == []


@pytest.mark.usefixtures("asked_again")
async def test_what_may_be_on_its_way_into_the_silence_of_all_is_waited_for(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with recording(tmp_path, home, [A, B, GONE]) as bench:
        await repaired(bench, home)
    stopped_after = home.change(GONE, "301", after=3600)
    del home.states_now[GONE]
    home.restart(down_for=6 * 60)
    commit_at_the_second_question(monkeypatch, stopped_after)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        down = TimeRange(stopped_after.last_updated, home.rows[A][-1].last_updated)
        assert await bench.marked(A, DOWN) == [down]
        assert await bench.marked(GONE, DOWN) == [down]


async def test_two_gaps_of_one_day_do_not_hide_that_home_assistant_was_down_in_one(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B, GONE]) as bench:
        await repaired(bench, home)
    down = down_for_an_hour(home)
    home.statistics_error = HomeRequestFailed(
        ProblemCode.HOME_REQUEST_TIMED_OUT, request="statistics", seconds=10
    )
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)  # which failed
    for n in range(60):
        home.change(A, str(n), after=60)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        for each in (A, B, GONE):
            assert await bench.marked(each, DOWN) == [down]


def commit_at_the_second_question(monkeypatch: pytest.MonkeyPatch, row: StateEvent) -> None:
    """History lacks a row until its entity is asked about once more."""
    history, asked = FakeLink.history, 0

    async def committed_late(self: FakeLink, entity_id: str, span: TimeRange) -> list[StateEvent]:
        nonlocal asked
        asked += entity_id == row.entity_id
        return [each for each in await history(self, entity_id, span) if asked > 1 or each != row]

    monkeypatch.setattr(FakeLink, "history", committed_late)
