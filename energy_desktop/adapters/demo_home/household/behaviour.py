"""Mean power of every load, gas and water in each quarter."""

import numpy as np

from energy_desktop.adapters.demo_home.household.calendar import Days
from energy_desktop.adapters.demo_home.household.habits import HABITS, WATER_HABITS, away, perform
from energy_desktop.adapters.demo_home.household.loads import INVERTER, SOLAR_PEAK
from energy_desktop.adapters.demo_home.household.noise import Floats, stream, uniform
from energy_desktop.adapters.demo_home.household.sky import Sky


def loads(seed: int, days: Days, sky: Sky) -> dict[str, Floats]:
    """Watts of each load in each quarter, never negative."""
    present = away(seed, days)
    power = perform(seed, days, HABITS, present)
    at_home = present[days.day]
    wall = days.wall
    awake = np.clip(np.minimum(wall - 5.5, 23.6 - wall), 0.0, 1.0)

    def draw(name: str) -> Floats:
        return uniform(stream(seed, name), days.quarter)

    cooling = 1.0 + 0.012 * (sky.outdoor - 10.0)
    power["fridge"] = 36.0 * cooling * (0.75 + 0.5 * draw("fridge"))
    power["freezer"] = 33.0 * cooling * (0.8 + 0.4 * draw("freezer"))
    power["network"] = 58.0 + 9.0 * draw("network")
    power["kitchen_rest"] += 3.5 + 2.0 * draw("kitchen_rest")
    power["ventilation"] += 24.0
    power["desk"] = power["desk"] * (0.85 + 0.3 * draw("desk"))
    power["tv"] = np.where(power["tv"] > 0, power["tv"] + 4.0 * draw("tv"), 0.0)
    power["base"] = 74.0 + 38.0 * draw("base") + 95.0 * at_home * awake * draw("activity")
    power["pond"] = _pond(seed, days)
    power.update(_lighting(sky, awake * at_home, wall, draw("rooms"), draw("upper rooms")))
    power.update(_heating(sky, wall, draw("heating")))
    return power


def _pond(seed: int, days: Days) -> Floats:
    """Runs day and night from spring to autumn, and rests in winter."""
    of_year = (days.ordinal - 1) % 365.2425
    runs = (of_year > 92) & (of_year < 305)
    return np.where(runs, 44.0 + 3.0 * uniform(stream(seed, "pond"), days.ordinal), 0.0)[days.day]


def _lighting(
    sky: Sky, awake: Floats, wall: Floats, rooms: Floats, upper: Floats
) -> dict[str, Floats]:
    dark = np.clip(0.25 - 1.6 * sky.height + 0.15 * sky.cloud, 0.0, 1.0) * awake
    bedtime = np.exp(-(((wall - 22.2) / 1.3) ** 2)) + np.exp(-(((wall - 6.6) / 0.7) ** 2))
    return {
        "light_ground": np.where(dark > 0.05, 92.0 * dark * (0.5 + 0.5 * rooms), 0.0),
        "light_upper": np.where(dark > 0.05, 58.0 * dark * bedtime * (0.4 + 0.6 * upper), 0.0),
    }


def _heating(sky: Sky, wall: Floats, chance: Floats) -> dict[str, Floats]:
    """Heat by outdoor temperature with a night set-back; the rest below −6 °C is resistive."""
    night = (wall < 4.5) | (wall > 22.5)
    need = np.maximum(0.0, np.where(night, 13.5, 15.5) - sky.outdoor) * 235.0
    need = np.where(need > 350.0, need * (0.85 + 0.3 * chance), 0.0)
    factor = np.clip(3.3 + 0.075 * sky.outdoor, 1.9, 4.6)
    frost = np.where(sky.outdoor < -6.0, 0.35 * need, 0.0)
    return {
        "compressor": np.minimum((need - frost) / factor, 3_200.0),
        "auxiliary": np.minimum(frost, 3_000.0),
        "circulation": np.where(need > 0, 38.0, 0.0),
    }


def solar(sky: Sky) -> tuple[Floats, Floats]:
    """Watts from the panels, and how far a minute may stray from the mean (a share)."""
    up = sky.height > 0.02
    mass = 1.0 / np.maximum(sky.height, 0.02)
    beam = 1100.0 * 0.72 ** (mass**0.678)
    direct = beam * np.maximum(sky.facing, 0.0) * (1.0 - 0.93 * sky.cloud)
    diffuse = 160.0 * np.sqrt(np.maximum(sky.height, 0.0)) * (1.0 - 0.55 * sky.cloud)
    power = np.minimum((direct + diffuse) / 1000.0 * SOLAR_PEAK * 0.88, INVERTER)
    return np.where(up, power, 0.0), 0.02 + 1.5 * sky.cloud * (1.0 - sky.cloud)


def gas(seed: int, days: Days, sky: Sky, hot_water: Floats) -> Floats:
    """Cubic metres of gas per hour: hot water all year, and heating in the cold months."""
    cold = np.maximum(0.0, 4.0 - sky.outdoor)
    fire = uniform(stream(seed, "gas"), days.quarter) < 0.12 + 0.05 * cold
    return hot_water / 540.0 * 0.9 + np.where(fire & (cold > 0), 0.09 * cold + 0.2, 0.0)


def water(seed: int, days: Days) -> Floats:
    """Litres of water per hour."""
    return perform(seed, days, WATER_HABITS, away(seed, days))["water"]
