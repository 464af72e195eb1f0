"""The entities of the demo home: what Home Assistant would list, and what each one reads."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from energy_desktop.adapters.demo_home.household.loads import GROUPS, LOADS, Group, Load

SECOND: Final = 1_000_000
"""Microseconds of a second."""


class Kind(Enum):
    """How the value of a sensor follows from its channel."""

    POWER = "power"
    """What flows at the moment of the tick."""
    METER = "meter"
    """What was counted until the last whole minute before the tick, as smart meters publish it."""
    LEVEL = "level"
    PRICE = "price"
    OUTDOOR = "outdoor"
    LABEL = "label"
    """The second label while the channel flows, else the first."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the readings of an entity come from and when it looks."""

    kind: Kind
    channel: str
    interval: int
    """Seconds between two ticks; divides 300."""
    offset: int
    """Microseconds after the full interval at which a tick falls."""
    scale: float = 1.0
    """The entity's unit per watt, watt-hour, m³, …"""
    decimals: int = 0
    initial: int = 0
    """What the meter's register showed when the history began, in its last decimal."""
    labels: tuple[str, ...] = ()
    flaky: bool = False
    """Sits behind a Wi-Fi plug that is away for some minutes on some days."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity as the registry knows it."""

    entity_id: str
    registry_id: str
    """32 hexadecimal digits; stays the same when the entity is renamed."""
    name: str
    role: str
    """grid_power, grid_import, grid_export, solar_power, solar_energy, battery_power,
    battery_charge, battery_discharge, battery_level, home_power, device_power, device_energy,
    gas, water, price or other."""
    source: Source
    unit: str | None = None
    device_class: str | None = None
    state_class: str | None = None
    icon: str | None = None
    parent: str | None = None
    """Entity id of the meter that contains this device's meter."""

    @property
    def attributes(self) -> dict[str, str]:
        """State attributes in the order in which Home Assistant writes them."""
        every = {
            "state_class": self.state_class,
            "unit_of_measurement": self.unit,
            "device_class": self.device_class,
            "icon": self.icon,
            "friendly_name": self.name,
        }
        return {key: value for key, value in every.items() if value is not None}

    @property
    def is_meter(self) -> bool:
        """Whether its statistics have a sum (total_increasing) instead of a mean."""
        return self.state_class == "total_increasing"


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit, how much of it a watt or watt-hour is, and the decimals a sensor shows."""

    unit: str
    factor: float
    decimals: int


_W, _TENTH_W, _KW = Scale("W", 1.0, 0), Scale("W", 1.0, 1), Scale("kW", 0.001, 3)
_KWH, _COARSE_KWH = Scale("kWh", 0.001, 3), Scale("kWh", 0.001, 2)
_WH, _MWH = Scale("Wh", 1.0, 0), Scale("MWh", 1e-6, 6)
_POWER_SCALES: Final = {
    "ev": _KW, "tv": _TENTH_W, "desk": _TENTH_W, "network": _TENTH_W, "aquarium": _TENTH_W,
    "pond": _TENTH_W, "fridge": _TENTH_W, "freezer": _TENTH_W, "light_upper": _TENTH_W,
}  # fmt: skip
_METER_SCALES: Final = {"fridge": _WH, "freezer": _WH, "ev": _MWH, "heat_pump": _COARSE_KWH}


class Catalogue:
    """All entities of one home. Ids and the moments of ticks depend on its seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity, in a fixed order."""
        return (*self._mains(), *self._devices(), *self._supplies(), *self._others())

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """The same, by entity id."""
        return {entity.entity_id: entity for entity in self.entities}

    def _digest(self, entity_id: str) -> bytes:
        return hashlib.blake2b(f"{self._seed}/{entity_id}".encode(), digest_size=16).digest()

    def _source(
        self, entity_id: str, kind: Kind, channel: str, interval: int, scale: Scale | None = None
    ) -> Source:
        number = int.from_bytes(self._digest(entity_id)[:8], "big")
        scale = scale or Scale("", 1.0, 0)
        return Source(
            kind,
            channel,
            interval,
            # A price is published as its hour begins, the others whenever their device likes.
            offset=1 + number % ((3 if kind is Kind.PRICE else interval) * SECOND - 1),
            scale=scale.factor,
            decimals=scale.decimals,
            initial=number % 3_000_000 if kind is Kind.METER else 0,
            flaky=channel == "tv",
        )

    def _power(
        self, key: str, channel: str, name: str, role: str, icon: str, scale: Scale, every: int
    ) -> Entity:
        entity_id = f"sensor.{key}"
        source = self._source(entity_id, Kind.POWER, channel, every, scale)
        return self._sensor(entity_id, name, role, source, scale.unit, "power", icon)

    def _meter(
        self, key: str, channel: str, name: str, role: str, icon: str, scale: Scale,
        parent: str | None = None,
    ) -> Entity:  # fmt: skip
        entity_id = f"sensor.{key}"
        source = self._source(entity_id, Kind.METER, channel, 60, scale)
        return self._sensor(entity_id, name, role, source, scale.unit, "energy", icon, parent)

    def _sensor(
        self, entity_id: str, name: str, role: str, source: Source, unit: str | None,
        device_class: str | None, icon: str | None, parent: str | None = None,
    ) -> Entity:  # fmt: skip
        measured = "total_increasing" if source.kind is Kind.METER else "measurement"
        return Entity(
            entity_id,
            self._digest(entity_id).hex(),
            name,
            role,
            source,
            unit,
            device_class,
            None if source.kind is Kind.LABEL else measured,
            icon,
            parent,
        )

    def _mains(self) -> Iterator[Entity]:
        tower, sun, cell = "mdi:transmission-tower", "mdi:solar-power", "mdi:home-battery"
        yield self._power("grid_power", "grid", "Grid power", "grid_power", tower, _W, 5)
        yield self._power("home_power", "used", "Home power", "home_power", "mdi:home", _W, 5)
        yield self._power("solar_power", "solar", "Solar power", "solar_power", sun, _KW, 5)
        yield self._power("battery_power", "storage", "Battery power", "battery_power", cell, _W, 5)
        for key, channel, name, icon in (
            ("grid_import", "import", "Grid import", "mdi:transmission-tower-export"),
            ("grid_export", "export", "Grid export", "mdi:transmission-tower-import"),
            ("solar_energy", "solar", "Solar production", sun),
            ("battery_charge", "charge", "Battery charged", "mdi:battery-arrow-up"),
            ("battery_discharge", "discharge", "Battery discharged", "mdi:battery-arrow-down"),
        ):
            yield self._meter(key, channel, name, key, icon, _KWH)
        level = self._source("sensor.battery_level", Kind.LEVEL, "storage", 60, Scale("%", 1.0, 1))
        yield self._sensor(
            "sensor.battery_level", "Battery level", "battery_level", level, "%", "battery", None
        )

    def _devices(self) -> Iterator[Entity]:
        metered: list[Load | Group] = [*GROUPS, *(load for load in LOADS if not load.hidden)]
        for item in metered:
            power = _POWER_SCALES.get(item.key, _W)
            yield self._power(
                f"{item.key}_power", item.key, f"{item.name} power", "device_power", item.icon,
                power, 10,
            )  # fmt: skip
            above = item.parent if isinstance(item, Load) else None
            yield self._meter(
                f"{item.key}_energy", item.key, f"{item.name} energy", "device_energy", item.icon,
                _METER_SCALES.get(item.key, _KWH), above and f"sensor.{above}_energy",
            )  # fmt: skip

    def _supplies(self) -> Iterator[Entity]:
        for key, decimals, icon in (("gas", 2, "mdi:meter-gas"), ("water", 3, "mdi:water")):
            entity_id = f"sensor.{key}_meter"
            source = self._source(entity_id, Kind.METER, key, 300, Scale("m³", 1.0, decimals))
            yield self._sensor(entity_id, f"{key.title()} meter", key, source, "m³", key, icon)
        price = self._source("sensor.electricity_price", Kind.PRICE, "", 300, Scale("", 1.0, 4))
        yield self._sensor(
            "sensor.electricity_price", "Electricity price", "price", price, "EUR/kWh", None,
            "mdi:cash",
        )  # fmt: skip

    def _others(self) -> Iterator[Entity]:
        outdoor = self._source(
            "sensor.outdoor_temperature", Kind.OUTDOOR, "", 60, Scale("°C", 1.0, 1)
        )
        yield self._sensor(
            "sensor.outdoor_temperature", "Outdoor temperature", "other", outdoor, "°C",
            "temperature", None,
        )  # fmt: skip
        for entity_id, name, channel, labels, icon in (
            ("sensor.washing_machine_status", "Washing machine status", "washing_machine",
             ("idle", "running"), "mdi:washing-machine"),
            ("binary_sensor.car_charging", "Car charging", "ev", ("off", "on"), None),
            ("light.living_room", "Living room", "light_ground", ("off", "on"), None),
            ("light.bedroom", "Bedroom", "light_upper", ("off", "on"), None),
        ):  # fmt: skip
            plain = self._source(entity_id, Kind.LABEL, channel, 10)
            source = Source(Kind.LABEL, channel, 10, plain.offset, labels=labels)
            yield self._sensor(entity_id, name, "other", source, None, None, icon)
