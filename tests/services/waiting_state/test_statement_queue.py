"""What waits is on the local disk, bounded, and said by the next run after a kill."""

import pytest

from energy_desktop.model.coverage import BatchMark, Source
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.settings import HOME_URL
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services import statement_queue
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.local_state import FakeLocalState
from tests.ports.sample_ledger import begin, intervals, only_session, raw
from tests.ports.sample_readings import SOLAR, at
from tests.services.faulty_state import FaultyState
from tests.services.waiting_state.line import AWAY, TRACKED, another_run, away, back, span


async def covered_by_the_next(run: WaitingStateStore, server: FaultyState) -> list[TimeRange]:
    """What another run finds recorded live, with what one left on the disk."""
    following = another_run(server, run._local)  # type: ignore[arg-type] # it is the fake
    return (await following.ledger([SOLAR])).covered(SOLAR, [Source.LIVE])


async def test_what_waits_is_bounded_and_the_next_statement_refused(
    store: WaitingStateStore, server: FaultyState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_queue, "WAITING_AT_MOST", 3)
    await away(store, server)
    await store.add_intervals([raw(0, 1)], 1)
    await store.add_intervals([raw(1, 2)], 1)
    with pytest.raises(StoreUnusable) as raised:
        await store.add_intervals([raw(2, 3)], 1)
    assert raised.value.problem.code == ProblemCode.STORE_AWAY
    assert store.waiting == 3


async def test_what_a_killed_run_had_to_say_is_said_by_the_next(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await away(store, server)
    await store.advance_session("one", at(3), 3, at(3))
    await store.add_intervals([raw(-10, 0)], 3)
    await store.advance_session("one", at(4), 4, at(4))
    await begin(store, "two", 5, batch=4)
    await store.advance_session("two", at(9), 5, at(8))
    server.fault = None
    again = another_run(server, local)
    ledger = await again.ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 4), span(5, 9)]
    assert await intervals(server) == [raw(-10, 0)]
    assert (await server.subscription_state()).last_event_at == at(8)
    assert again.waiting == 0


async def test_what_was_half_said_when_the_run_was_killed_is_said_again_without_harm(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await away(store, server)
    await store.cut_sessions(at(1.5))
    await begin(store, "two", 5, batch=4)
    await store.advance_session("two", at(9), 5, at(8))
    server.fault = None
    for _ in range(2):
        ledger = await another_run(server, local).ledger([SOLAR])
        assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 1.5), span(5, 9)]


async def test_a_start_without_the_server_shows_the_last_known_and_goes_on(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await store.save_settings({HOME_URL.key: "http://ha"})
    await store.save_entities([TRACKED])
    known = (await store.settings(), await store.entities())
    await away(store, server)
    again = another_run(server, local, AWAY)
    assert (await again.settings(), await again.entities()) == known
    assert await again.reconcile_sessions(BatchMark(2, "one", at(2))) == 0
    await begin(again, "three", 20, batch=2)
    await again.advance_session("three", at(30), 3, at(30))
    server.fault = None
    assert await covered_by_the_next(again, server) == [span(0, 2), span(20, 30)]


async def test_what_waited_is_cut_back_to_what_the_next_start_finds_proven(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await away(store, server)
    again = another_run(server, local, AWAY)
    await again.reconcile_sessions(BatchMark(1, "one", at(1)))
    await begin(again, "three", 20, batch=1)
    await again.advance_session("three", at(30), 3, at(30))
    server.fault = None
    assert await covered_by_the_next(again, server) == [span(0, 1), span(20, 30)]


async def test_nothing_stays_on_the_disk_once_it_was_said(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState, clock: ManualClock
) -> None:
    await away(store, server)
    assert local.lines
    await back(store, server, clock)
    assert local.lines == []
    await store.advance_session("one", at(3), 3, at(3))
    assert local.lines == []


async def test_the_disk_holds_few_lines_more_than_what_waits(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await away(store, server)
    for second in range(3, 5_000):
        await store.advance_session("one", at(second), second, at(second))
    assert len(local.lines) <= 1_003
    server.fault = None
    ledger = await another_run(server, local).ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [span(0, 4_999)]


async def test_what_the_disk_does_not_take_is_not_acknowledged(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await away(store, server)
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
