"""The finest source Home Assistant still has, and what is marked rather than believed."""

import asyncio
from pathlib import Path

import pytest

from energy_desktop.model.coverage import Source
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import Progress
from energy_desktop.model.repair_plan import DOWN, NOT_RECORDED
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros
from energy_desktop.services.recorder import gap_repair
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, FakeLink, flat
from tests.services.recorder.bench import A, B, recording, repaired
from tests.waiting import until


@pytest.fixture
def home() -> FakeHome:
    """Two entities that have been there for nine days."""
    home = FakeHome()
    home.now = Micros(NOON - 9 * DAY)
    home.change(A, "100")
    home.change(B, "200")
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(e, Micros(NOON - 9 * DAY)) for e in (A, B)]
    return home


async def test_a_hole_for_all_that_ends_with_a_start_is_marked_as_downtime(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
    for n in range(20):
        home.change(A, str(n), after=60)
    stopped = home.change(A, "19.5", after=60)
    home.restart(down_for=3 * 3600)
    hour = Micros(stopped.last_updated // HOUR * HOUR + HOUR)
    home.statistic_rows[Period.HOUR] = [flat(A, hour, 19.0)]
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A, B])
        down = TimeRange(stopped.last_updated, home.rows[A][-1].last_updated)
        assert await bench.marked(A, DOWN) == [down]
        assert await bench.marked(B, DOWN) == [down]
        assert all(each.intersection(down) is None for each in ledger.covered(A, (Source.RAW,)))
        kept = await bench.stores.metrics.statistics([A], Period.HOUR, down)
        assert kept.mean.tolist() == [19.0]
        assert bench.board.gaps_repaired == 1


async def test_a_downtime_that_passes_midnight_is_one(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
    home.change(B, "1", after=60)
    stopped = home.change(A, "2", after=60)
    home.restart(down_for=40 * 3600)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        down = TimeRange(stopped.last_updated, home.rows[A][-1].last_updated)
        assert await bench.marked(A, DOWN) == [down]


async def test_silence_before_the_first_row_of_all_is_no_downtime(tmp_path: Path) -> None:
    home = FakeHome()
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(NOON - 9 * DAY))]
    home.change(A, "1")
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A])
        assert await bench.marked(A, DOWN) == []
        assert ledger.covered(A, (Source.RAW,))[0].start == NOON - 9 * DAY


async def test_a_quiet_home_was_not_down(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
    home.change(A, "7", after=5 * 3600)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        assert await bench.marked(A, DOWN) == []


async def test_what_raw_history_has_lost_is_taken_from_5_minute_statistics(
    tmp_path: Path, home: FakeHome
) -> None:
    border = home.rows[A][0].last_updated // HOUR * HOUR + DAY
    moving = [
        StatisticRow(A, Micros(border + n * 5 * MINUTE), None, None, None, n + 0.5, n, n + 1)
        for n in range(3)
    ]
    home.statistic_rows[Period.FIVE_MINUTES] += moving
    home.now = NOON
    home.change(A, "1")
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A])
        known = TimeRange(Micros(border), Micros(border + 15 * MINUTE))
        assert ledger.covered(A, (Source.FIVE_MINUTES,)) == [known]
        assert all(each.intersection(known) is None for each in ledger.covered(A, (Source.RAW,)))
        rows = await bench.stores.metrics.statistics([A], Period.FIVE_MINUTES, known)
        assert rows.mean.tolist() == [0.5, 1.5, 2.5]


async def test_an_entity_that_home_assistant_does_not_record_is_not_claimed_to_be_covered(
    tmp_path: Path, home: FakeHome
) -> None:
    home.now = Micros(NOON - DAY)
    home.change(A, "1")
    home.now = NOON
    home.change(B, "5")
    del home.rows[A]
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A])
        midnight = Micros(NOON - NOON % DAY)
        assert (await bench.marked(A, NOT_RECORDED))[0].end == midnight
        assert ledger.covered(A, (Source.RAW,))[0].start == midnight


async def test_the_newest_days_come_first(tmp_path: Path, home: FakeHome) -> None:
    for n in range(8):
        home.change(A, str(n), after=23 * 3600)
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        starts = [span.start for _, span in home.link.history_asked if span.duration > 1]
        assert starts == sorted(starts, reverse=True)
        assert len(starts) >= 8


async def test_a_kill_resumes_where_it_was(tmp_path: Path, home: FakeHome) -> None:
    for n in range(24 * 8):
        home.change(A, str(n), after=3599)
    home.history_asked_at_most = 3
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: home.links and len(home.link.history_asked) == 4)
        await bench.kill()
        closed = (await bench.stores.state.ledger([A])).covered(A, (Source.RAW,))
        assert closed
    home.history_asked_at_most = None
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        asked = [span for _, span in home.link.history_asked]
        assert asked
        assert not any(c.contains(a.start) for a in asked for c in closed)
        stored = {r.timestamp for r in await bench.stored(A)}
        assert {e.last_updated for e in home.rows[A]} <= stored


async def test_progress_is_told_and_it_can_be_cancelled(tmp_path: Path, home: FakeHome) -> None:
    for n in range(8):
        home.change(A, str(n), after=23 * 3600)
    home.history_asked_at_most = 3
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: home.links and len(home.link.history_asked) == 4)
        assert bench.board.repairing is not None
        told: Progress = bench.board.repairing
        assert (told.what, told.done) == ("raw history", 3)
        assert told.total >= 8
        bench.recorder.cancel_repair()
        await until(lambda: bench.board.repairing is None)
        await asyncio.sleep(0)
        assert len(home.link.history_asked) == 4
        home.change(A, "77")
        await until(lambda: bench.board.last_event_at == home.now)


async def test_young_entities_do_not_shorten_what_is_asked(tmp_path: Path, home: FakeHome) -> None:
    old, young = home.rows[B][0].last_updated, Micros(NOON - HOUR)
    others = [f"sensor.added_{number}" for number in range(4)]
    filled = range(int(old) // HOUR * HOUR, NOON, 5 * MINUTE)
    home.statistic_rows[Period.FIVE_MINUTES] = [
        *(flat(each, young) for each in others),
        *(flat(B, Micros(start), 200.0) for start in filled),
    ]
    home.now = NOON
    for each in others:
        home.change(each, "1")
    async with recording(tmp_path, home, [*others, B]) as bench:
        await repaired(bench, home)
        assert old in {r.timestamp for r in await bench.stored(B)}


async def test_the_silence_of_one_that_is_asked_again_is_no_downtime(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (0.01,))
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
    for n in range(120):
        home.change(B, str(n), after=60)
    home.restart(down_for=0.1)
    history, newest = FakeLink.history, home.rows[A][-1]
    is_committed = False

    async def committed_after_a_was_asked(
        self: FakeLink, entity_id: str, span: TimeRange
    ) -> list[StateEvent]:
        nonlocal is_committed
        is_committed = is_committed or entity_id == B
        rows = await history(self, entity_id, span)
        return [row for row in rows if is_committed or row is not newest]

    monkeypatch.setattr(FakeLink, "history", committed_after_a_was_asked)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        assert await bench.marked(A, DOWN) == []
