"""The entities of the home."""

import re

from energy_desktop.adapters.demo_home import Household
from energy_desktop.adapters.demo_home.household.catalogue import Catalogue


def test_units_differ_on_purpose(household: Household) -> None:
    units = {entity.unit for entity in household.entities if entity.device_class == "power"}
    assert units == {"W", "kW"}
    units = {entity.unit for entity in household.entities if entity.device_class == "energy"}
    assert units == {"Wh", "kWh", "MWh"}


def test_every_device_has_a_power_and_a_meter(household: Household) -> None:
    powers = {e.entity_id for e in household.entities if e.role == "device_power"}
    meters = {e.entity_id for e in household.entities if e.role == "device_energy"}
    assert {name.replace("_energy", "_power") for name in meters} == powers
    assert len(meters) >= 20


def test_parents_are_meters_of_the_home(household: Household) -> None:
    parents = {e.parent for e in household.entities if e.parent}
    assert parents == {"sensor.kitchen_energy", "sensor.heat_pump_energy"}
    assert all(household.entity(parent).role == "device_energy" for parent in parents)


def test_discovery_has_something_to_refuse(household: Household) -> None:
    others = [entity for entity in household.entities if entity.role == "other"]
    assert {entity.entity_id.partition(".")[0] for entity in others} >= {"light", "sensor"}
    assert any(entity.unit is None for entity in others)


def test_attributes_stand_in_the_order_of_home_assistant(household: Household) -> None:
    attributes = household.entity("sensor.grid_power").attributes
    assert list(attributes) == [
        "state_class",
        "unit_of_measurement",
        "device_class",
        "icon",
        "friendly_name",
    ]


def test_registry_ids_are_unique_and_depend_on_the_seed(household: Household) -> None:
    ids = [entity.registry_id for entity in household.entities]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[0-9a-f]{32}", registry_id) for registry_id in ids)
    assert not set(ids) & {entity.registry_id for entity in Catalogue(8).entities}
