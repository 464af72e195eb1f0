"""Home Assistant's energy preferences: which statistics play which part in the home."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The part an entity plays; `*_power` are the momentary figures beside the meters."""

    GRID_IN = "grid_in"
    GRID_OUT = "grid_out"
    GRID_POWER = "grid_power"
    SOLAR = "solar"
    SOLAR_POWER = "solar_power"
    BATTERY_OUT = "battery_out"
    BATTERY_IN = "battery_in"
    BATTERY_POWER = "battery_power"
    BATTERY_CHARGE = "battery_charge"
    GAS = "gas"
    WATER = "water"
    DEVICE = "device"
    DEVICE_POWER = "device_power"
    WATER_DEVICE = "water_device"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Part:
    """An entity, or external statistic, and the part it plays."""

    statistic_id: str
    role: Role
    name: str | None = None
    parent: str | None = None
    """The statistic of the device that includes this one."""


@dataclass(frozen=True, slots=True)
class EnergyPreferences:
    """All parts, in Home Assistant's order; empty where the person set up none."""

    parts: tuple[Part, ...] = ()

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    def of(self, statistic_id: str) -> Part | None:
        """The first part of an entity."""
        return next((p for p in self.parts if p.statistic_id == statistic_id), None)

    def ids(self) -> frozenset[str]:
        """All entities and statistics named."""
        return frozenset(p.statistic_id for p in self.parts)
