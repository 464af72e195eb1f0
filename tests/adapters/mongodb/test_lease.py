"""One program records, the others read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest
from pymongo.asynchronous.collection import AsyncCollection

from energy_desktop.adapters.mongodb.lease import SILENT_FOR, MongoLease
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.model.coverage import BatchMark, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.recorder_lease import Tenure
from tests.fakes.clock import ManualClock
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import SOLAR, at
from tests.ports.state_profiles import MongoState

pytestmark = pytest.mark.real_servers


class Peer:
    """A program with a store and a lease of its own."""

    def __init__(self, store: MongoStateStore, clock: ManualClock, name: str) -> None:
        self.store = store
        self.lease = MongoLease(store, clock, name)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def cellar(home: MongoState, clock: ManualClock) -> AsyncIterator[Peer]:
    """A program on one machine."""
    store = await home.open_state()
    yield Peer(store, clock, "cellar")
    await store.close()


@pytest.fixture
async def attic(home: MongoState, clock: ManualClock) -> AsyncIterator[Peer]:
    """A program on another machine, with the same server."""
    store = await home.open_state()
    yield Peer(store, clock, "attic")
    await store.close()


async def _refused(doing: Awaitable[object]) -> StoreUnusable:
    with pytest.raises(StoreUnusable) as raised:
        await doing
    assert raised.value.problem.code == ProblemCode.RECORDED_ELSEWHERE
    return raised.value


async def test_the_first_to_come_has_the_lease(cellar: Peer) -> None:
    assert await cellar.lease.claim() == Tenure(1, "cellar", is_ours=True)
    cellar.lease.check()
    assert cellar.lease.number == 1


async def test_the_second_sees_who_records(cellar: Peer, attic: Peer) -> None:
    await cellar.lease.claim()
    assert await attic.lease.claim() == Tenure(1, "cellar", is_ours=False)
    assert attic.lease.number == 0
    with pytest.raises(StoreUnusable, match="cellar records"):
        attic.lease.check()


async def test_claiming_again_keeps_it_under_the_same_number(cellar: Peer, attic: Peer) -> None:
    for _ in range(3):
        assert await cellar.lease.claim() == Tenure(1, "cellar", is_ours=True)
        assert not (await attic.lease.claim()).is_ours


async def test_a_lease_that_was_let_go_is_free_at_once(cellar: Peer, attic: Peer) -> None:
    await cellar.lease.claim()
    await attic.lease.claim()
    await cellar.lease.release()
    assert await attic.lease.claim() == Tenure(2, "attic", is_ours=True)
    assert not (await cellar.lease.claim()).is_ours


async def test_a_holder_that_shows_life_is_never_overtaken(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    for _ in range(20):
        await cellar.lease.claim()
        assert not (await attic.lease.claim()).is_ours
        clock.advance(SILENT_FOR / 2)


async def test_a_dead_holder_is_overtaken_within_a_minute(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    await cellar.lease.claim()
    waited = 0.0
    while not (await attic.lease.claim()).is_ours:
        clock.advance(5.0)
        waited += 5.0
    assert waited <= 60.0
    assert attic.lease.number == 2


async def test_whoever_comes_late_counts_from_then(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    await cellar.lease.claim()
    clock.advance(10 * SILENT_FOR)
    assert not (await attic.lease.claim()).is_ours
    clock.advance(SILENT_FOR)
    assert (await attic.lease.claim()).is_ours


async def test_whoever_sits_where_a_dead_one_sat_need_not_wait(
    home: MongoState, clock: ManualClock, attic: Peer
) -> None:
    first, second = await home.open_state(), await home.open_state()
    assert (await MongoLease(first, clock, "cellar 1", "seat").claim()).is_ours
    assert not (await attic.lease.claim()).is_ours
    assert await MongoLease(second, clock, "cellar 2", "seat").claim() == Tenure(
        2, "cellar 2", is_ours=True
    )
    assert not (await attic.lease.claim()).is_ours
    await first.close()
    await second.close()


async def test_of_many_that_come_at_once_exactly_one_has_it(
    home: MongoState, clock: ManualClock
) -> None:
    stores = [await home.open_state() for _ in range(6)]
    leases = [MongoLease(store, clock, str(n)) for n, store in enumerate(stores)]
    tenures = await asyncio.gather(*(lease.claim() for lease in leases))
    assert sum(tenure.is_ours for tenure in tenures) == 1
    assert len({tenure.holder for tenure in tenures}) == 1
    for store in stores:
        await store.close()


async def _overtaken(cellar: Peer, attic: Peer, clock: ManualClock) -> None:
    """The cellar recorded and fell silent without dying; the attic took over."""
    await cellar.lease.claim()
    await begin(cellar.store, "cellar", 0)
    await cellar.store.advance_session("cellar", at(5), 1, at(5))
    await attic.lease.claim()
    clock.advance(SILENT_FOR)
    assert (await attic.lease.claim()).is_ours


async def test_a_holder_that_was_overtaken_moves_the_ledger_no_more(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    await _overtaken(cellar, attic, clock)
    error = await _refused(cellar.store.advance_session("cellar", at(9), 2, at(9)))
    assert error.problem.parameters["holder"] == "attic"
    assert await only_session(attic.store) == Session("cellar", BOTH.set_id, at(0), at(5), 1)
    assert (await attic.store.subscription_state()).last_event_at == at(5)


async def test_a_holder_that_was_overtaken_knows_it_from_its_next_batch_on(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    await _overtaken(cellar, attic, clock)
    cellar.lease.check()
    await _refused(cellar.store.advance_session("cellar", at(9), 2, at(9)))
    with pytest.raises(StoreUnusable):
        cellar.lease.check()
    assert cellar.lease.number == 0


async def test_a_holder_that_was_overtaken_begins_no_session(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    await _overtaken(cellar, attic, clock)
    await begin(attic.store, "attic", 20)
    await _refused(begin(cellar.store, "late", 30))
    await _refused(cellar.store.advance_session("late", at(40), 9, at(40)))
    sessions = (await attic.store.ledger([SOLAR])).sessions
    assert [each.session_id for each in sessions] == ["cellar", "attic"]
    assert (await attic.store.subscription_state()).subscription_id == "attic"


async def test_a_holder_that_was_overtaken_closes_no_gap_and_cuts_nothing(
    cellar: Peer, attic: Peer, clock: ManualClock
) -> None:
    await _overtaken(cellar, attic, clock)
    await _refused(cellar.store.add_intervals([raw(10, 20)], 1))
    cellar.store.fence.number = 1  # it learns of its loss anew each time
    await _refused(cellar.store.cut_sessions(at(1)))
    cellar.store.fence.number = 1
    await _refused(cellar.store.reconcile_sessions(BatchMark(0, "", at(0))))
    assert await intervals(attic.store) == []
    assert (await only_session(attic.store)).end == at(5)


async def test_who_only_reads_changes_neither_settings_nor_entities(
    cellar: Peer, attic: Peer
) -> None:
    await cellar.lease.claim()
    await cellar.store.save_settings({"currency": "EUR"})
    await _refused(attic.store.save_settings({"currency": "CHF"}))
    await _refused(attic.store.save_entities([Entity("a", "a")]))
    assert await attic.store.settings() == {"currency": "EUR"}
    assert await attic.store.entities() == []


async def test_while_nobody_records_anybody_may_change_settings(cellar: Peer, attic: Peer) -> None:
    await cellar.lease.claim()
    await cellar.lease.release()
    await attic.store.save_settings({"currency": "CHF"})
    assert await cellar.store.settings() == {"currency": "CHF"}


async def test_a_lease_whose_taking_was_interrupted_is_taken_again(
    cellar: Peer, attic: Peer
) -> None:
    await cellar.lease.claim()
    cellar.store.fence.number = 0  # as after a lost connection between the steps
    assert await cellar.lease.claim() == Tenure(2, "cellar", is_ours=True)
    assert not (await attic.lease.claim()).is_ours


async def test_intervals_whose_insertion_was_cancelled_are_taken_back(
    cellar: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cellar.lease.claim()
    await cellar.store.add_intervals([raw(10, 20)], 1)
    insert_many = AsyncCollection.insert_many

    async def cancelled(*given: Any, **named: Any) -> None:
        await insert_many(*given, **named)
        raise asyncio.CancelledError

    monkeypatch.setattr(AsyncCollection, "insert_many", cancelled)
    with pytest.raises(asyncio.CancelledError):
        await cellar.store.add_intervals([raw(20, 30)], 1)
    assert await intervals(cellar.store) == [raw(10, 20)]
