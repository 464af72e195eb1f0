"""A range fetched again: counted, repeatable, cancelled at any time, and always in the log."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from energy_desktop.model.coverage import Source
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import Progress, RecorderState, SyncEntry
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros
from energy_desktop.ports.errors import HomeUnreachable
from energy_desktop.services.sync import Sync, Synced, SyncOrder
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, flat
from tests.services.recorder.bench import A, B, RecorderBench, recording
from tests.waiting import until

SPAN = TimeRange(Micros(NOON - 3 * DAY), NOON)


@pytest.fixture
def home() -> FakeHome:
    home = FakeHome()
    home.now = Micros(NOON - 5 * DAY)
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, home.now), flat(B, home.now)]
    for n in range(5 * 24):
        home.change(A, str(n), after=3600)
        home.statistic_rows[Period.HOUR].append(flat(A, Micros(home.now // HOUR * HOUR), n))
    home.change(B, "7")
    return home


@pytest.fixture
async def bench(tmp_path: Path, home: FakeHome) -> AsyncIterator[RecorderBench]:
    async with recording(tmp_path, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.repairs_ended)
        yield bench


def sync_of(bench: RecorderBench) -> Sync:
    return Sync(bench.stores, bench.access, bench.recorder.writer, bench.clock)


def order(bench: RecorderBench, raw: bool = False, period: Period = Period.HOUR) -> SyncOrder:
    return SyncOrder(tuple(bench.tracking.tracked()), SPAN, period, raw)


async def done(bench: RecorderBench, wanted: SyncOrder) -> tuple[list[Progress], Synced]:
    *told, last = [step async for step in sync_of(bench).run(wanted)]
    assert isinstance(last, Synced)
    return [step for step in told if isinstance(step, Progress)], last


async def log_of(bench: RecorderBench) -> SyncEntry:
    return next(e for e in await bench.stores.state.sync_log() if e.kind == "sync")


async def test_statistics_of_a_range_are_stored_and_counted(
    bench: RecorderBench, home: FakeHome
) -> None:
    changed = [flat(A, row.start, 1000.0) for row in home.statistic_rows[Period.HOUR]]
    home.statistic_rows[Period.HOUR] = changed
    told, last = await done(bench, order(bench))
    assert (last.statistics, last.readings) == (72, 0)
    rows = await bench.stores.metrics.statistics([A], Period.HOUR, SPAN)
    assert rows.mean.tolist() == [1000.0] * 72
    assert (told[0].done, told[-1].done) == (0, told[-1].total)
    assert told[-1].seconds_left == 0


async def test_raw_readings_of_a_range_are_stored_and_counted(
    bench: RecorderBench, home: FakeHome
) -> None:
    missed = home.rows[A][-30]._replace(last_updated=Micros(NOON - DAY - MINUTE), state="55")
    home.rows[A].insert(-29, missed)
    told, last = await done(bench, order(bench, raw=True))
    inside = [e for e in home.rows[A] if SPAN.contains(e.last_updated)]
    assert last.readings == len(inside)
    assert missed.last_updated in {r.timestamp for r in await bench.stored(A)}
    assert {step.what for step in told} == {"hour statistics", "raw readings"}
    ledger = await bench.stores.state.ledger([A])
    assert any(c.contains(Micros(NOON - 2 * DAY)) for c in ledger.covered(A, (Source.RAW,)))


async def test_it_may_be_repeated(bench: RecorderBench) -> None:
    await done(bench, order(bench, raw=True))
    before = await bench.stored(A, B)
    await done(bench, order(bench, raw=True))
    assert await bench.stored(A, B) == before


async def test_it_ends_in_the_log(bench: RecorderBench) -> None:
    await done(bench, order(bench, raw=True))
    entry = await log_of(bench)
    detail = json.loads(entry.detail or "")
    assert entry.error is None
    assert entry.records == detail["statistics"] + detail["readings"] > 72
    assert entry.finished >= entry.started
    assert detail["from"] == "2026-11-21T12:00:00.000000Z"


async def test_closing_it_cancels_it_and_the_log_says_so(
    bench: RecorderBench, home: FakeHome
) -> None:
    asked = len(home.link.history_asked)
    async with aclosing(sync_of(bench).run(order(bench, raw=True))) as steps:
        async for step in steps:
            if isinstance(step, Progress) and step.done == 2:
                break
    assert (await log_of(bench)).error == "cancelled"
    assert len(home.link.history_asked) == asked + 1


async def test_cancelling_who_waits_for_an_answer_is_in_the_log_too(
    bench: RecorderBench, home: FakeHome
) -> None:
    asked = home.history_asked_at_most = len(home.link.history_asked)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(done(bench, order(bench, raw=True)))
        await until(lambda: len(home.link.history_asked) > asked)
        task.cancel()
    assert (await log_of(bench)).error == "cancelled"


async def test_what_goes_wrong_is_raised_and_in_the_log(
    bench: RecorderBench, home: FakeHome
) -> None:
    home.statistics_error = HomeUnreachable(ProblemCode.HOME_CONNECTION_LOST, host="fake", port=1)
    with pytest.raises(HomeUnreachable):
        await done(bench, order(bench))
    assert "lost" in ((await log_of(bench)).error or "")


async def test_what_lies_in_the_future_is_left_out(bench: RecorderBench) -> None:
    later = TimeRange(Micros(NOON + DAY), Micros(NOON + 2 * DAY))
    wanted = SyncOrder(tuple(bench.tracking.tracked()), later, Period.HOUR, True)
    _, last = await done(bench, wanted)
    assert (last.statistics, last.readings) == (0, 0)


@pytest.mark.parametrize("period", list(Period))
async def test_every_period_is_stored_as_it_is(
    bench: RecorderBench, home: FakeHome, period: Period
) -> None:
    home.statistic_rows[period] = [flat(A, Micros(NOON - DAY), 3.5)]
    await done(bench, order(bench, period=period))
    rows = await bench.stores.metrics.statistics([A], period, SPAN)
    assert 3.5 in rows.mean.tolist()
