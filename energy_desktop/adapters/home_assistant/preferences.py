"""Energy preferences, in each of the forms Home Assistant has given them.

After homeassistant/components/energy/data.py: a grid is one entry with its meters in newer
versions, and has lists `flow_from`, `flow_to` and `power` in older ones.
"""

from collections.abc import Iterator

from msgspec import Struct

from energy_desktop.model.energy_preferences import EnergyPreferences, Part, Role


class _PowerConfiguration(Struct, gc=False):
    stat_rate: str | None = None


class _Meter(Struct, gc=False):
    """One direction of a grid in the older form, or one of its power sensors."""

    stat_energy_from: str | None = None
    stat_energy_to: str | None = None
    entity_energy_price: str | None = None
    stat_rate: str | None = None
    power_config: _PowerConfiguration | None = None
    name: str | None = None

    @property
    def power(self) -> str | None:
        """The power sensor. For inverted and paired ones Home Assistant makes a sensor."""
        if self.stat_rate is None and self.power_config is not None:
            return self.power_config.stat_rate
        return self.stat_rate


class _Source(_Meter, gc=False, kw_only=True, rename={"power_sensors": "power"}):
    type: str
    flow_from: list[_Meter] = []
    flow_to: list[_Meter] = []
    power_sensors: list[_Meter] = []
    entity_energy_price_export: str | None = None
    stat_soc: str | None = None


class _Device(Struct, gc=False):
    stat_consumption: str
    stat_rate: str | None = None
    name: str | None = None
    included_in_stat: str | None = None


class WirePreferences(Struct, gc=False):
    """The result of `energy/get_prefs`."""

    energy_sources: list[_Source] = []
    device_consumption: list[_Device] = []
    device_consumption_water: list[_Device] = []


def energy_preferences(wire: WirePreferences) -> EnergyPreferences:
    """All parts, in Home Assistant's order; a part that is named twice appears once."""
    parts = [part for source in wire.energy_sources for part in _parts_of(source)]
    for device in wire.device_consumption:
        parts += _device_parts(device)
    for device in wire.device_consumption_water:
        parts.append(_water_device(device))
    return EnergyPreferences(tuple(dict.fromkeys(parts)))


_FROM = {
    "grid": Role.GRID_IN,
    "solar": Role.SOLAR,
    "battery": Role.BATTERY_OUT,
    "gas": Role.GAS,
    "water": Role.WATER,
}
_TO = {"grid": Role.GRID_OUT, "battery": Role.BATTERY_IN}
_POWER = {"grid": Role.GRID_POWER, "solar": Role.SOLAR_POWER, "battery": Role.BATTERY_POWER}


def _parts_of(source: _Source) -> Iterator[Part]:
    kind = source.type
    for meter in (source, *source.flow_from, *source.flow_to, *source.power_sensors):
        name = meter.name or source.name
        for statistic_id, role in (
            (meter.stat_energy_from, _FROM.get(kind)),
            (meter.stat_energy_to, _TO.get(kind)),
            (meter.power, _POWER.get(kind)),
            (meter.entity_energy_price, Role.PRICE),
        ):
            if statistic_id and role is not None:
                yield Part(statistic_id, role, name if role is not Role.PRICE else None)
    if source.entity_energy_price_export:
        yield Part(source.entity_energy_price_export, Role.PRICE)
    if source.stat_soc:
        yield Part(source.stat_soc, Role.BATTERY_CHARGE, source.name)


def _device_parts(device: _Device) -> Iterator[Part]:
    yield Part(device.stat_consumption, Role.DEVICE, device.name, device.included_in_stat)
    if device.stat_rate:
        yield Part(device.stat_rate, Role.DEVICE_POWER, device.name, device.included_in_stat)


def _water_device(device: _Device) -> Part:
    return Part(device.stat_consumption, Role.WATER_DEVICE, device.name, device.included_in_stat)
