import pytest

from energy_desktop.model.discovery import is_external_statistic, qualifies
from energy_desktop.model.energy_preferences import EnergyPreferences, Part, Role
from energy_desktop.model.home import EntityState

NO_PREFERENCES = EnergyPreferences()


def entity(entity_id: str, unit: str | None = None, device_class: str | None = None) -> EntityState:
    return EntityState(entity_id, "1", entity_id, unit, device_class, None, None)


@pytest.mark.parametrize(
    "device_class", ["energy", "energy_storage", "power", "gas", "water", "battery"]
)
def test_a_sensor_with_a_device_class_of_energy_qualifies(device_class: str) -> None:
    assert qualifies(entity("sensor.x", None, device_class), "*", NO_PREFERENCES)


@pytest.mark.parametrize("unit", ["W", "kW", "kWh", "MJ", "m³", "L", "BTU/h"])
def test_a_sensor_with_a_unit_of_energy_qualifies(unit: str) -> None:
    assert qualifies(entity("sensor.x", unit), "*", NO_PREFERENCES)


@pytest.mark.parametrize("unit", ["°C", "%", "EUR", None])
def test_other_units_do_not_qualify(unit: str | None) -> None:
    assert not qualifies(entity("sensor.x", unit), "*", NO_PREFERENCES)


def test_only_sensors_qualify() -> None:
    assert not qualifies(entity("number.limit", "W", "power"), "*", NO_PREFERENCES)


def test_the_pattern_narrows_what_qualifies() -> None:
    assert qualifies(entity("sensor.shelly_power", "W"), "sensor.shelly_*", NO_PREFERENCES)
    assert not qualifies(entity("sensor.tasmota_power", "W"), "sensor.shelly_*", NO_PREFERENCES)


def test_what_the_energy_preferences_name_qualifies_whatever_it_is() -> None:
    preferences = EnergyPreferences((Part("sensor.price", Role.PRICE),))
    assert qualifies(entity("sensor.price", "EUR"), "sensor.shelly_*", preferences)


def test_an_external_statistic_has_a_colon() -> None:
    assert is_external_statistic("tibber:energy_consumption")
    assert not is_external_statistic("sensor.energy")
