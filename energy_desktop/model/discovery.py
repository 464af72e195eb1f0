"""Which of Home Assistant's entities qualify for recording."""

from fnmatch import fnmatchcase

from energy_desktop.model.energy_preferences import EnergyPreferences
from energy_desktop.model.home import EntityState
from energy_desktop.model.units import Quantity, conversion_of

DEVICE_CLASSES = frozenset({"energy", "energy_storage", "power", "gas", "water", "battery"})
"""Device classes whose sensors qualify, whatever their unit."""

_QUANTITIES = frozenset({Quantity.POWER, Quantity.ENERGY, Quantity.VOLUME})


def qualifies(state: EntityState, pattern: str, preferences: EnergyPreferences) -> bool:
    """Whether an entity is offered for tracking.

    A `sensor.*` that matches the pattern, with a device class of energy or a unit of power,
    energy or volume; or whatever the energy preferences name. A percentage alone is no sign
    of energy (humidity has one too): there the device class decides.
    """
    if state.entity_id in preferences.ids():
        return True
    if not state.entity_id.startswith("sensor."):
        return False
    if not fnmatchcase(state.entity_id, pattern):
        return False
    return state.device_class in DEVICE_CLASSES or conversion_of(state.unit).quantity in _QUANTITIES


def is_external_statistic(statistic_id: str) -> bool:
    """Ids such as `tibber:energy`, which have statistics but no states."""
    return ":" in statistic_id
