from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.coverage import Source
from energy_desktop.model.home import ClockAnswer, ConnectionState, RegisteredEntity, StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros
from energy_desktop.services.recorder import gap_repair
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, FakeLink, flat
from tests.services.recorder.bench import A, B, RecorderBench, recording, repaired
from tests.waiting import until


@pytest.fixture
def home(home: FakeHome) -> FakeHome:
    """The same, and 5-minute statistics that show raw history to reach back nine days."""
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(NOON - 9 * DAY))]
    return home


async def all_of(bench: RecorderBench, home: FakeHome, entity_id: str) -> None:
    """The store holds exactly what the home holds, and claims to."""
    stored = await bench.stored(entity_id)
    assert [r.timestamp for r in stored] == [e.last_updated for e in home.rows[entity_id]]
    ledger = await bench.stores.state.ledger([entity_id])
    within = TimeRange(Micros(NOON - 9 * DAY), ledger.sessions[-1].end)
    assert ledger.gaps(entity_id, within) == []


async def test_what_happened_before_it_was_tracked_is_fetched(
    tmp_path: Path, home: FakeHome
) -> None:
    for n in range(30):
        home.change(A, str(n), after=3600)
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        await all_of(bench, home, A)
        await all_of(bench, home, B)


async def test_raw_rows_before_the_oldest_five_minute_row_are_fetched_too(
    tmp_path: Path, home: FakeHome
) -> None:
    oldest = Micros(NOON - 9 * DAY)
    home.rows[A] = [
        StateEvent(A, "7", Micros(oldest - 2 * MINUTE), "W", None),
        StateEvent(A, "8", Micros(oldest + MINUTE), "W", None),
        *home.rows[A],
    ]
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        assert [r.state for r in await bench.stored(A)] == [7.0, 8.0, 100.0]
        ledger = await bench.stores.state.ledger([A])
        assert min(i.span.start for i in ledger.intervals if i.source is Source.RAW) == oldest


async def test_what_happened_while_the_program_was_away_is_fetched(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
    for n in range(50):
        home.change(A, str(n), after=100)
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        await all_of(bench, home, A)
        assert bench.board.gaps_repaired == 1


async def test_an_entity_that_did_not_change_is_closed_without_asking(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
    home.change(A, "1", after=3600)
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        assert {entity_id for entity_id, _ in home.link.history_asked} == {A}
        await all_of(bench, home, B)


async def test_a_lost_connection_is_repaired_by_the_next(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        home.disconnect()
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        for n in range(10):
            home.change(A, str(n), after=20)
        bench.access.try_again()
        await repaired(bench, home)
        home.change(A, "live again")
        home.change(A, "77")
        await until(lambda: bench.board.tally.readings_stored >= 3)
        home.rows[A] = [e for e in home.rows[A] if e.state != "live again"]
        await all_of(bench, home, A)


async def test_a_gap_is_closed_from_its_beginning_where_nothing_tells_how_far_history_reaches(
    tmp_path: Path, home: FakeHome
) -> None:
    home.statistic_rows[Period.FIVE_MINUTES] = []
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    home.change(A, "1", after=60)
    home.change(A, "2", after=60)
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A])
        since_recorded = TimeRange(ledger.sessions[0].start, ledger.sessions[-1].end)
        assert ledger.gaps(A, since_recorded) == []


async def test_history_that_is_not_committed_yet_is_asked_for_again(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "energy_desktop.services.recorder.gap_repair.ASK_AGAIN_AFTER", (0.1, 0.1, 0.1)
    )
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    home.change(A, "1", after=60)
    home.change(A, "2", after=60)
    home.history_committed = False
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: home.links[-1].history_asked)
        home.history_committed = True
        await repaired(bench, home)
        await all_of(bench, home, A)


async def test_a_gap_before_the_one_that_ended_with_the_snapshot_is_closed_as_soon(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    home.change(A, "1", after=60)
    home.change(A, "2", after=60)
    home.history_committed = False
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: len(home.links) == 2 and home.link.history_asked)
        home.change(A, "3", after=5)
        await until(lambda: bench.board.tally.readings_stored >= 2)
    home.now = Micros(home.now + MINUTE)
    home.history_committed = True
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        await all_of(bench, home, A)
        ledger = await bench.stores.state.ledger([A])
        assert not [i for i in ledger.intervals if i.source is Source.UNAVAILABLE and i.span.start]


async def test_rows_from_before_a_step_of_the_clock_are_fetched_once_they_have_passed(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "energy_desktop.services.recorder.gap_repair.ASK_AGAIN_AFTER", (0.1, 0.1, 0.1)
    )
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        home.disconnect()
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        missed = home.change(A, "7", after=100)
        home.change(A, "8", after=20)
        home.rows[A].remove(missed)
        home.history_committed = False
        bench.access.try_again()
        await until(lambda: len(home.links) == 2 and home.link.history_asked)

        home.now = Micros(missed.last_updated - MINUTE)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.connection.state is ConnectionState.UNREACHABLE)
        home.rows[A].insert(-1, missed)
        home.history_committed = True
        bench.access.try_again()
        await until(lambda: len(home.links) == 3 and home.link.subscribed)
        assert bench.board.recorder is RecorderState.WAITING

        home.now = Micros(home.now + 5 * MINUTE)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        home.now = Micros(home.now + MINUTE)
        home.link.deliver(ClockAnswer(home.now))
        await until(lambda: bench.board.home_time() >= home.now)
        await until(lambda: not bench.recorder.is_repairing)
        await all_of(bench, home, A)


async def test_what_home_assistant_lost_is_closed_as_lost(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "energy_desktop.services.recorder.gap_repair.ASK_AGAIN_AFTER", (0.01, 0.01, 0.01)
    )
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    home.change(A, "1", after=60)
    home.change(A, "2", after=60)
    home.history_committed = False
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A])
        reasons = [i.reason for i in ledger.intervals if i.source is Source.UNAVAILABLE]
        assert "lost by Home Assistant" in reasons


async def test_an_entity_without_statistics_is_asked_for_as_far_back_as_others_show(
    tmp_path: Path, home: FakeHome
) -> None:
    home.state_classes[A] = None
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    missed = [home.change(A, str(number), after=DAY / SECOND) for number in range(40)]
    of_another = [flat(B, Micros(home.now - days * DAY)) for days in range(60)]
    home.statistic_rows[Period.FIVE_MINUTES] = of_another
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        stored = {reading.timestamp for reading in await bench.stored(A)}
        assert {event.last_updated for event in missed} <= stored
        assert await bench.marked(A, "purged") == []


async def test_an_interruption_older_than_raw_history_stays_known_as_purged(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    home.now = Micros(home.now + 20 * DAY)
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(home.now - 9 * DAY))]
    home.change(A, "1")
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        ledger = await bench.stores.state.ledger([A])
        assert "purged" in [i.reason for i in ledger.intervals]
        assert await bench.stored(A)


async def test_a_rename_while_away_asks_under_both_ids(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (0.1, 0.1, 0.1))
    home.registered = [RegisteredEntity("id-a", A)]
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        await until(lambda: (e := bench.tracking.find(A)) and e.registry_id == "id-a")
    left_behind = home.change(A, "1", after=60)
    home.registered = [RegisteredEntity("id-a", "sensor.new")]
    del home.states_now[A]
    moved = home.change("sensor.new", "2", after=60)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        stored = await bench.stored(A)
        assert stored[-2:] == [
            Reading(A, left_behind.last_updated, 1.0),
            Reading(A, moved.last_updated, 2.0),
        ]


async def test_hourly_statistics_are_imported_back_to_their_beginning(
    tmp_path: Path, home: FakeHome
) -> None:
    hour = NOON - NOON % HOUR
    starts = [Micros(hour - n * HOUR) for n in range(1, 24 * 100)]
    home.statistic_rows[Period.HOUR] = [flat(A, s) for s in starts]
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        ever = TimeRange(Micros(0), home.now)
        columns = await bench.stores.metrics.statistics([A], Period.HOUR, ever)
        assert set(starts) <= set(columns.timestamp.tolist())
        ledger = await bench.stores.state.ledger([A])
        assert ledger.covered(A, (Source.HOUR,))[0].start <= min(starts)


async def test_nothing_is_asked_twice(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
        assert home.link.history_asked == []


async def test_rows_that_are_committed_between_two_pages_are_asked_for_again(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (0.01,))
    async with recording(tmp_path, home, [A]) as bench:
        await repaired(bench, home)
    began = home.now
    for n in range(30):
        home.change(A, str(n), after=10)
    committed_to = [Micros(began + 150 * SECOND)]

    async def minute_by_minute(
        self: FakeLink, entity_id: str, span: TimeRange
    ) -> AsyncIterator[list[StateEvent]]:
        for start in range(span.start, span.end, MINUTE):
            page = TimeRange(Micros(start), Micros(min(span.end, start + MINUTE)))
            until_then = min([page.end, *(moment + 1 for moment in committed_to)])
            rows = await self.history(entity_id, page)
            yield [row for row in rows if row.last_updated < until_then]
            if committed_to and page.end > committed_to[0]:
                committed_to.clear()  # Home Assistant has worked off its backlog

    monkeypatch.setattr(FakeLink, "history_pages", minute_by_minute)
    async with recording(tmp_path, home, []) as bench:
        await repaired(bench, home)
        await all_of(bench, home, A)
