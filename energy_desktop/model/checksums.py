"""Checksums of stored rows by entity and day, to compare two stores without their rows.

A sum over rows: the order in which they are read, and in how many pieces, does not matter.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.timestamps import DAY

_Bits = NDArray[np.uint64]

_NO_VALUE = np.uint64(0x7FF8_0000_0000_0000)
"""All the ways to write "not a number" count as one."""
_MULTIPLIERS = (np.uint64(0xBF58_476D_1CE4_E5B9), np.uint64(0x94D0_49BB_1331_11EB))
_STEP = np.uint64(0x9E37_79B9_7F4A_7C15)


@dataclass(slots=True)
class DailySums:
    """Number and checksum of rows, by entity and UTC day."""

    days: dict[tuple[str, int], tuple[int, int]] = field(
        default_factory=lambda: defaultdict(lambda: (0, 0))
    )

    def add_readings(self, rows: ReadingColumns) -> None:
        """Take readings in, each once."""
        bits = [_of_figures(rows.state), rows.last_reset.view(np.uint64)]
        self._add(rows.entities, rows.entity, rows.timestamp, bits)

    def add_statistics(self, rows: StatisticColumns) -> None:
        """Take statistics rows of one period in, each once."""
        figures = (rows.state, rows.sum, rows.change, rows.mean, rows.min, rows.max)
        bits = [_of_figures(each) for each in figures]
        self._add(rows.entities, rows.entity, rows.timestamp, bits)

    @property
    def count(self) -> int:
        """Rows in all."""
        return sum(count for count, _ in self.days.values())

    def differing(self, other: "DailySums") -> list[tuple[str, int]]:
        """Entities and days that are not the same in both, in order."""
        keys = self.days.keys() | other.days.keys()
        return sorted(key for key in keys if self.days.get(key) != other.days.get(key))

    def _add(
        self,
        entities: tuple[str, ...],
        entity: NDArray[np.int32],
        timestamp: NDArray[np.int64],
        columns: list[_Bits],
    ) -> None:
        if not len(timestamp):
            return
        hashes = timestamp.view(np.uint64)
        for column in columns:
            hashes = _mixed(hashes * _STEP + column)
        day = timestamp // DAY
        order = np.lexsort((day, entity))
        places, days, sorted_hashes = entity[order], day[order], hashes[order]
        changes = (np.diff(places) != 0) | (np.diff(days) != 0)
        starts = np.concatenate(([0], np.flatnonzero(changes) + 1))
        counts = np.diff(np.concatenate((starts, [len(order)])))
        sums = np.add.reduceat(sorted_hashes, starts)
        for start, count, total in zip(
            starts.tolist(), counts.tolist(), sums.tolist(), strict=True
        ):
            key = (entities[int(places[start])], int(days[start]))
            before = self.days[key]
            self.days[key] = (before[0] + count, (before[1] + total) % 2**64)


def _of_figures(figures: NDArray[np.float64]) -> _Bits:
    bits = figures.view(np.uint64)
    return np.where(np.isnan(figures), _NO_VALUE, bits)


def _mixed(values: _Bits) -> _Bits:
    """Every bit of the result depends on every bit of the value (SplitMix64's last step)."""
    values = (values ^ (values >> np.uint64(30))) * _MULTIPLIERS[0]
    values = (values ^ (values >> np.uint64(27))) * _MULTIPLIERS[1]
    return values ^ (values >> np.uint64(31))
