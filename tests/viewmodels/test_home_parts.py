"""Which entities make up the picture of the home."""

from dataclasses import replace

import pytest

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.device_icons import icon_of, is_car_charger
from energy_desktop.viewmodels.home_parts import parts_of
from tests.viewmodels.shown_home import (
    BATTERY,
    CHARGE,
    GRID,
    SOLAR,
    entities_of_the_home,
    power_entity,
)


def test_roles_say_who_is_who() -> None:
    parts = parts_of(entities_of_the_home())
    assert (parts.grid, parts.solar, parts.battery) == ((GRID,), (SOLAR,), (BATTERY,))
    assert parts.battery_charge == (CHARGE,)
    assert len(parts.devices) == 12
    assert parts.devices_add_up


def test_a_device_is_named_without_the_word_power() -> None:
    entity = power_entity("sensor.pump", "Pond pump power", Role.DEVICE_POWER)
    assert parts_of([entity]).devices[0].name == "Pond pump"


def test_the_parent_is_found_by_the_name_of_its_meter() -> None:
    kitchen = power_entity("sensor.kitchen_power", "Kitchen", Role.DEVICE_POWER)
    oven = power_entity(
        "sensor.oven_power", "Oven", Role.DEVICE_POWER, parent="sensor.kitchen_energy"
    )
    assert [d.parent for d in parts_of([kitchen, oven]).devices] == [None, "sensor.kitchen_power"]


def test_the_parent_is_found_by_the_name_the_preferences_give_it() -> None:
    meter = replace(power_entity("sensor.em3_total", "Kitchen", Role.DEVICE), units=())
    kitchen = power_entity("sensor.em3_channel_a", "Kitchen", Role.DEVICE_POWER)
    oven = power_entity("sensor.oven_power", "Oven", Role.DEVICE_POWER, parent="sensor.em3_total")
    found = parts_of([meter, kitchen, oven]).devices
    assert [d.parent for d in found] == [None, "sensor.em3_channel_a"]


def test_without_named_devices_every_power_sensor_is_listed_but_adds_up_to_nothing() -> None:
    parts = parts_of([power_entity("sensor.tv_power", "TV", None)])
    assert [d.recording_id for d in parts.devices] == ["sensor.tv_power"]
    assert not parts.devices_add_up


def test_with_named_devices_a_sensor_without_a_part_is_not_one_of_them() -> None:
    parts = parts_of([*entities_of_the_home(), power_entity("sensor.home_power", "Home", None)])
    assert "sensor.home_power" not in parts.all_ids


def test_only_what_is_measured_in_watts_has_a_power() -> None:
    meter = Entity(
        "sensor.a", "sensor.a", role=Role.DEVICE_POWER, units=(DatedUnit("kWh", Micros(0)),)
    )
    external = replace(power_entity("tibber:x", "X", Role.GRID_POWER), statistics_only=True)
    assert parts_of([meter, external]).all_ids == ()


@pytest.mark.parametrize(
    ("entity_id", "name", "icon", "expected"),
    [
        ("sensor.x", "Heat pump", "mdi:hvac", "hvac"),
        ("sensor.x", "Heat pump power", None, "heat-pump"),
        ("sensor.waschmaschine_leistung", "", None, "washing-machine"),
        ("sensor.x", "Something", "custom:icon", "power-plug"),
        ("sensor.x", "Something", None, "power-plug"),
    ],
)
def test_the_owners_icon_counts_else_the_kind(
    entity_id: str, name: str, icon: str | None, expected: str
) -> None:
    assert icon_of(power_entity(entity_id, name, None, icon)) == expected


@pytest.mark.parametrize(
    ("name", "icon", "expected"),
    [
        ("Wallbox", None, True),
        ("Garage", "mdi:ev-station", True),
        ("Phone charger", None, False),
        ("Carport light", None, False),
    ],
)
def test_a_car_charger_is_known_by_icon_or_name(
    name: str, icon: str | None, expected: bool
) -> None:
    assert is_car_charger(power_entity("sensor.x", name, None, icon)) is expected
