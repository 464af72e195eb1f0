"""What no metric store takes, told before anything of a batch is written."""

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.timestamps import LAST_MOMENT


def check_readings(readings: ReadingColumns) -> None:
    """Raise ValueError for an infinite figure or a moment outside 1970–9999."""
    _check(readings.timestamp, readings.state)


def check_statistics(rows: StatisticColumns) -> None:
    """Raise ValueError for an infinite figure or a moment outside 1970–9999."""
    _check(rows.timestamp, rows.state, rows.sum, rows.change, rows.mean, rows.min, rows.max)


def _check(timestamp: NDArray[np.int64], *figures: NDArray[np.float64]) -> None:
    if any(np.isinf(column).any() for column in figures):
        raise ValueError("an infinite figure cannot be stored")
    if len(timestamp) and not 0 <= timestamp.min() <= timestamp.max() <= LAST_MOMENT:
        raise ValueError("a moment before 1970 or after 9999 cannot be stored")
