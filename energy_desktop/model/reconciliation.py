"""Whether recorded readings agree with an hour of Home Assistant's statistics."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.meter_energy import MeterEnergy, MeterKind, MeterStart, meter_energy
from energy_desktop.model.period_means import PERIOD, PeriodFigures, period_figures
from energy_desktop.model.statistics import StatisticRow
from energy_desktop.model.timestamps import HOUR, Micros

PERIODS_OF_AN_HOUR = HOUR // PERIOD

_EPSILON = 2.0**-52
"""Distance of 1.0 to the next double: twice the largest relative error of one operation."""
_SECONDS_LOST = 1e-6
"""Home Assistant keeps times as seconds in a double: each may be rounded by a microsecond."""


class Explanation(StrEnum):
    """Why what was recorded and what Home Assistant has differ; only the last one is an alarm."""

    MISSING_HERE = "missing here"
    """Readings that Home Assistant has and we had not: they are stored now."""
    MISSING_AT_HOME = "missing at Home Assistant"
    """Its backlog was lost, its rows are purged, or it compiled nothing for a while."""
    CHANGED_LATER = "changed by Home Assistant later"
    """Adjusted, imported or cleared."""
    HELD = "held by Home Assistant"
    """Its own downtime: the last value stands for it."""
    NOT_A_NUMBER = "not a number"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class RecordedHour:
    """The readings of one entity and hour, in order of time."""

    start: Micros
    timestamps: NDArray[np.int64]
    values: NDArray[np.float64]
    """NaN for a reading without a value."""
    last_resets: NDArray[np.int64]
    held: float | None
    """Value of the last reading before; None where it had none, or there was none."""
    meter_start: MeterStart | None
    """What a meter showed last before, whether it was available since or not."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the readings of an hour come to by Home Assistant's rules."""

    periods: PeriodFigures
    energy: MeterEnergy | None
    count: int
    """Readings with a value."""


def reckon(recorded: RecordedHour, state_class: str | None) -> Reckoned:
    """Home Assistant's figures of an hour, out of our readings."""
    periods = period_figures(
        recorded.timestamps, recorded.values, recorded.held, recorded.start, PERIODS_OF_AN_HOUR
    )
    energy = None
    if state_class in tuple(MeterKind):
        energy = meter_energy(
            MeterKind(state_class), recorded.values, recorded.last_resets, recorded.meter_start
        )
    return Reckoned(periods, energy, int(np.count_nonzero(~np.isnan(recorded.values))))


def differing(row: StatisticRow, reckoned: Reckoned) -> tuple[str, ...]:
    """The figures of an hour in which both have a say and do not agree.

    Tolerances are what rounding can do, derived below, and nothing more.
    """
    found = []
    if row.change is not None and reckoned.energy is not None:
        tolerance = energy_tolerance(row, reckoned.energy)
        if not _close(row.change, reckoned.energy.change, tolerance):
            found.append("change")
    together = reckoned.periods.together()
    if row.mean is None or row.min is None or row.max is None:
        return tuple(found)
    if together is None:
        return (*found, "mean", "min", "max")
    mean, lowest, highest = together
    if not _close(
        row.mean, mean, mean_tolerance(lowest, highest, reckoned.count, PERIODS_OF_AN_HOUR)
    ):
        found.append("mean")
    if not _close(row.min, lowest, extreme_tolerance(lowest)):
        found.append("min")
    if not _close(row.max, highest, extreme_tolerance(highest)):
        found.append("max")
    return tuple(found)


def differing_periods(rows: Sequence[StatisticRow], reckoned: Reckoned, start: Micros) -> bool:
    """Whether 5-minute rows of an hour, those that exist, disagree with the readings.

    Means are compared one by one, the energy of a meter as a whole.
    """
    periods, changes = reckoned.periods, [row.change for row in rows]
    for row in rows:
        place = (row.start - start) // PERIOD
        mean = float(periods.mean[place])
        if row.mean is None:
            continue
        lowest, highest = float(periods.min[place]), float(periods.max[place])
        if not _close(row.mean, mean, mean_tolerance(lowest, highest, reckoned.count, 1)):
            return True
    if reckoned.energy is None or None in changes or not rows:
        return False
    counted = sum(change for change in changes if change is not None)
    tolerance = PERIODS_OF_AN_HOUR * energy_tolerance(rows[-1], reckoned.energy)
    return not _close(counted, reckoned.energy.change, tolerance)


def energy_tolerance(row: StatisticRow, energy: MeterEnergy) -> float:
    """What rounding can do to the change of an hour, in its unit.

    Home Assistant adds one difference to its running sum in each period and after each reset,
    subtracts two sums and converts the unit (four operations more); here and there each
    difference is one of two values that were converted once.
    """
    largest_sum = max(abs(row.sum or 0.0), abs((row.sum or 0.0) - (row.change or 0.0)))
    additions = PERIODS_OF_AN_HOUR + energy.resets + 4
    values = 4 * (energy.resets + 1) + PERIODS_OF_AN_HOUR
    return _EPSILON * (additions * largest_sum + values * energy.largest)


def mean_tolerance(lowest: float, highest: float, count: int, periods: int) -> float:
    """What rounding can do to the mean of some periods with `count` readings, in its unit.

    A product and a sum for each value, held ones included, a division for each period, the sum
    of the periods and its division; and each value may be held for a microsecond more or less.
    """
    largest = max(abs(lowest), abs(highest))
    operations = 2 * (count + periods) + 2 * periods + 4
    seconds = periods * PERIOD / 1e6
    shifted = (count + periods) * _SECONDS_LOST / seconds * (highest - lowest)
    return _EPSILON * operations * largest + shifted


def extreme_tolerance(value: float) -> float:
    """Two conversions of unit at Home Assistant, one here: exact where there is none."""
    return 2 * _EPSILON * abs(value)


def _close(one: float, other: float, tolerance: float) -> bool:
    return math.isfinite(one) and abs(one - other) <= tolerance
