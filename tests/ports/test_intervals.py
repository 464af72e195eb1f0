"""Intervals of import and repair, and the ledger as a whole."""

import random

import pytest

from energy_desktop.model.coverage import EntitySet, Interval, Source
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.ports.state_store import StateStore
from tests.ports.sample_ledger import begin, intervals, raw
from tests.ports.sample_readings import GRID, SOLAR, at
from tests.ports.state_profiles import StateProfile


async def test_an_empty_ledger_covers_nothing(state: StateStore) -> None:
    ledger = await state.ledger([SOLAR])
    assert (ledger.sessions, ledger.sets, ledger.intervals) == ((), {}, ())


async def test_an_interval_comes_back_whole(state: StateStore) -> None:
    span = TimeRange(at(0), at(9))
    interval = Interval(SOLAR, span, Source.UNAVAILABLE, "lost by HA")
    await state.add_intervals([interval], 0)
    assert await intervals(state) == [interval]


@pytest.mark.parametrize(
    ("second", "merged"),
    [
        (raw(10, 20), raw(0, 20)),
        (raw(5, 20), raw(0, 20)),
        (raw(-5, 20), raw(-5, 20)),
        (raw(-5, 0), raw(-5, 10)),
    ],
)
async def test_neighbours_and_overlapping_ones_merge(
    state: StateStore, second: Interval, merged: Interval
) -> None:
    await state.add_intervals([raw(0, 10)], 1)
    await state.add_intervals([second], 2)
    assert await intervals(state) == [merged]


async def test_an_interval_that_bridges_two_makes_one(state: StateStore) -> None:
    await state.add_intervals([raw(0, 10), raw(20, 30), raw(10, 20)], 1)
    assert await intervals(state) == [raw(0, 30)]


async def test_an_interval_within_another_changes_nothing(state: StateStore) -> None:
    await state.add_intervals([raw(0, 30), raw(10, 20)], 1)
    assert await intervals(state) == [raw(0, 30)]


async def test_intervals_with_a_gap_between_stay_two(state: StateStore) -> None:
    await state.add_intervals([raw(0, 10), raw(10.000001, 20)], 1)
    assert await intervals(state) == [raw(0, 10), raw(10.000001, 20)]


async def test_sources_are_kept_apart(state: StateStore) -> None:
    hour = Interval(SOLAR, TimeRange(at(10), at(20)), Source.HOUR)
    await state.add_intervals([raw(0, 10), hour], 1)
    assert await intervals(state) == [raw(0, 10), hour]


async def test_reasons_are_kept_apart(state: StateStore) -> None:
    gone = [
        Interval(SOLAR, TimeRange(at(start), at(start + 10)), Source.UNAVAILABLE, reason)
        for start, reason in ((0, "purged"), (10, "lost by HA"))
    ]
    await state.add_intervals(gone, 0)
    assert await intervals(state) == gone


async def test_entities_are_kept_apart(state: StateStore) -> None:
    await state.add_intervals([raw(0, 10), raw(10, 20, GRID)], 1)
    assert await intervals(state) == [raw(10, 20, GRID), raw(0, 10)]


async def test_an_empty_interval_leaves_no_trace(state: StateStore) -> None:
    await state.add_intervals([raw(5, 5)], 1)
    assert await intervals(state) == []


async def test_the_ledger_of_a_stretch_holds_what_touches_it(state: StateStore) -> None:
    await state.add_intervals([raw(0, 10), raw(20, 30), raw(40, 50)], 1)
    ledger = await state.ledger([SOLAR], TimeRange(at(15), at(45)))
    assert ledger.intervals == (raw(20, 30), raw(40, 50))
    assert ledger.gaps(SOLAR, TimeRange(at(15), at(45))) == [
        TimeRange(at(15), at(20)),
        TimeRange(at(30), at(40)),
    ]


async def test_the_ledger_of_a_stretch_holds_its_sessions(state: StateStore) -> None:
    for session_id, start in (("one", 0), ("two", 20), ("three", 40)):
        await begin(state, session_id, start)
        await state.advance_session(session_id, at(start + 10), 1, None)
    ledger = await state.ledger([SOLAR], TimeRange(at(15), at(35)))
    assert [each.session_id for each in ledger.sessions] == ["two"]


async def test_the_ledger_holds_only_the_entities_asked_for(state: StateStore) -> None:
    await begin(state, "grid", 0, EntitySet.of([GRID]))
    await state.add_intervals([raw(0, 10, GRID)], 1)
    ledger = await state.ledger([SOLAR])
    assert (ledger.sessions, ledger.sets, ledger.intervals) == ((), {}, ())


async def test_the_ledger_of_no_entity_is_empty(state: StateStore) -> None:
    await begin(state, "one", 0)
    assert (await state.ledger([])).sessions == ()


async def test_the_ledger_of_a_large_home_is_found(state: StateStore) -> None:
    ids = [f"sensor.{number}" for number in range(3000)]
    await begin(state, "one", 0, EntitySet.of(ids))
    await state.add_intervals([raw(0, 10, each) for each in ids], 1)
    ledger = await state.ledger(ids)
    assert len(ledger.intervals) == len(ids)
    assert ledger.sets[ledger.sessions[0].set_id] == frozenset(ids)


@pytest.mark.parametrize("seed", range(3))
async def test_intervals_in_any_order_cover_their_union(state: StateStore, seed: int) -> None:
    chance = random.Random(seed)
    added = []
    for number in range(60):
        start = chance.randrange(200)
        interval = raw(start, start + chance.randrange(12))
        added.append(interval)
        await state.add_intervals([interval], number)
    spans = union(each.span for each in added)
    assert [each.span for each in await intervals(state)] == spans


async def test_intervals_are_there_after_the_store_was_closed(state_profile: StateProfile) -> None:
    first = await state_profile.open_state()
    await first.add_intervals([raw(0, 10)], 1)
    await first.close()
    second = await state_profile.open_state()
    found = await intervals(second)
    await second.close()
    assert found == [raw(0, 10)]
