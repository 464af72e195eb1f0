"""A ledger that is ahead of its metric store is cut back to what that store proves."""

from energy_desktop.model.coverage import BatchMark, Interval, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.ports.state_store import StateStore
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import SOLAR, at


async def _recorded(state: StateStore, session_id: str, batches: list[int], start: float) -> None:
    """A session whose batches end one second after each other."""
    await begin(state, session_id, start, batch=batches[0] - 1)
    for second, batch in enumerate(batches, start=1):
        await state.advance_session(session_id, at(start + second), batch, at(start + second))


async def test_a_ledger_that_is_proven_stays(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2, 3], 0)
    await state.add_intervals([raw(-10, 0)], 3)
    assert await state.reconcile_sessions(BatchMark(3, "one", at(3))) == 0
    assert (await only_session(state)).end == at(3)
    assert await intervals(state) == [raw(-10, 0)]
    assert (await state.subscription_state()).last_event_at == at(3)


async def test_a_metric_store_that_is_ahead_changes_nothing(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2], 0)
    assert await state.reconcile_sessions(BatchMark(3, "one", at(3))) == 0
    assert (await only_session(state)).end == at(2)


async def test_a_session_is_cut_to_the_last_proven_batch(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2, 3], 0)
    assert await state.reconcile_sessions(BatchMark(2, "one", at(2))) == 1
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(2), 2)
    assert (await state.subscription_state()).last_event_at == at(2)


async def test_later_sessions_fall_and_earlier_ones_stay(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2], 0)
    await _recorded(state, "two", [3, 4], 10)
    await _recorded(state, "three", [5, 6], 20)
    assert await state.reconcile_sessions(BatchMark(3, "two", at(11))) == 2
    covered = (await state.ledger([SOLAR])).covered(SOLAR)
    assert covered == [TimeRange(at(0), at(2)), TimeRange(at(10), at(11))]


async def test_a_metric_store_that_is_gone_proves_no_batch(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2], 0)
    await _recorded(state, "two", [3], 10)
    await state.add_intervals([raw(-10, 0)], 2)
    assert await state.reconcile_sessions(None) == 3
    assert (await state.ledger([SOLAR])).covered(SOLAR) == []
    assert (await state.subscription_state()).last_event_at is None


async def test_a_session_that_never_had_a_batch_needs_no_proof(state: StateStore) -> None:
    await begin(state, "silent", 0)
    await state.advance_session("silent", at(60), 0, None)
    assert await state.reconcile_sessions(None) == 0
    assert (await state.ledger([SOLAR])).covered(SOLAR) == [TimeRange(at(0), at(60))]


async def test_a_session_moved_by_the_clock_alone_stands_and_falls_with_the_batch_before(
    state: StateStore,
) -> None:
    await _recorded(state, "one", [1, 2], 0)
    await begin(state, "silent", 10, batch=2)
    await state.advance_session("silent", at(60), 2, None)
    assert await state.reconcile_sessions(BatchMark(2, "one", at(2))) == 0
    assert await state.reconcile_sessions(BatchMark(1, "one", at(1))) == 2
    assert (await state.ledger([SOLAR])).covered(SOLAR) == [TimeRange(at(0), at(1))]


async def test_a_session_whose_first_batch_is_lost_falls_with_its_wait(state: StateStore) -> None:
    await _recorded(state, "one", [1], 0)
    await begin(state, "two", 10, batch=1)
    await state.advance_session("two", at(15), 1, None)
    await state.advance_session("two", at(20), 2, at(19))
    assert await state.reconcile_sessions(BatchMark(1, "one", at(1))) == 1
    assert (await state.ledger([SOLAR])).covered(SOLAR) == [TimeRange(at(0), at(1))]


async def test_an_interval_falls_with_the_batch_that_stored_its_readings(
    state: StateStore,
) -> None:
    await state.add_intervals([raw(0, 10)], 4)
    await state.add_intervals([raw(20, 30)], 5)
    assert await state.reconcile_sessions(BatchMark(4, "", at(0))) == 1
    assert await intervals(state) == [raw(0, 10)]


async def test_a_merged_interval_falls_with_the_later_of_its_batches(state: StateStore) -> None:
    await state.add_intervals([raw(0, 10)], 4)
    await state.add_intervals([raw(10, 20)], 5)
    await state.add_intervals([raw(20, 30)], 3)
    assert await state.reconcile_sessions(BatchMark(4, "", at(0))) == 1
    assert await intervals(state) == []


async def test_an_interval_that_claims_no_reading_needs_no_proof(state: StateStore) -> None:
    gone = Interval(SOLAR, TimeRange(at(0), at(9)), Source.UNAVAILABLE, "purged")
    await state.add_intervals([gone], 0)
    assert await state.reconcile_sessions(None) == 0
    assert await intervals(state) == [gone]


async def test_reconciling_again_changes_nothing(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2, 3], 0)
    assert await state.reconcile_sessions(BatchMark(2, "one", at(2))) == 1
    assert await state.reconcile_sessions(BatchMark(2, "one", at(2))) == 0


async def test_a_session_that_was_cut_has_ended(state: StateStore) -> None:
    await _recorded(state, "one", [1, 2, 3], 0)
    await state.reconcile_sessions(BatchMark(2, "one", at(2)))
    await state.advance_session("one", at(9), 3, at(8))
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(2), 2)
    assert (await state.subscription_state()).last_event_at == at(2)
