"""The last readings of every tracked entity in memory, for whoever draws them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import Micros

_KEPT = 4096
"""Readings kept of an entity: more than an hour of one a second."""


class Line(NamedTuple):
    """Readings of one entity in time order; NaN is a reading without a value."""

    timestamp: NDArray[np.int64]
    state: NDArray[np.float64]


class _Ring:
    """A ring buffer, written twice over so that every stretch of it is one slice."""

    __slots__ = ("_length", "_position", "_state", "_timestamp")

    def __init__(self, length: int) -> None:
        self._length = length
        self._position = 0
        self._timestamp = np.zeros(2 * length, dtype=np.int64)
        self._state = np.full(2 * length, np.nan)

    def append(self, timestamp: int, state: float) -> None:
        place = self._position % self._length
        self._timestamp[place] = self._timestamp[place + self._length] = timestamp
        self._state[place] = self._state[place + self._length] = state
        self._position += 1

    def line(self) -> Line:
        count = min(self._position, self._length)
        start = (self._position - count) % self._length
        return Line(self._timestamp[start : start + count], self._state[start : start + count])


class LiveFeed:
    """What arrived lately, by recording id; grows only with the number of entities."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._rings: dict[str, _Ring] = {}
        self._latest: dict[str, Reading] = {}
        self.version = 0
        """Rises with every reading: whoever draws compares it with what was drawn."""

    def append(self, entity_id: str, timestamp: Micros, state: float | None) -> None:
        """A reading that has just arrived; one older than the newest is not for a live line."""
        latest = self._latest.get(entity_id)
        if latest is not None and timestamp <= latest.timestamp:
            return
        ring = self._rings.get(entity_id)
        if ring is None:
            ring = self._rings[entity_id] = _Ring(self._kept)
        ring.append(timestamp, float("nan") if state is None else state)
        self._latest[entity_id] = Reading(entity_id, timestamp, state)
        self.version += 1

    def latest(self, entity_id: str) -> Reading | None:
        """The newest reading of an entity."""
        return self._latest.get(entity_id)

    def line(self, entity_id: str, since: Micros) -> Line:
        """Readings at or after a moment, and the one before it, whose value still held."""
        ring = self._rings.get(entity_id)
        if ring is None:
            return Line(np.empty(0, dtype=np.int64), np.empty(0))
        line = ring.line()
        first = max(0, int(np.searchsorted(line.timestamp, since)) - 1)
        return Line(line.timestamp[first:], line.state[first:])

    def forget(self, entity_id: str) -> None:
        """Drop an entity that is no longer tracked."""
        self._rings.pop(entity_id, None)
        self._latest.pop(entity_id, None)
