"""Local days as rows of UTC quarters: the grain everything in the home is computed in."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.demo_home.household.noise import Floats, Ints

QUARTER: Final = 900
"""Seconds of a quarter. Every zone's offset is a multiple of it, so days are whole quarters."""

FIRST_YEAR: Final = 2014


@dataclass(frozen=True, slots=True)
class Days:
    """Consecutive local days. Arrays are as long as the days, or as their quarters together."""

    ordinal: Ints
    """Proleptic day numbers, as `date.toordinal` counts them."""
    start: Ints
    """Local midnights as UTC seconds, with the end of the last day: one longer than `ordinal`."""
    first: Ints
    """Number of each day's first quarter among all of them; one longer than `ordinal`."""
    quarter: Ints
    """UTC number (seconds // 900) of each quarter."""
    day: Ints
    """Which of these days each quarter belongs to."""
    slot: Ints
    """Number of each quarter within its day, 0 to 91, 95 or 99."""

    @property
    def length(self) -> Ints:
        """Minutes of each day: 1440, or 1380 and 1500 where the clock changes."""
        return (self.start[1:] - self.start[:-1]) // 60

    @property
    def wall(self) -> Floats:
        """What the clock on the wall shows at the start of each quarter, in hours."""
        elapsed = self.slot * 15
        length = self.length[self.day]
        before_change = elapsed < 120 + np.maximum(0, length - 1440)
        return np.where(before_change, elapsed, elapsed + 1440 - length) / 60.0

    @property
    def weekend(self) -> NDArray[np.bool_]:
        """For each day, whether it is a Saturday or a Sunday."""
        return np.asarray(self.ordinal % 7 % 6 == 0)

    def elapsed(self, wall_minutes: Floats) -> Floats:
        """Minutes since midnight at which the clock shows `wall_minutes` (one for each day)."""
        return np.where(wall_minutes < 180, wall_minutes, wall_minutes + self.length - 1440)


class Calendar:
    """The local days of one time zone."""

    def __init__(self, time_zone: str) -> None:
        self.time_zone = time_zone
        self._zone = ZoneInfo(time_zone)
        self._year_start = lru_cache(maxsize=None)(lambda year: self.midnight(date(year, 1, 1)))
        self.year = lru_cache(maxsize=32)(self._year)

    @property
    def start(self) -> int:
        """UTC second at which the home's history begins."""
        return self._year_start(FIRST_YEAR)

    def midnight(self, day: date) -> int:
        """UTC second at which this local day begins."""
        return int(datetime(day.year, day.month, day.day, tzinfo=self._zone).timestamp())

    def year_start(self, year: int) -> int:
        """UTC second at which this local year begins."""
        return self._year_start(year)

    def year_of(self, second: int) -> int:
        """The local year a UTC second lies in; nothing is older than the first year."""
        year = FIRST_YEAR + max(0, second - self.start) // 31_622_400
        while second >= self.year_start(year + 1):
            year += 1
        return year

    def local(self, second: int) -> datetime:
        """The wall clock at a UTC second."""
        return datetime.fromtimestamp(second, self._zone)

    def days(self, first: date, count: int) -> Days:
        """`count` local days from `first` on."""
        ordinal = np.arange(first.toordinal(), first.toordinal() + count, dtype=np.int64)
        edges = range(first.toordinal(), first.toordinal() + count + 1)
        start = np.array([self.midnight(date.fromordinal(o)) for o in edges], dtype=np.int64)
        first_quarter = (start - start[0]) // QUARTER
        quarter = np.arange(start[0] // QUARTER, start[-1] // QUARTER, dtype=np.int64)
        day = np.repeat(np.arange(count, dtype=np.int64), np.diff(first_quarter))
        slot = quarter - start[0] // QUARTER - first_quarter[day]
        return Days(ordinal, start, first_quarter, quarter, day, slot)

    def _year(self, year: int) -> Days:
        first = date(year, 1, 1)
        return self.days(first, date(year + 1, 1, 1).toordinal() - first.toordinal())
