"""The home's year as a table: the mean of every channel in every quarter.

All figures are whole multiples of a small binary fraction, so sums of them are exact in double
precision, and the balance of the home closes without any rounding noise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.demo_home.household import behaviour
from energy_desktop.adapters.demo_home.household.battery import schedule
from energy_desktop.adapters.demo_home.household.calendar import (
    FIRST_YEAR,
    Calendar,
    Days,
)
from energy_desktop.adapters.demo_home.household.loads import (
    GROUPS,
    LOADS,
    SOLAR_SHAPE,
    Load,
    Steady,
    Switched,
)
from energy_desktop.adapters.demo_home.household.noise import Floats, Ints, stream, uniform
from energy_desktop.adapters.demo_home.household.sky import sky

WATT_STEP: Final = 1 / 64
FLOW_STEP: Final = 2.0**-16

SLOTS: Final = 180
"""Stretches of 5 seconds in a quarter."""

LEAVES: Final = tuple(load.key for load in LOADS)
ROWS: Final = (
    *LEAVES, "solar", "charge", "discharge", "gas", "water", "outdoor", "unrest", "calm",
)  # fmt: skip
"""`unrest` is how much the sun flickers, `calm` how far all modulation is scaled down (0 to 1)."""

SUMS: Final[dict[str, tuple[str, ...]]] = {
    group.key: tuple(load.key for load in LOADS if load.parent == group.key) for group in GROUPS
} | {"used": LEAVES}
"""Channels that are sums of leaves."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the house stands: degrees north and east."""

    latitude: float = 52.52
    longitude: float = 13.4


def on_slots(power: Floats, rated: float) -> Floats:
    """How many of a quarter's 5-second slots a switched load is on, given its mean in watts."""
    return np.clip(np.ceil(power * (SLOTS / rated)), 1.0, SLOTS)


def reach(load: Load, power: Floats) -> tuple[Floats, Floats]:
    """How far the load may go below and above its quarter's mean, in watts."""
    match load.shape:
        case Steady(minute, flicker):
            swing = power * ((1 + minute) * (1 + flicker) - 1)
            return np.minimum(swing, power), swing
        case Switched(rated, flicker):
            height = power * (SLOTS / on_slots(power, rated)) * (1 + flicker)
            return power, height - power


def calm(power: dict[str, Floats], unrest: Floats) -> Floats:
    """By how much to scale modulation so that use − solar keeps its sign in each quarter.

    Then import and export, charge and discharge never mix within a quarter, and the energies of
    the quarter stay what they are, whatever happens inside.
    """
    residual = sum(power[key] for key in LEAVES) - power["solar"]
    sun = power["solar"] * ((1 + unrest) * (1 + SOLAR_SHAPE.flicker) - 1)
    below, above = sun.copy(), np.minimum(sun, power["solar"])
    for load in LOADS:
        down, up = reach(load, power[load.key])
        below += down
        above += up
    opposing = np.where(residual > 0, below, above)
    scale = np.minimum(1.0, np.abs(residual) / np.maximum(opposing, 1e-9))
    return np.asarray(np.floor(scale * 2.0**20) / 2.0**20)


def rows(seed: int, days: Days, place: Place) -> dict[str, Floats]:
    """Mean of every row of the table in each quarter of these days."""
    weather = sky(seed, days, place.latitude, place.longitude)
    power = {k: _whole(v, WATT_STEP) for k, v in behaviour.loads(seed, days, weather).items()}
    sun, unrest = behaviour.solar(weather)
    power["solar"] = _whole(sun, WATT_STEP)
    residual = sum(power[key] for key in LEAVES) - power["solar"]
    flow = schedule(days, residual)
    litres = behaviour.water(seed, days)
    power["charge"] = np.minimum(_whole(flow.charge, WATT_STEP), np.maximum(-residual, 0.0))
    power["discharge"] = np.minimum(_whole(flow.discharge, WATT_STEP), np.maximum(residual, 0.0))
    power["calm"] = calm(power, unrest)
    power["gas"] = _whole(behaviour.gas(seed, days, weather, litres), FLOW_STEP)
    power["water"] = _whole(litres / 1000.0, FLOW_STEP)
    power["outdoor"] = weather.outdoor
    power["unrest"] = unrest
    return power


def _whole(values: Floats, step: float) -> Floats:
    return np.asarray(np.rint(values / step) * step)


class Year:
    """One local year of the home. Powers are watts, gas and water m³ per hour, times °C."""

    def __init__(self, seed: int, days: Days, place: Place) -> None:
        self.days = days
        table = rows(seed, days, place)
        # Single precision holds every multiple of the steps exactly and halves the memory.
        self._table: dict[str, NDArray[np.float32]] = {
            key: table[key].astype(np.float32) for key in ROWS
        }
        self.mean = lru_cache(maxsize=12)(self._mean)
        self.counted = lru_cache(maxsize=4)(self._counted)

    @cached_property
    def first(self) -> int:
        """UTC number of the year's first quarter."""
        return int(self.days.quarter[0])

    def _mean(self, channel: str) -> Floats:
        """Mean of a channel in each quarter of the year."""
        if channel in self._table:
            return self._table[channel].astype(np.float64)
        if channel in SUMS:
            return np.asarray(sum(self.mean(key) for key in SUMS[channel]))
        if channel == "residual":
            return self.mean("used") - self.mean("solar")
        if channel in ("import", "export"):
            net = self.mean("residual") + self.mean("charge") - self.mean("discharge")
            return np.maximum(net if channel == "import" else -net, 0.0)
        raise KeyError(channel)

    def energy(self, channel: str) -> float:
        """Watt-hours (m³) of the whole year."""
        return float(self.mean(channel).sum()) / 4

    def _counted(self, channel: str) -> Floats:
        """Watt-hours (m³) since the year began at the start of each of its quarters."""
        return np.concatenate(([0.0], np.cumsum(self.mean(channel))[:-1])) / 4


class Quarters:
    """All years of the home, computed when asked for."""

    def __init__(self, seed: int, calendar: Calendar, place: Place) -> None:
        self.seed = seed
        self.calendar = calendar
        self.place = place
        self._totals: list[dict[str, float]] = [{}]
        self._totals_lock = Lock()
        self.year: Callable[[int], Year] = lru_cache(maxsize=4)(self._year)

    def _year(self, year: int) -> Year:
        return Year(self.seed, self.calendar.year(year), self.place)

    def before(self, channel: str, year: int) -> float:
        """Watt-hours (m³) counted from the beginning of history to the start of this year."""
        with self._totals_lock:
            while len(self._totals) <= year - FIRST_YEAR:
                self._totals.append(self._sum_until(FIRST_YEAR + len(self._totals)))
        return self._totals[year - FIRST_YEAR].get(channel, 0.0)

    def _sum_until(self, year: int) -> dict[str, float]:
        past = self._totals[year - 1 - FIRST_YEAR]
        last = self.year(year - 1)
        metered = (*LEAVES, *SUMS, "solar", "charge", "discharge", "import", "export")
        return {
            channel: past.get(channel, 0.0) + last.energy(channel)
            for channel in (*metered, "gas", "water")
        }

    def price(self, hours: Ints) -> Floats:
        """EUR per kWh in these UTC hours (seconds // 3600): a day-ahead market's shape."""
        of_day = hours % 24 + 1
        shape = 0.035 * np.cos(np.pi / 6 * (of_day - 19.5)) - 0.03 * np.cos(
            np.pi / 12 * (of_day - 3)
        )
        drift = 0.10 * uniform(stream(self.seed, "price of the week"), hours // 168)
        noise = 0.05 * uniform(stream(self.seed, "price"), hours)
        return np.asarray(0.215 + shape + drift + noise)
