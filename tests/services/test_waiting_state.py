"""With the server of the ledger away, recording goes on and the ledger catches up."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.coverage import BatchMark, Session, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.settings import CURRENCY, HOME_URL
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services import statement_queue
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.lease import FakeLease
from tests.fakes.local_state import FakeLocalState
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import SOLAR, at
from tests.services.faulty_state import FaultyState

TRACKED = Entity(SOLAR, SOLAR, is_tracked=True)
AWAY = Problem(ProblemCode.STORE_AWAY, {"path": "server", "reason": "test"})


def span(start: float, end: float) -> TimeRange:
    return TimeRange(at(start), at(end))


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[FaultyState]:
    """The store behind the line."""
    store = await FaultyState.open(tmp_path)
    assert isinstance(store, FaultyState)
    yield store
    store.fault = None
    await store.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def local() -> FakeLocalState:
    return FakeLocalState()


@pytest.fixture
def lease() -> FakeLease:
    return FakeLease(1)


@pytest.fixture
def store(
    server: FaultyState, lease: FakeLease, local: FakeLocalState, clock: ManualClock
) -> WaitingStateStore:
    return WaitingStateStore(server, lease.claim, local, clock)


def _another_run(
    server: FaultyState, local: FakeLocalState, problem: Problem | None = None
) -> WaitingStateStore:
    """What the next start makes, whenever this run is killed; it has the next lease."""
    server.ended = frozenset({"one", "two"})
    return WaitingStateStore(server, FakeLease(2).claim, local.restarted(), ManualClock(), problem)


async def _away(store: WaitingStateStore, server: FaultyState) -> None:
    """The line breaks in the middle of a session."""
    await begin(store, "one", 0)
    await store.advance_session("one", at(1), 1, at(1))
    server.fault = ProblemCode.STORE_AWAY
    await store.advance_session("one", at(2), 2, at(2))


async def _back(store: WaitingStateStore, server: FaultyState, clock: ManualClock) -> None:
    server.fault = None
    clock.advance(60)
    await store.ledger([SOLAR])


async def test_what_the_ledger_would_have_said_is_said_when_the_server_returns(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    await store.advance_session("one", at(3), 3, at(3))
    await store.add_intervals([raw(-10, 0)], 3)
    await begin(store, "two", 5, batch=3)
    await store.advance_session("two", at(9), 4, at(8))
    await store.add_sync_entry(SyncEntry("repair", SOLAR, at(-10), at(0), 7))
    told = await EmbeddedStateStore.ledger(server, [SOLAR])  # past the broken line
    assert told.sessions[0].end == at(1)
    await _back(store, server, clock)
    ends = {each.session_id: each.end for each in (await server.ledger([SOLAR])).sessions}
    assert ends == {"one": at(3), "two": at(9)}
    assert await intervals(server) == [raw(-10, 0)]
    assert (await server.subscription_state()).last_event_at == at(8)
    assert len(await server.sync_log()) == 1


async def test_batches_of_one_session_wait_as_one_statement(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    for second in range(3, 5_000):
        await store.advance_session("one", at(second), second, at(second) if second % 2 else None)
    assert store.waiting == 1
    await _back(store, server, clock)
    assert await only_session(server) == Session("one", BOTH.set_id, at(0), at(4_999), 4_999)


async def test_while_it_is_away_the_server_is_asked_seldom(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    asked = server.asked
    for second in range(3, 300):
        await store.advance_session("one", at(second), second, None)
        clock.advance(0.1)
    assert server.asked - asked <= 6


async def test_what_waits_is_bounded_and_the_next_statement_refused(
    store: WaitingStateStore, server: FaultyState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_queue, "WAITING_AT_MOST", 3)
    await _away(store, server)
    await store.add_intervals([raw(0, 1)], 1)
    await store.add_intervals([raw(1, 2)], 1)
    with pytest.raises(StoreUnusable) as raised:
        await store.add_intervals([raw(2, 3)], 1)
    assert raised.value.problem.code == ProblemCode.STORE_AWAY
    assert store.waiting == 3


async def test_settings_entities_and_subscription_are_shown_as_last_known(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_settings({CURRENCY.key: "EUR"})
    await store.save_entities([TRACKED])
    before = (await store.settings(), await store.entities())
    await _away(store, server)
    assert (await store.settings(), await store.entities()) == before
    assert (await store.subscription_state()).last_event_at == at(2)


async def test_what_was_never_read_is_not_known(
    store: WaitingStateStore, server: FaultyState
) -> None:
    server.fault = ProblemCode.STORE_AWAY
    for question in (store.settings, store.entities, store.subscription_state):
        with pytest.raises(StoreUnusable):
            await question()


async def test_what_home_assistant_tells_again_may_wait(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await store.save_settings({CURRENCY.key: "EUR"})
    await store.save_entities([TRACKED])
    await store.settings()
    await store.entities()
    await _away(store, server)
    await store.save_settings({CURRENCY.key: "CHF"})
    renamed = replace(TRACKED, name="Roof")
    await store.save_entities([renamed])
    assert (await store.settings(), await store.entities()) == ({CURRENCY.key: "CHF"}, [renamed])
    await _back(store, server, clock)
    assert (await server.settings(), await server.entities()) == ({CURRENCY.key: "CHF"}, [renamed])


async def test_what_only_a_person_knows_is_refused_rather_than_lost(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_entities([TRACKED])
    await store.entities()
    await store.settings()
    await _away(store, server)
    for change in (
        store.save_settings({HOME_URL.key: "http://elsewhere"}),
        store.save_entities([replace(TRACKED, is_tracked=False)]),
        store.save_entities([Entity("sensor.new", "sensor.new", is_tracked=True)]),
    ):
        with pytest.raises(StoreUnusable) as raised:
            await change
        assert raised.value.problem.code == ProblemCode.STORE_AWAY
    assert await store.entities() == [TRACKED]
    assert await store.settings() == {}


async def test_an_unchanged_setting_needs_no_server(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_settings({HOME_URL.key: "http://ha"})
    await store.settings()
    await _away(store, server)
    waiting = store.waiting
    await store.save_settings({HOME_URL.key: "http://ha"})
    assert store.waiting == waiting


async def test_statements_of_a_lease_that_was_lost_meanwhile_are_dropped(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    server.fault = ProblemCode.RECORDED_ELSEWHERE
    clock.advance(60)
    with pytest.raises(StoreUnusable) as raised:
        await store.advance_session("one", at(9), 9, at(9))
    assert raised.value.problem.code == ProblemCode.RECORDED_ELSEWHERE
    assert store.waiting == 0


async def test_nothing_is_said_before_the_lease_is_ours(
    store: WaitingStateStore,
    server: FaultyState,
    lease: FakeLease,
    local: FakeLocalState,
    clock: ManualClock,
) -> None:
    await _away(store, server)
    lease.is_away = True
    server.fault = None
    clock.advance(60)
    await store.advance_session("one", at(3), 3, at(3))
    assert (await only_session(server)).end == at(1)
    lease.is_away, lease.number = False, 0
    clock.advance(60)
    await store.ledger([SOLAR])
    assert (await only_session(server)).end == at(1)
    assert (store.waiting, local.lines) == (0, [])


async def test_other_troubles_are_not_waited_out(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await begin(store, "one", 0)
    server.fault = ProblemCode.DATABASE_ALTERED
    with pytest.raises(StoreUnusable) as raised:
        await store.advance_session("one", at(2), 2, at(2))
    assert raised.value.problem.code == ProblemCode.DATABASE_ALTERED
    assert store.waiting == 0


async def test_at_the_end_what_waits_is_said_if_the_server_is_there(
    store: WaitingStateStore, server: FaultyState, tmp_path: Path
) -> None:
    await _away(store, server)
    server.fault = None
    await store.close()
    again = await EmbeddedStateStore.open(tmp_path)
    assert (await only_session(again)).end == at(2)
    await again.close()


async def test_at_the_end_what_cannot_be_said_is_told(
    store: WaitingStateStore, server: FaultyState, caplog: pytest.LogCaptureFixture
) -> None:
    await _away(store, server)
    await store.close()
    assert "1 statements of the ledger wait on the disk" in caplog.text


async def test_trouble_at_the_end_leaves_nothing_open_and_what_waits_on_the_disk(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await _away(store, server)
    server.fault = ProblemCode.DATABASE_FAILED
    await store.close()
    await store.close()
    assert local.is_closed
    assert len(local.lines) == 1


async def test_the_last_event_is_kept_for_a_start_without_the_server(
    store: WaitingStateStore, local: FakeLocalState, clock: ManualClock
) -> None:
    await begin(store, "one", 0)
    await store.advance_session("one", at(1), 1, at(1))
    clock.advance(61)
    await store.advance_session("one", at(62), 2, at(61))
    kept = local.known.subscription
    assert kept is not None
    assert kept.last_event_at == at(61)
    await store.cut_sessions(at(30))
    kept = local.known.subscription
    assert kept is not None
    assert kept.last_event_at == at(30)


async def test_what_a_killed_run_had_to_say_is_said_by_the_next(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await _away(store, server)
    await store.advance_session("one", at(3), 3, at(3))
    await store.add_intervals([raw(-10, 0)], 3)
    await store.advance_session("one", at(4), 4, at(4))
    await begin(store, "two", 5, batch=4)
    await store.advance_session("two", at(9), 5, at(8))
    server.fault = None
    again = _another_run(server, local)
    ledger = await again.ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 4), span(5, 9)]
    assert await intervals(server) == [raw(-10, 0)]
    assert (await server.subscription_state()).last_event_at == at(8)
    assert again.waiting == 0


async def test_what_was_half_said_when_the_run_was_killed_is_said_again_without_harm(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await _away(store, server)
    await store.cut_sessions(at(1.5))
    await begin(store, "two", 5, batch=4)
    await store.advance_session("two", at(9), 5, at(8))
    server.fault = None
    for _ in range(2):
        ledger = await _another_run(server, local).ledger([SOLAR])
        assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 1.5), span(5, 9)]


async def test_a_start_without_the_server_shows_the_last_known_and_goes_on(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await store.save_settings({HOME_URL.key: "http://ha"})
    await store.save_entities([TRACKED])
    known = (await store.settings(), await store.entities())
    await _away(store, server)
    again = _another_run(server, local, AWAY)
    assert (await again.settings(), await again.entities()) == known
    assert await again.reconcile_sessions(BatchMark(2, "one", at(2))) == 0
    await begin(again, "three", 20, batch=2)
    await again.advance_session("three", at(30), 3, at(30))
    server.fault = None
    third = _another_run(server, again._local)  # type: ignore[arg-type] # it is the fake
    ledger = await third.ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 2), span(20, 30)]


async def test_what_waited_is_cut_back_to_what_the_next_start_finds_proven(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await _away(store, server)
    again = _another_run(server, local, AWAY)
    await again.reconcile_sessions(BatchMark(1, "one", at(1)))
    await begin(again, "three", 20, batch=1)
    await again.advance_session("three", at(30), 3, at(30))
    server.fault = None
    third = _another_run(server, again._local)  # type: ignore[arg-type] # it is the fake
    ledger = await third.ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 1), span(20, 30)]


async def test_nothing_stays_on_the_disk_once_it_was_said(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState, clock: ManualClock
) -> None:
    await _away(store, server)
    assert local.lines
    await _back(store, server, clock)
    assert local.lines == []
    await store.advance_session("one", at(3), 3, at(3))
    assert local.lines == []


async def test_the_disk_holds_few_lines_more_than_what_waits(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await _away(store, server)
    for second in range(3, 5_000):
        await store.advance_session("one", at(second), second, at(second))
    assert len(local.lines) <= 1_003
    server.fault = None
    ledger = await _another_run(server, local).ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 4_999)]


async def test_what_the_disk_does_not_take_is_not_acknowledged(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await _away(store, server)
    local.is_full = True
    with pytest.raises(StoreUnusable) as raised:
        await store.add_intervals([raw(0, 1)], 2)
    assert raised.value.problem.code is ProblemCode.STORE_FULL
    assert store.waiting == 1


async def test_a_full_disk_stops_nothing_while_the_server_is_there(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    local.is_full = True
    await store.save_settings({HOME_URL.key: "http://ha"})
    assert await store.settings() == {HOME_URL.key: "http://ha"}
    await begin(store, "one", 0)
    await store.advance_session("one", at(1), 1, at(1))
    assert (await only_session(server)).end == at(1)
