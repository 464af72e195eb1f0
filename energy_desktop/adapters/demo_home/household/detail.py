"""What happens inside a quarter: minutes, and stretches of 5 seconds, around the quarter's mean.

Built from the outside in, so that nothing has to be added up to know a meter: the minutes of a
quarter have the quarter's mean, and the 12 stretches of a minute have the minute's.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np

from energy_desktop.adapters.demo_home.household.loads import (
    LOADS,
    SOLAR_SHAPE,
    Steady,
    Switched,
)
from energy_desktop.adapters.demo_home.household.noise import Floats, Ints, bits, stream, uniform
from energy_desktop.adapters.demo_home.household.quarters import SLOTS, SUMS, Year, on_slots

MINUTES: Final = 15
_SHAPES: Final = {load.key: load.shape for load in LOADS} | {"solar": SOLAR_SHAPE}
_PATTERNS: Final = 256


class Detail:
    """The fine structure of every channel of one home. `at` are positions in a year's table."""

    def __init__(self, seed: int) -> None:
        self._keys = {key: stream(seed, f"minutes of {key}") for key in _SHAPES}
        draws = uniform(stream(seed, "flicker"), np.arange(_PATTERNS * 12)).reshape(-1, 12)
        centred = 2 * (draws - draws.mean(axis=1, keepdims=True))
        self._patterns: Floats = centred / np.abs(centred).max(axis=1, keepdims=True)

    def minutes(self, year: Year, channel: str, at: Ints) -> Floats:
        """Mean of each minute, (quarters × 15), in the channel's own unit."""
        match channel:
            case "gas" | "water":
                return np.repeat(year.mean(channel)[at][:, None], MINUTES, axis=1)
            case _ if channel in _SHAPES:
                return self._tempered(year, channel, at, self._leaf_minutes(year, channel, at))
            case _ if channel in SUMS:
                return _total(self.minutes(year, key, at) for key in SUMS[channel])
            case "residual":
                return self.minutes(year, "used", at) - self.minutes(year, "solar", at)
            case _:
                return _share(year, channel, at) * self.minutes(year, "residual", at)

    def slots(self, year: Year, channel: str, at: Ints) -> Floats:
        """Power in each stretch of 5 seconds, (quarters × 180), in watts."""
        match channel:
            case _ if channel in _SHAPES:
                return self._tempered(year, channel, at, self._leaf_slots(year, channel, at))
            case _ if channel in SUMS:
                return _total(self.slots(year, key, at) for key in SUMS[channel])
            case "residual":
                return self.slots(year, "used", at) - self.slots(year, "solar", at)
            case _:
                return _share(year, channel, at) * self.slots(year, "residual", at)

    def _tempered(self, year: Year, channel: str, at: Ints, raw: Floats) -> Floats:
        mean = year.mean(channel)[at][:, None]
        return mean + year.mean("calm")[at][:, None] * (raw - mean)

    def _leaf_minutes(self, year: Year, channel: str, at: Ints) -> Floats:
        mean = year.mean(channel)[at]
        match _SHAPES[channel]:
            case Steady(minute):
                swing = year.mean("unrest")[at][:, None] if channel == "solar" else minute
                restless = self._restless(year, channel, at)
                steady: Floats = mean[:, None] * (1 + swing * restless)
                return steady
            case Switched(rated):
                begin, count, height = self._stretch(year, channel, at, rated)
                edge = 12.0 * np.arange(MINUTES + 1)
                on = np.clip(edge - begin[:, None], 0.0, count[:, None])
                return height[:, None] * np.diff(on, axis=1) / 12.0

    def _leaf_slots(self, year: Year, channel: str, at: Ints) -> Floats:
        shape = _SHAPES[channel]
        number = (year.first + at)[:, None] * MINUTES + np.arange(MINUTES)
        pattern: Floats = self._patterns[bits(self._keys[channel], number) >> np.uint64(56)]
        minutes: Floats = self._leaf_minutes(year, channel, at)[:, :, None]
        if isinstance(shape, Steady):
            swinging: Floats = minutes * (1 + shape.flicker * pattern)
            return swinging.reshape(-1, SLOTS)
        begin, count, height = self._stretch(year, channel, at, shape.rated)
        slot = np.arange(SLOTS) - begin[:, None]
        on: Floats = np.where((slot >= 0) & (slot < count[:, None]), height[:, None], 0.0)
        # Only minutes that are on throughout flicker, else their mean would move.
        full = minutes >= height[:, None, None] * (1 - 1e-12)
        on *= 1 + (shape.flicker * np.where(full, pattern, 0.0)).reshape(-1, SLOTS)
        return on

    def _restless(self, year: Year, channel: str, at: Ints) -> Floats:
        """For each minute a number within ±1; those of a quarter add up to nothing."""
        number = (year.first + at)[:, None] * 16 + np.arange(MINUTES)
        draws = uniform(self._keys[channel], number)
        draws -= draws.mean(axis=1, keepdims=True)
        return draws

    def _stretch(
        self, year: Year, channel: str, at: Ints, rated: float
    ) -> tuple[Floats, Floats, Floats]:
        """First slot, number of slots, and watts of the stretch for which a load is on.

        It leans on a neighbouring quarter of the same day that is on too, so that a run which
        begins or ends within a quarter is one run.
        """
        mean = year.mean(channel)
        power = mean[at]
        count = on_slots(power, rated)
        slot = year.days.slot[at]
        last = slot == np.diff(year.days.first)[year.days.day[at]] - 1
        was_on = (mean[np.maximum(at - 1, 0)] > 0) & (slot > 0)
        goes_on = (mean[np.minimum(at + 1, mean.size - 1)] > 0) & ~last
        free = SLOTS - count
        anywhere = np.floor(uniform(self._keys[channel] + 1, year.first + at) * (free + 1))
        begin = np.where(was_on & ~goes_on, 0.0, np.where(goes_on & ~was_on, free, anywhere))
        return begin, count, power * (SLOTS / count)


def _total(parts: Iterable[Floats]) -> Floats:
    first, *others = parts
    for part in others:
        first += part
    return first


def _share(year: Year, channel: str, at: Ints) -> Floats:
    """What part of use − solar flows through this channel, signed so that the flow is positive."""
    residual = year.mean("residual")[at]
    mean = year.mean(channel)[at]
    return np.divide(mean, residual, out=np.zeros_like(mean), where=residual != 0)[:, None]
