"""Which days are sealed: it decides where a reading is written to."""

from collections.abc import Iterable

import duckdb
import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.timestamps import DAY


class SealedDays:
    """Days as whole numbers since 1970, UTC; known to the writer alone."""

    def __init__(self) -> None:
        self._days: set[int] = set()
        self._first_open: int | None = None

    def load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read what is stored."""
        self.add(day for (day,) in connection.execute("SELECT day FROM sealed_day").fetchall())

    def add(self, days: Iterable[int]) -> None:
        """Days whose sealing is durable."""
        self._days.update(days)
        self._first_open = (max(self._days) + 1) * DAY if self._days else None

    def late(self, timestamp: NDArray[np.int64]) -> NDArray[np.bool_] | None:
        """Which rows belong to sealed days; None, the common case, for none of them."""
        if self._first_open is None or not len(timestamp) or timestamp.min() >= self._first_open:
            return None
        days, index = np.unique(timestamp // DAY, return_inverse=True)
        sealed = np.array([int(day) in self._days for day in days])
        return sealed[index] if sealed.any() else None
