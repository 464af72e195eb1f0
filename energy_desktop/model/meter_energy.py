"""Energy out of the readings of a meter, by Home Assistant's rules of reset.

After `homeassistant/components/sensor/recorder.py`: `reset_detected` and `compile_statistics`.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import NO_RESET

_RESET_BELOW = 0.9
"""A smaller dip is no reset: its negative difference counts, and cancels when it returns."""


class MeterKind(StrEnum):
    """The state classes that have a sum."""

    TOTAL = "total"
    TOTAL_INCREASING = "total_increasing"


@dataclass(frozen=True, slots=True)
class MeterStart:
    """What a meter showed last before a stretch."""

    value: float
    last_reset: int = NO_RESET


@dataclass(frozen=True, slots=True)
class MeterEnergy:
    """What a meter counted over a stretch."""

    change: float
    resets: int
    largest: float
    """The largest value that took part, without its sign: rounding errors grow with it."""


def meter_energy(
    kind: MeterKind,
    values: NDArray[np.float64],
    last_resets: NDArray[np.int64],
    start: MeterStart | None,
) -> MeterEnergy | None:
    """What was counted over readings in order of time; None where there is no value at all.

    NaN is a reading without a value and is passed over. Without a start the first value is the
    zero point. `total_increasing` resets where a value is below 0.9 of the one before, and its
    negative values are ignored; `total` where `last_reset` becomes another one. After a reset
    the new value counts in full.
    """
    counts = ~np.isnan(values)
    if kind is MeterKind.TOTAL_INCREASING:
        counts &= ~(values < 0)
    values, last_resets = values[counts], last_resets[counts]
    if start is not None:
        values = np.concatenate(([start.value], values))
        last_resets = np.concatenate(([start.last_reset], last_resets))
    if not len(values):
        return None
    is_reset = (
        values[1:] < _RESET_BELOW * values[:-1]
        if kind is MeterKind.TOTAL_INCREASING
        else _becomes_another(last_resets)
    )
    begins = np.flatnonzero(is_reset) + 1
    zero_points = np.concatenate((values[:1], np.zeros(len(begins))))
    ends = np.concatenate((values[begins - 1], values[-1:]))
    return MeterEnergy(
        float(np.sum(ends - zero_points)), len(begins), float(np.max(np.abs(values)))
    )


def _becomes_another(last_resets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a known `last_reset` differs from the last known one before it."""
    places = np.arange(len(last_resets))
    last_known = np.maximum.accumulate(np.where(last_resets != NO_RESET, places, 0))
    known = last_resets[last_known]
    result: NDArray[np.bool_] = (last_resets[1:] != NO_RESET) & (last_resets[1:] != known[:-1])
    return result
