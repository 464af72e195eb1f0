"""When readings arrived somewhere, noted by one process and read by another."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MICROS = 1_000_000


class ArrivalLog:
    """Notes, in a file, pairs of a reading's own time and the time at which it arrived."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("ab", buffering=0)

    def note(self, timestamps: Sequence[int] | NDArray[np.int64]) -> None:
        """These readings, by their times in microseconds, have arrived now."""
        pairs = np.empty((len(timestamps), 2), dtype=np.int64)
        pairs[:, 0], pairs[:, 1] = timestamps, time.time_ns() // 1_000
        self._file.write(pairs.tobytes())


@dataclass(frozen=True, slots=True)
class Lateness:
    """Seconds from a reading's own time to its arrival, over many readings."""

    count: int
    p50: float
    p99: float
    max: float

    @classmethod
    def of(cls, file: Path, since: int, until: int) -> "Lateness":
        """Of the readings between two moments, in microseconds, each as it first arrived."""
        pairs = np.fromfile(file, dtype=np.int64).reshape(-1, 2)
        pairs = pairs[(pairs[:, 0] >= since) & (pairs[:, 0] < until)]
        _, first = np.unique(pairs[:, 0], return_index=True)
        late = (pairs[first, 1] - pairs[first, 0]) / _MICROS
        p50, p99 = np.percentile(late, (50, 99))
        return cls(len(late), float(p50), float(p99), float(late.max()))
