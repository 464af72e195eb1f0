"""The balance of a home's power at one moment: what it uses, where that comes from.

Signs as Home Assistant's energy preferences have them: grid power is positive for import,
battery power positive for discharge. All figures in watts; None is a sensor without a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Supply(StrEnum):
    """Where power comes from."""

    GRID = "grid"
    SOLAR = "solar"
    BATTERY = "battery"


class Basis(StrEnum):
    """What the figure of the home rests on."""

    BALANCE = "balance"
    """Grid, and whatever of solar and battery there is: the home's whole use."""
    DEVICES = "devices"
    """The grid is not known: the sum of the devices that measure themselves, a lower bound."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class DevicePower:
    """What one device draws."""

    key: str
    watts: float | None
    parent: str | None = None
    """Key of the device whose figure includes this one."""


@dataclass(frozen=True, slots=True)
class PowerReadings:
    """The latest values by role; an empty sequence where the home has no such sensor."""

    grid: Sequence[float | None] = ()
    solar: Sequence[float | None] = ()
    battery: Sequence[float | None] = ()
    devices: Sequence[DevicePower] = ()


@dataclass(frozen=True, slots=True)
class Flows:
    """Who supplies whom, in watts; all at least zero."""

    solar_to_home: float = 0.0
    solar_to_battery: float = 0.0
    solar_to_grid: float = 0.0
    battery_to_home: float = 0.0
    battery_to_grid: float = 0.0
    grid_to_home: float = 0.0
    grid_to_battery: float = 0.0


@dataclass(frozen=True, slots=True)
class Balance:
    """A home at one moment."""

    basis: Basis
    used: float | None
    """The home's use; negative is a measuring mismatch, shown and not hidden."""
    grid: float | None
    """Positive for import, negative for export; None when unknown."""
    solar: float | None
    battery: float | None
    """Positive for discharge, negative for charge."""
    flows: Flows = field(default_factory=Flows)
    silent: frozenset[Supply] = frozenset()
    """Supplies that exist but lack a value; they count as zero where the balance stands."""
    device_sum: float | None = None
    """Sum of the devices that no other device includes; None when none has a value."""
    rests: Mapping[str, float] = field(default_factory=dict)
    """What of a parent its children do not explain; negative when they report more."""

    @property
    def untracked(self) -> float | None:
        """What no device explains; negative when the devices report more than is used."""
        if self.basis is not Basis.BALANCE or self.used is None or self.device_sum is None:
            return None
        return self.used - self.device_sum

    @property
    def imported(self) -> float:
        """Watts bought."""
        return max(0.0, self.grid or 0.0)

    @property
    def exported(self) -> float:
        """Watts sold."""
        return max(0.0, -(self.grid or 0.0))

    @property
    def charging(self) -> float:
        """Watts into the battery."""
        return max(0.0, -(self.battery or 0.0))

    @property
    def discharging(self) -> float:
        """Watts out of the battery."""
        return max(0.0, self.battery or 0.0)


def balance(readings: PowerReadings) -> Balance:
    """`used = grid import + solar + discharge − export − charge`, with the split of it.

    Without a value of every grid sensor the use of the home is not known: then it is the sum
    of the devices, which is at least what they use. Solar or a battery that lacks a value
    counts as zero and is named in `silent`.
    """
    grid, solar, battery = (
        _total(values) for values in (readings.grid, readings.solar, readings.battery)
    )
    device_sum, rests = _device_tree(readings.devices)
    silent = frozenset(
        supply
        for supply, values, total in (
            (Supply.GRID, readings.grid, grid),
            (Supply.SOLAR, readings.solar, solar),
            (Supply.BATTERY, readings.battery, battery),
        )
        if values and total is None
    )
    if grid is None:
        basis = Basis.NOTHING if device_sum is None else Basis.DEVICES
        return Balance(basis, device_sum, grid, solar, battery, Flows(), silent, device_sum, rests)
    used = grid + (solar or 0.0) + (battery or 0.0)
    flows = split(
        imported=max(0.0, grid),
        exported=max(0.0, -grid),
        solar=max(0.0, solar or 0.0),
        discharged=max(0.0, battery or 0.0),
        charged=max(0.0, -(battery or 0.0)),
    )
    return Balance(Basis.BALANCE, used, grid, solar, battery, flows, silent, device_sum, rests)


def split(
    *, imported: float, exported: float, solar: float, discharged: float, charged: float
) -> Flows:
    """Who supplies whom, in Home Assistant's order (its energy page's `computeConsumption`).

    All amounts are at least zero. What the home cannot have used flows nowhere.
    """
    to_home = max(0.0, imported + solar + discharged - exported - charged)

    beyond_use = max(0.0, min(charged, imported - to_home))
    charged, imported = charged - beyond_use, imported - beyond_use

    solar_to_battery = min(solar, charged)
    charged, solar = charged - solar_to_battery, solar - solar_to_battery

    solar_to_grid = min(solar, exported)
    exported, solar = exported - solar_to_grid, solar - solar_to_grid

    battery_to_grid = min(discharged, exported)
    discharged -= battery_to_grid

    rest_of_charge = min(imported, charged)
    imported -= rest_of_charge

    solar_to_home = min(to_home, solar)
    to_home -= solar_to_home
    battery_to_home = min(to_home, discharged)
    to_home -= battery_to_home
    return Flows(
        solar_to_home=solar_to_home,
        solar_to_battery=solar_to_battery,
        solar_to_grid=solar_to_grid,
        battery_to_home=battery_to_home,
        battery_to_grid=battery_to_grid,
        grid_to_home=min(to_home, imported),
        grid_to_battery=beyond_use + rest_of_charge,
    )


def _total(values: Sequence[float | None]) -> float | None:
    """The sum, or None when there is nothing to add or a value lacks."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _device_tree(devices: Sequence[DevicePower]) -> tuple[float | None, dict[str, float]]:
    """Sum of the outermost devices that have a value, and the rest of each parent.

    A parent without a value is looked through: its children count in its place.
    """
    known = {device.key: device for device in devices if device.watts is not None}
    parents = {device.key: device.parent for device in devices}
    total: float | None = None
    rests: dict[str, float] = {}
    for key, device in known.items():
        watts = device.watts or 0.0
        above = _nearest_known(key, parents, known)
        if above is None:
            total = (total or 0.0) + watts
            continue
        rests[above] = rests.get(above, known[above].watts or 0.0) - watts
    return total, rests


def _nearest_known(
    key: str, parents: Mapping[str, str | None], known: Mapping[str, DevicePower]
) -> str | None:
    """The nearest device above that has a value; one in a circle of parents has none."""
    nearest: str | None = None
    seen: set[str] = set()
    above = parents.get(key)
    while above is not None and above not in seen:
        if above == key:
            return None
        if nearest is None and above in known:
            nearest = above
        seen.add(above)
        above = parents.get(above)
    return nearest
