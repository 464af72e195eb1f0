"""Where raw history shows that Home Assistant itself was down, or has lost what it knew."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.ranges import TimeRange, complement
from energy_desktop.model.statistics import StatisticRow
from energy_desktop.model.timestamps import MINUTE, Micros

SHORTEST_DOWNTIME = 5 * MINUTE
"""One period of Home Assistant's statistics: what is shorter falsifies none of them."""
_START_TAKES = MINUTE
"""Entities come back within this time of a start."""
_FEWEST_TOGETHER = 3
_SHARE_TOGETHER = 0.75

Moments = NDArray[np.int64]


def silences(moments: Moments, within: TimeRange, shortest: int) -> list[TimeRange]:
    """The stretches of at least `shortest` microseconds in which there is no moment, in order.

    `moments` are ascending; each silence begins and ends at one of them, or at the border.
    """
    inside = moments[(moments >= within.start) & (moments < within.end)]
    borders = np.concatenate(([within.start], inside, [within.end]))
    return [
        TimeRange(Micros(int(borders[place])), Micros(int(borders[place + 1])))
        for place in np.flatnonzero(np.diff(borders) >= shortest)
    ]


class SharedSilence:
    """What is silent for all entities of a stretch at once, built up one entity at a time."""

    def __init__(self) -> None:
        self._common: list[TimeRange] | None = None
        self._ends: list[Micros] = []
        self._entities = 0

    def add(self, of_one: Sequence[TimeRange]) -> None:
        """The silences of one more entity."""
        self._entities += 1
        self._ends += (each.end for each in of_one)
        self._common = list(of_one) if self._common is None else _common(self._common, of_one)

    def downtimes(
        self, up_since: Micros | None, live: Iterable[TimeRange], down_after: Micros | None = None
    ) -> list[TimeRange]:
        """The shared silences that end with a start of Home Assistant.

        `up_since` is the oldest `last_changed` of any state it has: it was started then, or
        before. In a live session it was certainly up. At `down_after`, an end of this stretch,
        a downtime goes on that is known already.

        A start shows itself by its own moment, or by most of at least three entities that
        come back within a minute.
        """
        up = list(live)
        found = []
        for silence in self._common or ():
            parts = complement(up, silence)
            if not parts or parts[-1].end != silence.end:
                continue
            if parts[-1].duration < SHORTEST_DOWNTIME:
                continue
            if silence.end == down_after or self._is_start(silence.end, up_since):
                found.append(parts[-1])
        return found

    def is_settled_before(self, moment: Micros) -> bool:
        """Whether rows later than a moment could not change what of this is downtime.

        Silences they could shorten, and starts of which they could be a part, lie before it.
        """
        return not any(
            silence.duration >= SHORTEST_DOWNTIME and silence.end + _START_TAKES >= moment
            for silence in self._common or ()
        )

    def _is_start(self, moment: Micros, up_since: Micros | None) -> bool:
        if up_since is None or moment > up_since + _START_TAKES:
            return False
        if up_since - moment <= _START_TAKES:
            return True
        together = sum(moment <= each <= moment + _START_TAKES for each in self._ends)
        return self._entities >= _FEWEST_TOGETHER and (together >= _SHARE_TOGETHER * self._entities)


def moved_in_silence(
    rows: Sequence[StatisticRow], silence: TimeRange, period: int
) -> list[TimeRange]:
    """Periods inside a silence of raw history whose statistics know of movement.

    Statistics without a row hold the last value: one value, no change. Anything else was made
    of rows that Home Assistant no longer has. `rows` are those of one entity, in order.
    """
    inside = [r for r in rows if silence.start <= r.start and r.start + period <= silence.end]
    moved = [row for row in inside[:1] if _moves(row, None)]
    moved += [row for before, row in pairwise(inside) if _moves(row, before)]
    return [TimeRange(row.start, Micros(row.start + period)) for row in moved]


def _moves(row: StatisticRow, before: StatisticRow | None) -> bool:
    if row.change or row.min != row.max:
        return True
    return before is not None and (row.mean, row.state) != (before.mean, before.state)


def _common(some: Sequence[TimeRange], others: Sequence[TimeRange]) -> list[TimeRange]:
    """The stretches that lie in both, each sequence in order."""
    found: list[TimeRange] = []
    place = 0
    for each in some:
        while place < len(others) and others[place].end <= each.start:
            place += 1
        at = place
        while at < len(others) and others[at].start < each.end:
            common = each.intersection(others[at])
            if common is not None:
                found.append(common)
            at += 1
    return found
