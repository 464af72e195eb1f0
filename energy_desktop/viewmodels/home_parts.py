"""Which tracked entities make up the picture of the home's power."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import Entity
from energy_desktop.model.power_balance import DevicePower, PowerReadings
from energy_desktop.model.units import Quantity
from energy_desktop.viewmodels.device_icons import icon_of, is_car_charger

_SUFFIX_OF_NAME = re.compile(r"[\s:,-]+(active |current )?(power|leistung|wirkleistung)$", re.I)
_QUANTITY_OF_NAME = re.compile(
    r"[\s:,-]+(active |current |total )?(power|energy|consumption|leistung|energie|verbrauch)$",
    re.I,
)
_SUFFIX_OF_ID = re.compile(r"_(active_|current_)?(power|energy|consumption|total)(_\w+)?$")


@dataclass(frozen=True, slots=True)
class Device:
    """A consumer whose power is measured."""

    recording_id: str
    name: str
    icon: str
    """A name of Material Design Icons, without `mdi:`."""
    parent: str | None = None
    """Recording id of the device whose figure includes this one."""
    is_car_charger: bool = False


@dataclass(frozen=True, slots=True)
class HomeParts:
    """Recording ids by the part they play."""

    grid: tuple[str, ...] = ()
    solar: tuple[str, ...] = ()
    battery: tuple[str, ...] = ()
    battery_charge: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()
    devices_add_up: bool = True
    """Whether the devices are consumers of this home, and not whatever measures power."""

    @property
    def mains(self) -> tuple[str, ...]:
        """What the home's own figure is computed from."""
        return (*self.grid, *self.solar, *self.battery)

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Everything the page shows."""
        return (*self.mains, *self.battery_charge, *(d.recording_id for d in self.devices))

    def readings(self, value_of: Callable[[str], float | None]) -> PowerReadings:
        """The balance's input, with the latest value of each entity."""
        return PowerReadings(
            grid=[value_of(key) for key in self.grid],
            solar=[value_of(key) for key in self.solar],
            battery=[value_of(key) for key in self.battery],
            devices=[
                DevicePower(device.recording_id, value_of(device.recording_id), device.parent)
                for device in self.devices
                if self.devices_add_up
            ],
        )


def parts_of(entities: Iterable[Entity]) -> HomeParts:
    """Sort the tracked entities by their role in the energy preferences.

    Where the preferences name no device's power, every other power sensor is listed as a
    device; those do not add up to anything, since nobody said what they measure.
    """
    tracked = list(entities)
    power = [e for e in tracked if _measures(e, Quantity.POWER)]
    charge = [e for e in tracked if e.role == Role.BATTERY_CHARGE]
    named = [e for e in power if e.role == Role.DEVICE_POWER]
    unnamed = [e for e in power if e.role is None]
    return HomeParts(
        grid=_with_role(power, Role.GRID_POWER),
        solar=_with_role(power, Role.SOLAR_POWER),
        battery=_with_role(power, Role.BATTERY_POWER),
        battery_charge=tuple(e.recording_id for e in charge),
        devices=_devices(named or unnamed, tracked),
        devices_add_up=bool(named),
    )


def _measures(entity: Entity, quantity: Quantity) -> bool:
    return not entity.statistics_only and entity.conversion.quantity is quantity


def _with_role(entities: Iterable[Entity], role: Role) -> tuple[str, ...]:
    return tuple(e.recording_id for e in entities if e.role == role)


def _devices(entities: Sequence[Entity], tracked: Sequence[Entity]) -> tuple[Device, ...]:
    devices = {
        entity.entity_id: Device(
            entity.recording_id,
            _SUFFIX_OF_NAME.sub("", entity.name) or entity.entity_id,
            icon_of(entity),
            is_car_charger=is_car_charger(entity),
        )
        for entity in entities
    }
    parents = _Parents(devices, tracked)
    return tuple(
        replace(devices[entity.entity_id], parent=parents.of(entity)) for entity in entities
    )


class _Parents:
    """Finds the power sensor of a parent: the preferences name the parent by its meter.

    The two belong together when their ids, or their names, differ in the quantity alone.
    """

    def __init__(self, devices: Mapping[str, Device], tracked: Iterable[Entity]) -> None:
        self._by_id = devices
        self._by_stem = {_stem(entity_id): device for entity_id, device in devices.items()}
        self._by_name = {_stem_of_name(device.name): device for device in devices.values()}
        self._names = {entity.entity_id: entity.name for entity in tracked}

    def of(self, entity: Entity) -> str | None:
        """Recording id of the device that includes this one."""
        if entity.parent is None:
            return None
        parent = (
            self._by_id.get(entity.parent)
            or self._by_stem.get(_stem(entity.parent))
            or self._by_name.get(_stem_of_name(self._names.get(entity.parent, "")))
        )
        if parent is None or parent.recording_id == entity.recording_id:
            return None
        return parent.recording_id


def _stem(entity_id: str) -> str:
    return _SUFFIX_OF_ID.sub("", entity_id)


def _stem_of_name(name: str) -> str:
    return _QUANTITY_OF_NAME.sub("", name).casefold()
