"""The household's day: who switches what on, when, for how long."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from energy_desktop.adapters.demo_home.household.calendar import Days
from energy_desktop.adapters.demo_home.household.noise import Floats, stream, uniform


@dataclass(frozen=True, slots=True)
class Habit:
    """Something done at most once a day, around an hour of the wall clock."""

    load: str
    workday: float
    """Chance on a day from Monday to Friday."""
    weekend: float
    hour: float
    spread: float
    """Hours around `hour` within which it begins."""
    minutes: tuple[float, float]
    watts: float


HABITS: Final = (
    Habit("kettle", 0.9, 0.7, 6.9, 0.5, (2.5, 4.0), 2000.0),
    Habit("kettle", 0.3, 0.7, 10.2, 0.9, (2.5, 4.5), 2000.0),
    Habit("kettle", 0.5, 0.8, 16.1, 1.0, (2.5, 4.5), 2000.0),
    Habit("kettle", 0.7, 0.7, 20.8, 0.9, (2.5, 4.0), 2000.0),
    Habit("coffee_machine", 0.95, 0.3, 6.8, 0.4, (6.0, 11.0), 900.0),
    Habit("coffee_machine", 0.2, 0.95, 9.1, 0.9, (8.0, 16.0), 900.0),
    Habit("coffee_machine", 0.45, 0.8, 14.6, 0.8, (5.0, 10.0), 900.0),
    Habit("oven", 0.25, 0.75, 12.3, 0.6, (25.0, 60.0), 1700.0),
    Habit("oven", 0.85, 0.8, 18.4, 0.8, (25.0, 65.0), 1900.0),
    Habit("oven", 0.08, 0.35, 15.0, 1.0, (45.0, 75.0), 1500.0),
    Habit("kitchen_rest", 0.85, 0.8, 18.4, 0.8, (30.0, 60.0), 140.0),
    Habit("kitchen_rest", 0.8, 0.8, 7.3, 0.6, (5.0, 10.0), 700.0),
    Habit("dishwasher", 0.65, 0.8, 20.3, 0.9, (75.0, 100.0), 620.0),
    Habit("dishwasher", 0.05, 0.4, 13.6, 0.7, (75.0, 100.0), 620.0),
    Habit("washing_machine", 0.3, 0.65, 10.4, 1.6, (70.0, 120.0), 520.0),
    Habit("washing_machine", 0.25, 0.3, 17.8, 1.4, (70.0, 120.0), 520.0),
    Habit("dryer", 0.15, 0.4, 14.2, 1.2, (60.0, 100.0), 640.0),
    Habit("dryer", 0.15, 0.15, 20.1, 1.0, (60.0, 95.0), 640.0),
    Habit("tv", 0.85, 0.9, 20.2, 0.6, (80.0, 175.0), 118.0),
    Habit("tv", 0.15, 0.5, 16.5, 1.5, (40.0, 110.0), 118.0),
    Habit("desk", 0.62, 0.08, 8.4, 0.6, (180.0, 240.0), 96.0),
    Habit("desk", 0.6, 0.12, 13.2, 0.5, (150.0, 290.0), 96.0),
    Habit("desk", 0.2, 0.3, 20.4, 0.8, (40.0, 130.0), 96.0),
    Habit("ventilation", 0.9, 0.85, 6.8, 0.6, (20.0, 35.0), 48.0),
    Habit("ventilation", 0.85, 0.8, 18.6, 0.8, (30.0, 60.0), 48.0),
    Habit("boiler", 1.0, 1.0, 4.6, 0.5, (30.0, 65.0), 1900.0),
    Habit("boiler", 0.9, 0.95, 13.4, 0.8, (20.0, 55.0), 1900.0),
    Habit("boiler", 0.4, 0.6, 21.4, 0.7, (15.0, 35.0), 1900.0),
    Habit("ev", 0.33, 0.2, 0.9, 0.4, (90.0, 290.0), 7360.0),
    Habit("ev", 0.22, 0.3, 18.2, 1.0, (60.0, 230.0), 7360.0),
    Habit("ev", 0.04, 0.25, 11.8, 1.0, (60.0, 180.0), 3680.0),
    Habit("aquarium", 1.0, 1.0, 9.5, 0.05, (595.0, 605.0), 46.0),
    Habit("garage", 0.06, 0.3, 14.8, 1.6, (20.0, 110.0), 520.0),
)

WATER_HABITS: Final = (
    Habit("water", 0.9, 0.5, 6.7, 0.5, (6.0, 12.0), 540.0),
    Habit("water", 0.6, 0.9, 8.6, 0.9, (6.0, 14.0), 540.0),
    Habit("water", 0.8, 0.8, 18.6, 0.9, (4.0, 9.0), 360.0),
    Habit("water", 0.5, 0.6, 21.7, 0.8, (6.0, 12.0), 540.0),
    Habit("water", 0.65, 0.8, 20.3, 0.9, (4.0, 8.0), 150.0),
    Habit("water", 0.4, 0.7, 11.4, 2.0, (10.0, 20.0), 180.0),
)
"""Litres per hour in place of watts."""


def away(seed: int, days: Days) -> Floats:
    """1 for days at home, 0 for those of the summer holiday (two weeks, another start yearly)."""
    year = (days.ordinal - 1) * 400 // 146_097
    begins = 196 + np.floor(28 * uniform(stream(seed, "holiday"), year))
    of_year = days.ordinal - year * 365.2425
    return np.where((of_year >= begins) & (of_year < begins + 14), 0.0, 1.0)


def perform(seed: int, days: Days, habits: tuple[Habit, ...], present: Floats) -> dict[str, Floats]:
    """Mean of each quarter, for every load that habits name."""
    sums: dict[str, Floats] = {}
    for number, habit in enumerate(habits):
        total = sums.setdefault(habit.load, np.zeros(days.quarter.size))
        _add(total, days, habit, stream(seed, f"{habit.load}/{number}"), present)
    return sums


def _add(total: Floats, days: Days, habit: Habit, key: int, present: Floats) -> None:
    chance, begin, early, last, strength = (
        uniform(key, days.ordinal * 8 + draw) for draw in range(5)
    )
    happens = chance < np.where(days.weekend, habit.weekend, habit.workday) * present
    wall = np.maximum(0.0, 60 * (habit.hour + habit.spread * (begin + early - 1.0)))
    start = days.elapsed(wall)
    shortest, longest = habit.minutes
    end = np.minimum(start + shortest + (longest - shortest) * last, days.length)
    watts = habit.watts * (0.92 + 0.08 * strength) * happens
    first = (start // 15).astype(np.int64)
    for step in range(int(longest // 15) + 2):
        slot = first + step
        inside = np.minimum(end, 15.0 * (slot + 1)) - np.maximum(start, 15.0 * slot)
        shared = np.clip(inside, 0.0, 15.0) / 15.0
        within = (shared > 0) & happens
        total[(days.first[:-1] + slot)[within]] += (watts * shared)[within]
