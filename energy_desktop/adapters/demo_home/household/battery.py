"""The home's battery: takes what the sun leaves over, gives what is missing, closed every day."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from energy_desktop.adapters.demo_home.household.calendar import Days
from energy_desktop.adapters.demo_home.household.noise import Floats, Ints

CAPACITY: Final = 10_000.0
"""Watt-hours between empty and full."""
AT_MIDNIGHT: Final = 3_500.0
"""Watt-hours stored at every local midnight: this makes each day computable alone."""
RESERVE: Final = 600.0
"""Watt-hours it never goes below."""
LARGEST: Final = 4_600.0
"""Watts in or out."""
EFFICIENCY: Final = 0.96
"""Of each direction."""


@dataclass(frozen=True, slots=True)
class BatteryFlow:
    """Watts into and out of the battery in each quarter, seen from the house."""

    charge: Floats
    discharge: Floats


def schedule(days: Days, residual: Floats) -> BatteryFlow:
    """What the battery does, given use minus solar in watts for each quarter.

    It charges only from surplus and discharges only into use, and keeps within a corridor from
    which the level of midnight can still be reached.
    """
    gain = np.clip(-residual, 0.0, LARGEST) * EFFICIENCY / 4
    loss = np.clip(residual, 0.0, LARGEST) / EFFICIENCY / 4
    lower, upper = _corridor(days, gain, loss)
    level = np.full(days.ordinal.size, AT_MIDNIGHT)
    stored = np.zeros(residual.size)
    for slot, at, running in _slots(days):
        wanted = level[running] + gain[at] - loss[at]
        reached = np.clip(wanted, lower[slot + 1, running], upper[slot + 1, running])
        stored[at] = reached - level[running]
        level[running] = reached
    charge = np.maximum(stored, 0.0) * 4 / EFFICIENCY
    discharge = np.maximum(-stored, 0.0) * 4 * EFFICIENCY
    return BatteryFlow(charge, discharge)


def _corridor(days: Days, gain: Floats, loss: Floats) -> tuple[Floats, Floats]:
    """For each border of quarters and day, the levels that still lead back to midnight's."""
    longest = int(days.length.max()) // 15
    lower = np.full((longest + 1, days.ordinal.size), AT_MIDNIGHT)
    upper = lower.copy()
    for slot, at, running in reversed(_slots(days)):
        lower[slot, running] = np.maximum(RESERVE, lower[slot + 1, running] - gain[at])
        upper[slot, running] = np.minimum(CAPACITY, upper[slot + 1, running] + loss[at])
    return lower, upper


def _slots(days: Days) -> list[tuple[int, Ints, Ints]]:
    """Slot of the day, number of its quarter in each day that has it, and those days."""
    count = np.diff(days.first)
    slots = []
    for slot in range(int(count.max())):
        running = np.flatnonzero(count > slot)
        slots.append((slot, days.first[running] + slot, running))
    return slots
