"""Power and metered amount of every channel at any moment since the history began."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from energy_desktop.adapters.demo_home.household.battery import (
    AT_MIDNIGHT,
    CAPACITY,
    EFFICIENCY,
)
from energy_desktop.adapters.demo_home.household.calendar import Calendar
from energy_desktop.adapters.demo_home.household.detail import MINUTES, Detail
from energy_desktop.adapters.demo_home.household.noise import Floats, Ints
from energy_desktop.adapters.demo_home.household.quarters import Place, Quarters, Year

DIFFERENCES: Final = {"grid": ("import", "export"), "storage": ("discharge", "charge")}
"""Signed channels: what comes into the house, minus what leaves it."""


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of one year."""

    year: int
    index: int
    """Number of the day in its year, from 0."""
    start: int
    """UTC second of its midnight."""
    end: int


class Flows:
    """Everything that flows in the home of one seed."""

    def __init__(self, seed: int, time_zone: str, place: Place) -> None:
        self.calendar = Calendar(time_zone)
        self.quarters = Quarters(seed, self.calendar, place)
        self.detail = Detail(seed)
        self._power: Callable[[str, int, int], Floats] = lru_cache(maxsize=96)(self._day_power)

    def day_of(self, second: int) -> Day:
        """The local day a UTC second lies in."""
        number = self.calendar.year_of(second)
        days = self.calendar.year(number)
        index = max(0, int(np.searchsorted(days.start, second, side="right")) - 1)
        return Day(number, index, int(days.start[index]), int(days.start[index + 1]))

    def days(self, first: int, end: int) -> Iterator[Day]:
        """The local days that have a second in [first, end)."""
        while first < end:
            day = self.day_of(first)
            yield day
            first = day.end

    def power(self, channel: str, day: Day) -> Floats:
        """Watts in each stretch of 5 seconds of the day (17 280 on most days)."""
        return self._power(channel, day.year, day.index)

    def _day_power(self, channel: str, number: int, index: int) -> Floats:
        if channel in DIFFERENCES:
            into, out = (self._power(key, number, index) for key in DIFFERENCES[channel])
            return into - out
        year = self.quarters.year(number)
        at = np.arange(year.days.first[index], year.days.first[index + 1], dtype=np.int64)
        if channel in ("import", "export", "charge", "discharge"):
            # The costly sum over all consumers is shared by the four flows that follow it.
            residual, mean = year.mean("residual")[at], year.mean(channel)[at]
            share = np.divide(mean, residual, out=np.zeros_like(mean), where=residual != 0)
            return np.repeat(share, 180) * self._power("residual", number, index)
        if channel == "residual":
            return self._power("used", number, index) - self._power("solar", number, index)
        return self.detail.slots(year, channel, at).ravel()

    def counted(self, channel: str, minutes: Ints) -> Floats:
        """Watt-hours (m³) since the history began, at the start of these UTC minutes.

        `minutes` must be ascending.
        """
        return np.concatenate(
            [self._counted(year, channel, part) for year, part in self._by_year(minutes)]
            or [np.zeros(0)]
        )

    def _by_year(self, minutes: Ints) -> Iterator[tuple[int, Ints]]:
        at = 0
        while at < minutes.size:
            year = self.calendar.year_of(int(minutes[at]) * 60)
            end = int(np.searchsorted(minutes, self.calendar.year_start(year + 1) // 60))
            yield year, minutes[at:end]
            at = end

    def _counted(self, number: int, channel: str, minutes: Ints) -> Floats:
        year = self.quarters.year(number)
        at = np.maximum(minutes // MINUTES - year.first, 0)
        whole = year.counted(channel)[at] + self.quarters.before(channel, number)
        return whole + self._within(year, channel, at, minutes % MINUTES)

    def _within(self, year: Year, channel: str, at: Ints, minute: Ints) -> Floats:
        """What was counted between the start of the quarter and this minute of it."""
        moving = (minute > 0) & (year.mean(channel)[at] > 0)
        part = np.zeros(at.size)
        if moving.any():
            needed, where = np.unique(at[moving], return_inverse=True)
            sums = np.cumsum(self.detail.minutes(year, channel, needed), axis=1) / 60.0
            part[moving] = sums[where, minute[moving] - 1]
        return part

    def charge_level(self, day: Day, minutes: Ints) -> Floats:
        """How full the battery is, in percent, at ascending UTC minutes of this day."""
        moments = np.concatenate(([day.start // 60], minutes))
        into, out = self.counted("charge", moments), self.counted("discharge", moments)
        gained = (into - into[0]) * EFFICIENCY - (out - out[0]) / EFFICIENCY
        return np.asarray((AT_MIDNIGHT + gained[1:]) * (100.0 / CAPACITY))

    def outdoor(self, seconds: Ints) -> Floats:
        """Outdoor temperature in °C at ascending UTC seconds."""
        parts = []
        for number, minutes in self._by_year(seconds // 60):
            year = self.quarters.year(number)
            parts.append(year.mean("outdoor")[np.maximum(minutes // MINUTES - year.first, 0)])
        return np.concatenate(parts or [np.zeros(0)])

    def last_active(self, channel: str, second: int) -> int | None:
        """End (UTC second) of the last quarter that begins before `second` and has a flow.

        None when there never was one.
        """
        number = self.calendar.year_of(second)
        while number >= self.calendar.year_of(self.calendar.start):
            year = self.quarters.year(number)
            before = max(0, min(-(-second // 900) - year.first, year.days.quarter.size))
            active = np.flatnonzero(self._active(year, channel)[:before])
            if active.size:
                return (year.first + int(active[-1]) + 1) * 900
            number -= 1
        return None

    def _active(self, year: Year, channel: str) -> Floats:
        parts = DIFFERENCES.get(channel, (channel,))
        return np.asarray(sum(year.mean(part) for part in parts))
