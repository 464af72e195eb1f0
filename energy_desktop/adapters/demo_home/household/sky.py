"""Sun, clouds and outdoor temperature over the house."""

from dataclasses import dataclass

import numpy as np

from energy_desktop.adapters.demo_home.household.calendar import Days
from energy_desktop.adapters.demo_home.household.noise import Floats, smooth, stream, uniform

_TILT = np.radians(32.0)
"""The panels look south at this slope."""


@dataclass(frozen=True, slots=True)
class Sky:
    """The weather of some quarters; every array has one value for each."""

    height: Floats
    """Sine of the sun's elevation; negative at night."""
    facing: Floats
    """Cosine of the angle between the sun and the panels' normal."""
    cloud: Floats
    """Share of the sky that is covered, 0 to 1."""
    outdoor: Floats
    """Outdoor temperature in °C."""


def sky(seed: int, days: Days, latitude: float, longitude: float) -> Sky:
    """The weather over a place (degrees north and east) in the quarters of these days."""
    height, facing = _sun(days, latitude, longitude)
    overcast = _overcast(seed, days)
    return Sky(height, facing, _cloud(seed, days, overcast), _outdoor(seed, days, overcast))


def _season(days: Days) -> Floats:
    """The year's angle of each day, 0 at the winter solstice."""
    return np.asarray(days.ordinal - 354.0, dtype=np.float64) * (2 * np.pi / 365.2425)


def _sun(days: Days, latitude: float, longitude: float) -> tuple[Floats, Floats]:
    declination = (np.radians(-23.44) * np.cos(_season(days)))[days.day]
    hours = (days.quarter % 96 + 0.5) / 4 + longitude / 15
    hour_angle = np.cos(np.pi / 12 * hours - np.pi)
    north = np.radians(latitude)
    sine, cosine = np.sin(declination), np.cos(declination) * hour_angle
    height = sine * np.sin(north) + cosine * np.cos(north)
    return height, sine * np.sin(north - _TILT) + cosine * np.cos(north - _TILT)


def _overcast(seed: int, days: Days) -> Floats:
    """How grey each day is, 0 to 1: weather lasts some days, and winters are greyer."""
    spell = smooth(stream(seed, "spell"), days.ordinal // 4, days.ordinal % 4 / 4.0)
    single = uniform(stream(seed, "overcast"), days.ordinal)
    return np.clip(0.55 * spell + 0.45 * single + 0.14 * np.cos(_season(days)), 0.0, 1.0)


def _cloud(seed: int, days: Days, overcast: Floats) -> Floats:
    """Clouds within the day: hourly knots that never reach over midnight."""
    knot = days.ordinal[days.day] * 32 + days.slot // 4
    passing = smooth(stream(seed, "cloud"), knot, days.slot % 4 / 4.0)
    restless = uniform(stream(seed, "cloudlet"), days.quarter)
    return np.clip(overcast[days.day] * 1.15 + 0.5 * passing + 0.2 * restless - 0.42, 0.0, 1.0)


def _outdoor(seed: int, days: Days, overcast: Floats) -> Floats:
    """Season, spells of weather, and the day's own swing, larger under a clear sky."""
    spell = smooth(stream(seed, "warmth"), days.ordinal // 5, days.ordinal % 5 / 5.0)
    mean = 9.8 - 9.6 * np.cos(_season(days) - 0.45) + 11.0 * (spell - 0.5)
    swing = 2.0 + 4.5 * (1.0 - overcast)
    daily = np.cos(2 * np.pi * (days.wall - 15.0) / 24.0)
    return mean[days.day] + swing[days.day] * daily
