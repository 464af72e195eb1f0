"""What a state store must bear: any text, any moment, many callers at once."""

import asyncio
import random

import pytest

from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Session, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.state_store import StateStore
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import GRID, SOLAR, at

STRANGE = [
    "sensor.zähler_ä",
    "sensor.電力",
    "sensor.⚡🔌",
    "tibber:energy_consumption.home",
    "a.b.c",
    "$set",
    "%2E",
    "'; DROP TABLE entity; --",
    "x" * 300,
]
LATEST = Micros(2**63 - 1)


@pytest.mark.parametrize("key", STRANGE)
async def test_a_setting_may_have_any_key_and_any_value(state: StateStore, key: str) -> None:
    await state.save_settings({key: key, "beside": ""})
    assert await state.settings() == {key: key, "beside": ""}


@pytest.mark.parametrize("strange", STRANGE)
async def test_an_entity_may_have_any_id(state: StateStore, strange: str) -> None:
    entity = Entity(strange, strange, name=strange)
    await state.save_entities([entity])
    await state.add_intervals([raw(0, 10, strange)], 1)
    await begin(state, strange, 0, EntitySet.of([strange]))
    assert await state.entities() == [entity]
    ledger = await state.ledger([strange])
    assert ledger.intervals == (raw(0, 10, strange),)
    assert ledger.sets == {EntitySet.of([strange]).set_id: frozenset([strange])}


async def test_entities_are_ordered_as_their_ids_are_written(state: StateStore) -> None:
    await state.save_entities(Entity(each, each) for each in STRANGE)
    assert [each.recording_id for each in await state.entities()] == sorted(STRANGE)


async def test_text_comes_back_letter_for_letter(state: StateStore) -> None:
    text = 'a "quote", a \\ backslash,\na line, a tab\t, naïve ☀, \N{COMBINING ACUTE ACCENT}e'
    entry = SyncEntry("sync", text, at(0), at(1), 0, text, text)
    await state.add_sync_entry(entry)
    assert await state.sync_log(text) == [entry]


async def test_moments_are_kept_to_the_microsecond_at_both_ends_of_time(state: StateStore) -> None:
    whole = Interval(
        SOLAR, TimeRange(Micros(-1), LATEST), Source.UNAVAILABLE, "no older statistics"
    )
    await state.add_intervals([whole], 0)
    await state.begin_session(Session("one", BOTH.set_id, Micros(1), Micros(1), 0), BOTH)
    await state.advance_session("one", LATEST, 2**62, LATEST)
    assert await intervals(state) == [whole]
    assert await only_session(state) == Session("one", BOTH.set_id, Micros(1), LATEST, 2**62)
    assert (await state.subscription_state()).last_event_at == LATEST


async def test_batch_numbers_beyond_32_bits_are_compared_as_numbers(state: StateStore) -> None:
    first = (7 << 32) + 1
    await begin(state, "one", 0, batch=first)
    await state.advance_session("one", at(5), first + 1, at(5))
    assert await state.reconcile_sessions(BatchMark(first, "one", at(3))) == 1
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(3), first)


async def test_many_settings_saved_at_once_are_all_there(state: StateStore) -> None:
    await asyncio.gather(*(state.save_settings({f"key{n}": str(n)}) for n in range(20)))
    assert await state.settings() == {f"key{n}": str(n) for n in range(20)}


async def test_entities_saved_at_once_are_all_there(state: StateStore) -> None:
    wanted = [Entity(f"sensor.{n:02}", f"sensor.{n:02}") for n in range(20)]
    await asyncio.gather(*(state.save_entities([each]) for each in wanted))
    assert await state.entities() == wanted


async def test_sync_entries_added_at_once_are_all_there(state: StateStore) -> None:
    added = [SyncEntry("sync", SOLAR, at(n), at(n), n) for n in range(15)]
    await asyncio.gather(*(state.add_sync_entry(each) for each in added))
    found = await state.sync_log()
    assert sorted(found, key=lambda each: each.records) == added


async def test_intervals_added_at_once_cover_their_union(state: StateStore) -> None:
    chance = random.Random(4)
    added = [raw(s, s + chance.randrange(1, 9)) for s in (chance.randrange(100) for _ in range(30))]
    await asyncio.gather(*(state.add_intervals([each], 1) for each in added))
    assert [each.span for each in await intervals(state)] == union(each.span for each in added)


async def test_a_session_moved_by_many_at_once_stands_at_the_furthest(state: StateStore) -> None:
    await begin(state, "one", 0)
    moves = [state.advance_session("one", at(n), n, at(n)) for n in (3, 9, 1, 7, 5)]
    await asyncio.gather(*moves)
    assert await only_session(state) == Session("one", BOTH.set_id, at(0), at(9), 9)
    assert (await state.subscription_state()).last_event_at == at(9)


async def test_many_intervals_of_many_entities_in_one_call(state: StateStore) -> None:
    ids = [f"sensor.{n}" for n in range(300)]
    added = [raw(start, start + 5, each) for each in ids for start in (0, 5, 20)]
    await state.add_intervals(added, 1)
    await state.add_intervals([raw(10, 20, each) for each in ids], 2)
    found = await intervals(state, *ids)
    assert [(each.entity_id, each.span) for each in found] == [
        (each, TimeRange(at(0), at(25))) for each in sorted(ids)
    ]


async def test_the_sync_log_of_no_entry_is_empty(state: StateStore) -> None:
    assert await state.sync_log() == []
    await state.add_sync_entry(SyncEntry("sync", GRID, at(0), at(1), 1))
    assert await state.sync_log(limit=0) == []
