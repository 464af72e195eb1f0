"""Statistics as Home Assistant's recorder compiles them from states.

Rules read in homeassistant/components/sensor/recorder.py and recorder/statistics.py: a mean of
five minutes is time-weighted with the last value held; an hour's mean is the plain mean of its
five-minute means, and a longer period's that of its hours; state and sum are those of the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from energy_desktop.adapters.demo_home.household.catalogue import SECOND, Entity
from energy_desktop.adapters.demo_home.household.flows import Day, Flows
from energy_desktop.adapters.demo_home.household.noise import Floats, Ints
from energy_desktop.adapters.demo_home.household.sensors import UNAVAILABLE, Sensors

FIVE_MINUTES: Final = 300
HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Statistics:
    """Rows of one entity; every array is as long as `start`. NaN stands for null."""

    start: Ints
    """Microseconds since the epoch."""
    end: Ints
    state: Floats
    """The meter at the end of the period, in the entity's unit."""
    sum: Floats
    """What was counted since the first reading ever."""
    change: Floats
    mean: Floats
    min: Floats
    max: Floats


@dataclass(frozen=True, slots=True)
class Range:
    """Mean, smallest and largest value of consecutive periods."""

    mean: Floats
    min: Floats
    max: Floats

    def longer(self, first: Ints) -> "Range":
        """The same for groups of periods, each beginning at a number of `first`.

        Means are plain averages of those that exist.
        """
        exists = ~np.isnan(self.mean)
        count = np.add.reduceat(exists.astype(np.int64), first)
        total = np.add.reduceat(np.where(exists, self.mean, 0.0), first)
        return Range(
            np.divide(total, count, out=np.full(total.size, np.nan), where=count > 0),
            np.fmin.reduceat(self.min, first),
            np.fmax.reduceat(self.max, first),
        )


def weigh(
    times: Sequence[int], values: Sequence[float | None], start: int, end: int
) -> tuple[float, float, float] | None:
    """Time-weighted mean, smallest and largest of the values that hold in [start, end).

    `times` (µs, ascending) may begin before `start`: that value is held into the period. None is
    a state without a number; it is skipped and the value before it goes on. None when there is
    no value at all.
    """
    known = [
        (max(at, start), value)
        for at, value in zip(times, values, strict=True)
        if value is not None and at < end
    ]
    held = [(at, value) for at, value in known if at == start]
    known = held[-1:] + known[len(held) :]
    if not known:
        return None
    edges = [at for at, _ in known[1:]] + [end]
    area = sum(value * (edge - at) for (at, value), edge in zip(known, edges, strict=True))
    numbers = [value for _, value in known]
    return area / (end - known[0][0]), min(numbers), max(numbers)


class Compiler:
    """Compiles statistics straight from the sensors' ticks."""

    def __init__(self, flows: Flows, sensors: Sensors) -> None:
        self._flows = flows
        self._sensors = sensors

    def compile(self, entity: Entity, period: str, start: int, end: int, until: int) -> Statistics:
        """Rows of the periods that begin in [start, end) µs, widened to whole ones.

        Only what lies before `until` is known: shorter periods must have ended by then, of a
        longer one the hours until then count.
        """
        until //= SECOND
        if period != "5minute":
            until -= until % HOUR
        edges = self.edges(period, start // SECOND, min(-(-end // SECOND), until))
        if period in ("5minute", "hour"):
            edges = edges[edges <= until]
        nothing = np.full(max(edges.size - 1, 0), np.nan)
        if edges.size < 2 or entity.state_class is None:
            empty = np.zeros(0, dtype=np.int64)
            return Statistics(empty, empty, *(np.zeros(0) for _ in range(6)))
        if entity.is_meter:
            state, total = self._register(entity, np.minimum(edges, until))
            row = (state[1:], total[1:], np.diff(total), nothing, nothing, nothing)
        else:
            spread = self._range(entity, period, edges, until)
            row = (nothing, nothing, nothing, spread.mean, spread.min, spread.max)
        return Statistics(edges[:-1] * SECOND, edges[1:] * SECOND, *row)

    def edges(self, period: str, start: int, end: int) -> Ints:
        """Borders (UTC seconds) of the periods that begin in [start, end)."""
        start = max(start, self._flows.calendar.start)
        if period in ("5minute", "hour"):
            step = FIVE_MINUTES if period == "5minute" else HOUR
            return np.arange(-(-start // step), -(-end // step) + 1, dtype=np.int64) * step
        if end <= start:
            return np.zeros(0, dtype=np.int64)
        calendar = self._flows.calendar
        day = first_of(period, calendar.local(start).date())
        borders = [calendar.midnight(day)]
        while borders[-1] < end:
            day = first_after(period, day)
            borders.append(calendar.midnight(day))
        return np.array(borders, dtype=np.int64)

    def _register(self, entity: Entity, edges: Ints) -> tuple[Floats, Floats]:
        """What the meter showed last before each border, and how far it is from its first."""
        sensors = self._sensors
        oldest = sensors.first_tick(entity)
        step = entity.source.interval * SECOND
        ticks = np.maximum((edges * SECOND - 1 - entity.source.offset) // step, oldest)
        values = sensors.values(entity, ticks)
        for at in np.flatnonzero(values == UNAVAILABLE).tolist():
            values[at] = self._before_outage(entity, int(ticks[at]))
        zero = sensors.value(entity, oldest)
        unit = 10.0**entity.source.decimals
        return values / unit, (values - zero) / unit

    def _before_outage(self, entity: Entity, tick: int) -> int:
        sensors = self._sensors
        second = sensors.time_of(entity, tick) // SECOND
        window = sensors.outage(self._flows.day_of(second))
        start = window[0] if window else second
        return sensors.value(entity, sensors.tick_from(entity, start * SECOND) - 1)

    def _range(self, entity: Entity, period: str, edges: Ints, until: int) -> Range:
        first, end = int(edges[0]), int(edges[-1])
        if period == "5minute":
            return self._five_minutes(entity, first, end)
        # Hours are UTC hours even where local days begin at :30 or :45.
        low, high = first // HOUR * HOUR, min(-(-end // HOUR) * HOUR, until)
        fine = self._five_minutes(entity, low, high)
        hours = fine.longer(np.arange(0, fine.mean.size, 12))
        if period == "hour":
            return hours
        return hours.longer((-(-edges[:-1] // HOUR) * HOUR - low) // HOUR)

    def _five_minutes(self, entity: Entity, first: int, end: int) -> Range:
        parts = []
        for day in self._flows.days(first, end):
            whole = self._day(entity, day)
            cut = slice(
                max(first - day.start, 0) // FIVE_MINUTES, (end - day.start) // FIVE_MINUTES
            )
            parts.append([whole.mean[cut], whole.min[cut], whole.max[cut]])
        return Range(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _day(self, entity: Entity, day: Day) -> Range:
        sensors, source = self._sensors, entity.source
        step = source.interval
        ticks = np.arange(day.start // step - 1, day.end // step, dtype=np.int64)
        values = sensors.values(entity, ticks)
        if (values == UNAVAILABLE).any():
            return self._day_with_outage(entity, day, ticks, values)
        number = values / 10.0**source.decimals
        inside = number[1:].reshape(-1, FIVE_MINUTES // step)
        held = number[:-1].reshape(inside.shape)[:, :1]
        late = source.offset / SECOND
        total = inside.sum(axis=1) * step + held[:, 0] * late - inside[:, -1] * late
        both = np.concatenate([held, inside], axis=1)
        return Range(total / FIVE_MINUTES, both.min(axis=1), both.max(axis=1))

    def _day_with_outage(self, entity: Entity, day: Day, ticks: Ints, values: Ints) -> Range:
        times = self._sensors.times_of(entity, ticks).tolist()
        unit = 10.0**entity.source.decimals
        numbers = [None if v == UNAVAILABLE else v / unit for v in values.tolist()]
        each = FIVE_MINUTES // entity.source.interval
        rows = []
        for window in range((day.end - day.start) // FIVE_MINUTES):
            start = (day.start + window * FIVE_MINUTES) * SECOND
            part = slice(window * each, (window + 1) * each + 1)
            row = weigh(times[part], numbers[part], start, start + FIVE_MINUTES * SECOND)
            rows.append(row or (np.nan, np.nan, np.nan))
        return Range(*np.array(rows).T)


def first_of(period: str, day: date) -> date:
    """The first day of the week (from Monday), month or year that a day lies in."""
    match period:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def first_after(period: str, day: date) -> date:
    """The first day of the period after the one that begins on `day`."""
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[period]
    return first_of(period, day + timedelta(days=longest))
