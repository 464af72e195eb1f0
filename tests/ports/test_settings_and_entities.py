"""Settings, entities and the sync log."""

from dataclasses import replace

import pytest

from energy_desktop.model.entities import DatedUnit, EarlierId, Entity
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.state_store import StateStore
from tests.ports.sample_readings import GRID, SOLAR, at
from tests.ports.state_profiles import StateProfile

FULL_ENTITY = Entity(
    recording_id=SOLAR,
    entity_id="sensor.sonne_1",
    registry_id="f00",
    name="Dach Süd ☀",
    device_class="power",
    state_class="measurement",
    icon="mdi:solar-power",
    is_tracked=True,
    is_active=False,
    energy_prefs=True,
    role="solar",
    parent="sensor.parent",
    statistics_only=True,
    units=(DatedUnit("W", at(0)), DatedUnit(None, at(1)), DatedUnit("kW", at(2))),
    earlier_ids=(EarlierId("sensor.old", at(3)),),
)


async def test_a_new_home_has_no_settings(state: StateStore) -> None:
    assert await state.settings() == {}


async def test_settings_come_back_by_key(state: StateStore) -> None:
    await state.save_settings({"home_url": "http://ha:8123", "currency": "CHF"})
    await state.save_settings({"currency": "€", "empty": ""})
    expected = {"home_url": "http://ha:8123", "currency": "€", "empty": ""}
    assert await state.settings() == expected


async def test_a_new_home_has_no_entities(state: StateStore) -> None:
    assert await state.entities() == []


async def test_an_entity_comes_back_with_everything_known_of_it(state: StateStore) -> None:
    await state.save_entities([FULL_ENTITY])
    assert await state.entities() == [FULL_ENTITY]


async def test_entities_come_back_in_the_order_of_their_recording_ids(state: StateStore) -> None:
    await state.save_entities(Entity(each, each) for each in ("b", "a", "c"))
    await state.save_entities([Entity("aa", "z")])
    assert [each.recording_id for each in await state.entities()] == ["a", "aa", "b", "c"]


async def test_an_entity_is_replaced_by_its_recording_id(state: StateStore) -> None:
    await state.save_entities([FULL_ENTITY, Entity(GRID, GRID)])
    renamed = replace(FULL_ENTITY, is_tracked=False).renamed("sensor.new", at(9))
    await state.save_entities([renamed])
    assert await state.entities() == [Entity(GRID, GRID), renamed]


async def test_saving_nothing_changes_nothing(state: StateStore) -> None:
    await state.save_entities([FULL_ENTITY])
    await state.save_entities([])
    await state.save_settings({})
    assert await state.entities() == [FULL_ENTITY]


def _entry(number: int, entity: str | None = SOLAR) -> SyncEntry:
    return SyncEntry("import", entity, at(number), at(number + 1), 100 * number)


async def test_a_sync_entry_comes_back_whole(state: StateStore) -> None:
    entry = SyncEntry("repair", None, at(0), Micros(at(0) + 1), 7, "it failed", "détail")
    await state.add_sync_entry(entry)
    assert await state.sync_log() == [entry]


async def test_the_sync_log_is_read_newest_first(state: StateStore) -> None:
    for number in range(5):
        await state.add_sync_entry(_entry(number))
    assert await state.sync_log(limit=2) == [_entry(4), _entry(3)]


async def test_the_sync_log_of_one_entity_holds_only_its_entries(state: StateStore) -> None:
    for number, entity in enumerate((SOLAR, GRID, None, SOLAR)):
        await state.add_sync_entry(_entry(number, entity))
    assert await state.sync_log(SOLAR) == [_entry(3), _entry(0)]
    assert await state.sync_log("sensor.never_seen") == []
    assert len(await state.sync_log()) == 4


async def test_all_is_there_after_the_store_was_closed(state_profile: StateProfile) -> None:
    first = await state_profile.open_state()
    await first.save_settings({"currency": "EUR"})
    await first.save_entities([FULL_ENTITY])
    await first.add_sync_entry(_entry(1))
    await first.close()
    second = await state_profile.open_state()
    found = (await second.settings(), await second.entities(), await second.sync_log())
    await second.close()
    assert found == ({"currency": "EUR"}, [FULL_ENTITY], [_entry(1)])


@pytest.mark.parametrize("times", [1, 2])
async def test_closing_again_does_no_harm(state_profile: StateProfile, times: int) -> None:
    store = await state_profile.open_state()
    for _ in range(times):
        await store.close()
