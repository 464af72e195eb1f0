"""When it is reconciled, and what is told of it."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.home import ClockAnswer, StatisticsCompiled
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState, SyncEntry
from energy_desktop.model.repair_plan import LOST
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros
from energy_desktop.services.reconciliation import schedule
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome
from tests.services.reconciliation.compiled import compile_hour
from tests.services.recorder.bench import A, RecorderBench, recording
from tests.waiting import until


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "LOOK_EVERY", 0.005)


@pytest.fixture
def home() -> FakeHome:
    home = FakeHome()
    home.now = Micros(NOON - 5 * MINUTE)
    home.change(A, "100")
    return home


async def setting(bench: RecorderBench, key: str) -> int:
    return int((await bench.stores.state.settings()).get(key, "0"))


async def done_to(bench: RecorderBench, moment: int) -> None:
    """Wait until everything before a moment is reconciled."""
    async with asyncio.timeout(10):
        while await setting(bench, "last_reconciled") < moment:
            pass


async def begun(bench: RecorderBench, done: int = NOON - HOUR) -> None:
    """Wait until the hour before the connection was reconciled as well."""
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    await until(lambda: bench.board.repairs_ended)
    await done_to(bench, done)


def time_is(home: FakeHome, moment: int) -> None:
    home.now = Micros(moment)
    home.link.deliver(ClockAnswer(home.now))


async def log_of(bench: RecorderBench) -> list[SyncEntry]:
    return [e for e in await bench.stores.state.sync_log() if e.kind == "reconciliation"]


async def test_it_follows_home_assistants_own_event(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        compile_hour(home, A, Micros(NOON - HOUR))
        time_is(home, NOON + 12 * SECOND)
        home.link.deliver(StatisticsCompiled())
        until_hour = TimeRange(Micros(NOON - HOUR), NOON)
        await done_to(bench, NOON)
        assert (bench.board.reconciliation.last or 0) >= NOON
        rows = await bench.stores.metrics.statistics([A], Period.HOUR, until_hour)
        assert len(rows) == 1
        assert bench.board.reconciliation.following == NOON + HOUR + MINUTE


async def test_without_an_event_it_happens_one_minute_past(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        before = len(await log_of(bench))
        time_is(home, NOON + MINUTE + SECOND)
        await done_to(bench, NOON)
        assert (bench.board.reconciliation.last or 0) > NOON + MINUTE
        entry = (await log_of(bench))[0]
        detail = json.loads(entry.detail or "")
        assert len(await log_of(bench)) == before + 1
        assert detail["to"] == "2026-11-24T12:00:00.000000Z"
        assert detail["differences"] == {}


async def test_hours_that_were_missed_are_made_up_for_and_none_is_done_twice(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        time_is(home, NOON + 2 * MINUTE)
        await done_to(bench, NOON)
        done = len(await log_of(bench))
    home.now = Micros(NOON + 3 * HOUR + 5 * MINUTE)
    async with recording(tmp_path, home, []) as bench:
        assert bench.board.reconciliation.last == NOON + 2 * MINUTE
        await begun(bench, NOON + 3 * HOUR)
        entries = await log_of(bench)
        spans = [json.loads(e.detail or "")["from"] for e in entries[: len(entries) - done]]
        assert spans == [f"2026-11-24T{hour}:00:00.000000Z" for hour in (14, 13, 12)]


async def test_what_is_unexplained_is_told(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        time_is(home, NOON + HOUR)
        wrong = StatisticRow(A, NOON, None, None, None, 7.0, 7.0, 7.0)
        home.statistic_rows[Period.HOUR].append(wrong)
        home.statistic_rows[Period.FIVE_MINUTES] += [
            replace(wrong, start=Micros(NOON + n * 5 * MINUTE)) for n in range(12)
        ]
        time_is(home, NOON + HOUR + 2 * MINUTE)
        await until(lambda: bench.board.reconciliation.differences == {"unexplained": 1})
        own, whole = (await log_of(bench))[1], (await log_of(bench))[0]
        assert (own.entity_id, whole.entity_id) == (A, None)
        assert json.loads(own.detail or "")["explanation"] == "unexplained"
        assert whole.records == 1


async def a_day_passes(bench: RecorderBench, home: FakeHome) -> None:
    time_is(home, home.now + DAY + 2 * MINUTE)
    reread = bench.board.reconciliation
    await until(lambda: bench.board.reconciliation is not reread)

    async with asyncio.timeout(10):
        while await setting(bench, "last_reread") < home.now:
            pass


async def test_once_a_day_what_home_assistant_changed_is_taken_over(
    tmp_path: Path, home: FakeHome
) -> None:
    old = StatisticRow(A, Micros(NOON - 5 * HOUR), None, None, None, 5.0, 1.0, 9.0)
    cleared = replace(old, start=Micros(NOON - 6 * HOUR))
    home.statistic_rows[Period.HOUR] = [old, cleared]
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        home.statistic_rows[Period.HOUR] = [replace(old, mean=6.0)]
        await a_day_passes(bench, home)
        span = TimeRange(Micros(NOON - 6 * HOUR), NOON)
        rows = await bench.stores.metrics.statistics([A], Period.HOUR, span)
        assert rows.mean.tolist() == [5.0, 6.0]
        changed = [
            TimeRange(e.started, e.finished).start
            for e in await log_of(bench)
            if e.entity_id and json.loads(e.detail or "")["explanation"].startswith("changed")
        ]
        assert sorted(changed) == [cleared.start, old.start]


async def test_once_a_day_what_was_lost_is_asked_for_again(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        lost = TimeRange(Micros(NOON - 3 * HOUR), Micros(NOON - 2 * HOUR))
        await bench.stores.state.cut_sessions(Micros(1))
        await bench.stores.state.add_intervals([Interval(A, lost, Source.UNAVAILABLE, LOST)], 1)
        found = home.rows[A][0]._replace(last_updated=Micros(lost.start + MINUTE))
        home.rows[A].insert(0, found)
        await a_day_passes(bench, home)
        ledger = await bench.stores.state.ledger([A])
        assert lost in ledger.covered(A, (Source.RAW,))
        assert found.last_updated in {r.timestamp for r in await bench.stored(A)}


async def test_a_last_time_that_is_still_to_come_counts_for_nothing(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        await bench.stores.state.save_settings({"last_reread": str(home.now + 3_650 * DAY)})
    async with recording(tmp_path, home, [A]) as bench:
        async with asyncio.timeout(10):
            while await setting(bench, "last_reread") > home.now + DAY:
                pass


async def test_while_there_is_nothing_to_do_the_store_is_not_asked(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        async with asyncio.timeout(10):
            while not await setting(bench, "last_reread"):
                pass
        asked = []
        monkeypatch.setattr(bench.stores.state, "settings", lambda: asked.append("settings"))
        await asyncio.sleep(20 * schedule.LOOK_EVERY)
        assert asked == []
