"""With the server of the ledger away, recording goes on and the ledger catches up."""

from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.coverage import Session
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import SyncEntry
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.lease import FakeLease
from tests.fakes.local_state import FakeLocalState
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import SOLAR, at
from tests.services.faulty_state import FaultyState
from tests.services.waiting_state.line import away, back


async def test_what_the_ledger_would_have_said_is_said_when_the_server_returns(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await away(store, server)
    await store.advance_session("one", at(3), 3, at(3))
    await store.add_intervals([raw(-10, 0)], 3)
    await begin(store, "two", 5, batch=3)
    await store.advance_session("two", at(9), 4, at(8))
    await store.add_sync_entry(SyncEntry("repair", SOLAR, at(-10), at(0), 7))
    told = await EmbeddedStateStore.ledger(server, [SOLAR])  # past the broken line
    assert told.sessions[0].end == at(1)
    await back(store, server, clock)
    ends = {each.session_id: each.end for each in (await server.ledger([SOLAR])).sessions}
    assert ends == {"one": at(3), "two": at(9)}
    assert await intervals(server) == [raw(-10, 0)]
    assert (await server.subscription_state()).last_event_at == at(8)
    assert len(await server.sync_log()) == 1


async def test_batches_of_one_session_wait_as_one_statement(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await away(store, server)
    for second in range(3, 5_000):
        await store.advance_session("one", at(second), second, at(second) if second % 2 else None)
    assert store.waiting == 1
    await back(store, server, clock)
    assert await only_session(server) == Session("one", BOTH.set_id, at(0), at(4_999), 4_999)


async def test_while_it_is_away_the_server_is_asked_seldom(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await away(store, server)
    asked = server.asked
    for second in range(3, 300):
        await store.advance_session("one", at(second), second, None)
        clock.advance(0.1)
    assert server.asked - asked <= 6


async def test_statements_of_a_lease_that_was_lost_meanwhile_are_dropped(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await away(store, server)
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
    await away(store, server)
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
    await away(store, server)
    server.fault = None
    await store.close()
    again = await EmbeddedStateStore.open(tmp_path)
    assert (await only_session(again)).end == at(2)
    await again.close()


async def test_at_the_end_what_cannot_be_said_is_told(
    store: WaitingStateStore, server: FaultyState, caplog: pytest.LogCaptureFixture
) -> None:
    await away(store, server)
    await store.close()
    assert "1 statements of the ledger wait on the disk" in caplog.text


async def test_trouble_at_the_end_leaves_nothing_open_and_what_waits_on_the_disk(
    store: WaitingStateStore, server: FaultyState, local: FakeLocalState
) -> None:
    await away(store, server)
    server.fault = ProblemCode.DATABASE_FAILED
    await store.close()
    await store.close()
    assert local.is_closed
    assert len(local.lines) == 1
