"""Live sessions: begun, moved with each batch, cut where Home Assistant's clock stepped back."""

from energy_desktop.model.coverage import EntitySet, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState
from energy_desktop.ports.state_store import StateStore
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import GRID, SOLAR, at
from tests.ports.state_profiles import StateProfile


async def test_before_anything_was_recorded_the_subscription_is_empty(state: StateStore) -> None:
    found = await state.subscription_state()
    assert (found.subscription_id, found.last_event_at) == (None, None)


async def test_a_new_session_is_the_subscription(state: StateStore) -> None:
    await begin(state, "one", 0)
    assert await state.subscription_state() == SubscriptionState("one", None, "live")


async def test_a_new_session_covers_nothing_yet(state: StateStore) -> None:
    await begin(state, "one", 0)
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(0), 0)
    assert (await state.ledger([SOLAR])).covered(SOLAR) == []


async def test_a_batch_moves_the_session_and_the_last_event(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(5), 1, at(4))
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(5), 1)
    assert (await state.subscription_state()).last_event_at == at(4)


async def test_a_session_never_moves_backwards(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(5), 4, at(4))
    await state.advance_session("one", at(3), 2, at(2))
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(5), 4)
    assert (await state.subscription_state()).last_event_at == at(4)


async def test_the_clock_alone_moves_the_session_and_no_event(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(5), 1, at(4))
    await state.advance_session("one", at(60), 1, None)
    assert (await only_session(state)).end == at(60)
    assert (await state.subscription_state()).last_event_at == at(4)


async def test_the_last_event_survives_a_new_session(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(5), 1, at(4))
    await begin(state, "two", 10)
    assert await state.subscription_state() == SubscriptionState("two", at(4), "live")


async def test_a_session_moves_by_itself(state: StateStore) -> None:
    await begin(state, "one", 0)
    await begin(state, "two", 10)
    await state.advance_session("one", at(12), 1, None)
    ends = {each.session_id: each.end for each in (await state.ledger([SOLAR])).sessions}
    assert ends == {"one": at(12), "two": at(10)}


async def test_a_session_that_was_begun_twice_is_one(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(5), 1, None)
    await begin(state, "one", 0)
    assert (await only_session(state)).end == at(5)


async def test_each_session_keeps_the_set_it_was_begun_with(state: StateStore) -> None:
    solar = EntitySet.of([SOLAR])
    await begin(state, "one", 0)
    await begin(state, "two", 10, solar)
    await state.advance_session("one", at(10), 1, None)
    await state.advance_session("two", at(20), 2, None)
    ledger = await state.ledger([SOLAR, GRID])
    assert ledger.sets == {BOTH.set_id: BOTH.entity_ids, solar.set_id: solar.entity_ids}
    assert ledger.covered(SOLAR) == [TimeRange(at(0), at(20))]
    assert ledger.covered(GRID) == [TimeRange(at(0), at(10))]


async def test_moving_a_session_that_was_cut_away_brings_nothing_back(state: StateStore) -> None:
    await begin(state, "one", 10)
    await state.cut_sessions(at(5))
    await state.advance_session("one", at(20), 1, at(20))
    assert (await state.ledger([SOLAR])).sessions == ()
    assert (await state.subscription_state()).last_event_at is None


async def test_a_clock_that_stepped_back_ends_all_coverage_there(state: StateStore) -> None:
    await begin(state, "before", 0)
    await state.advance_session("before", at(10), 1, at(10))
    await begin(state, "across", 20)
    await state.advance_session("across", at(40), 2, at(39))
    await begin(state, "after", 50)
    await state.advance_session("after", at(60), 3, at(60))
    await state.add_intervals([raw(0, 5), raw(25, 35), raw(45, 55)], 3)
    await state.cut_sessions(at(30))
    ledger = await state.ledger([SOLAR])
    assert ledger.covered(SOLAR, [Source.LIVE]) == [
        TimeRange(at(0), at(10)),
        TimeRange(at(20), at(30)),
    ]
    assert await intervals(state) == [raw(0, 5), raw(25, 30)]
    assert (await state.subscription_state()).last_event_at == at(30)


async def test_a_session_cut_by_a_clock_that_stepped_back_has_ended(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(40), 1, None)
    await state.cut_sessions(at(30))
    await state.advance_session("one", at(50), 2, at(50))
    assert (await only_session(state)).end == at(30)
    assert (await state.subscription_state()).last_event_at is None


async def test_a_cut_after_all_coverage_changes_nothing(state: StateStore) -> None:
    await begin(state, "one", 0)
    await state.advance_session("one", at(10), 1, at(9))
    await state.cut_sessions(at(10))
    assert (await only_session(state)).end == at(10)
    assert (await state.subscription_state()).last_event_at == at(9)


async def test_sessions_are_there_after_the_store_was_closed(state_profile: StateProfile) -> None:
    first = await state_profile.open_state()
    await begin(first, "one", 0)
    await first.advance_session("one", at(5), 1, at(4))
    await first.close()
    second = await state_profile.open_state()
    found = (await only_session(second), await second.subscription_state())
    await second.close()
    assert found == (
        Session("one", BOTH.set_id, at(0), at(5), 1),
        SubscriptionState("one", at(4), "live"),
    )
