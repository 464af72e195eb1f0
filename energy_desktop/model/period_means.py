"""Mean, lowest and highest value of each of Home Assistant's 5-minute periods.

After `homeassistant/components/sensor/recorder.py`: a mean is weighted by time, the last value
held; a state without a value is passed over, but holds nothing into the next period.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.timestamps import MINUTE, Micros

PERIOD = 5 * MINUTE


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One entry for each period; NaN where it has no value."""

    mean: NDArray[np.float64]
    min: NDArray[np.float64]
    max: NDArray[np.float64]

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Which periods have a value: Home Assistant compiles those."""
        known: NDArray[np.bool_] = ~np.isnan(self.mean)
        return known

    def together(self) -> tuple[float, float, float] | None:
        """Mean, min and max of all periods: the plain average of the means that exist."""
        known = self.is_known
        if not known.any():
            return None
        return (
            float(np.mean(self.mean[known])),
            float(np.min(self.min[known])),
            float(np.max(self.max[known])),
        )


def period_figures(
    timestamps: NDArray[np.int64],
    values: NDArray[np.float64],
    held: float | None,
    start: Micros,
    count: int,
) -> PeriodFigures:
    """The figures of `count` periods from `start` on.

    `timestamps` are ascending, `values` NaN where a reading has none. `held` is the value of
    the last reading before `start`; None where it had none.
    """
    borders = np.searchsorted(timestamps, start + PERIOD * np.arange(count + 1))
    figures = np.full((3, count), np.nan)
    for number in range(count):
        first, last = borders[number], borders[number + 1]
        begin = start + PERIOD * number
        if first > 0:
            before = float(values[first - 1])
            held = None if np.isnan(before) else before
        figures[:, number] = _of_one(
            timestamps[first:last], values[first:last], held, begin, begin + PERIOD
        )
    return PeriodFigures(*figures)


def _of_one(
    timestamps: NDArray[np.int64],
    values: NDArray[np.float64],
    held: float | None,
    begin: int,
    end: int,
) -> tuple[float, float, float]:
    known = ~np.isnan(values)
    timestamps, values = timestamps[known], values[known]
    if held is not None:
        timestamps = np.concatenate(([begin], timestamps))
        values = np.concatenate(([held], values))
    if not len(values):
        return np.nan, np.nan, np.nan
    durations = np.diff(np.concatenate((timestamps, [end])))
    # Home Assistant divides by the time since the first value of the period.
    mean = float(np.dot(values, durations)) / float(end - timestamps[0])
    return mean, float(np.min(values)), float(np.max(values))
