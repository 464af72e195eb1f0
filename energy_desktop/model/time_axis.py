"""Round moments of a home's own clock, from tenths of a second to decades.

Right across both changes of the clock: an hour that comes twice has its marks twice, one that
is left out has none, and days, months and years begin at local midnight.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from math import gcd

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Micros,
    from_datetime,
    to_datetime,
)

_QUARTER = 15 * MINUTE
"""Every zone's offset is a multiple of it, in our days."""


class Unit(StrEnum):
    """What a step is counted in."""

    CLOCK = "clock"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_LENGTHS = {Unit.CLOCK: 1, Unit.DAY: DAY, Unit.MONTH: 30 * DAY, Unit.YEAR: 365 * DAY}


@dataclass(frozen=True, slots=True)
class Step:
    """The distance of two marks: `count` days, months or years, or microseconds of the clock."""

    unit: Unit
    count: int

    @property
    def length(self) -> int:
        """Microseconds, about."""
        return self.count * _LENGTHS[self.unit]


STEPS = tuple(
    [Step(Unit.CLOCK, n * SECOND // 10) for n in (1, 2, 5)]
    + [Step(Unit.CLOCK, n * SECOND) for n in (1, 2, 5, 10, 15, 30)]
    + [Step(Unit.CLOCK, n * MINUTE) for n in (1, 2, 5, 10, 15, 30)]
    + [Step(Unit.CLOCK, n * HOUR) for n in (1, 2, 3, 6, 12)]
    + [Step(Unit.DAY, n) for n in (1, 2, 5, 10)]
    + [Step(Unit.MONTH, n) for n in (1, 2, 3, 6)]
    + [Step(Unit.YEAR, n) for n in (1, 2, 5, 10)]
)


def step_for(duration: int, most: int) -> Step:
    """The smallest round step that gives about `most` marks or fewer."""
    return next((step for step in STEPS if duration <= step.length * max(1, most)), STEPS[-1])


def marks(span: TimeRange, zone: tzinfo, step: Step) -> list[Micros]:
    """The moments in the span, its end included, at which the home's clock is round."""
    if step.unit is Unit.CLOCK:
        return _clock_marks(span, zone, step.count)
    return [
        moment
        for day in _round_days(local_date(span.start, zone), local_date(span.end, zone), step)
        if span.start <= (moment := midnight(day, zone)) <= span.end
    ]


def local_date(moment: Micros, zone: tzinfo) -> date:
    """The home's day at a moment."""
    return to_datetime(moment).astimezone(zone).date()


def midnight(day: date, zone: tzinfo) -> Micros:
    """When a day of the home begins."""
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=zone))


def is_midnight(moment: Micros, zone: tzinfo) -> bool:
    """Whether a day of the home begins at this moment."""
    return moment == midnight(local_date(moment, zone), zone)


def period_around(
    moment: Micros, zone: tzinfo, unit: Unit, count: int = 1, first_weekday: int = 0
) -> TimeRange:
    """The local days, months or years that a moment lies in; seven days are a week.

    Weeks begin on `first_weekday`, counted from Monday as 0.
    """
    day = local_date(moment, zone)
    if unit is Unit.DAY:
        into_week = (day.weekday() - first_weekday) % 7
        first = day - timedelta(days=into_week) if count == 7 else day
        return TimeRange(midnight(first, zone), midnight(first + timedelta(days=count), zone))
    first = day.replace(day=1) if unit is Unit.MONTH else day.replace(month=1, day=1)
    return TimeRange(midnight(first, zone), midnight(_later(first, unit, count), zone))


def _clock_marks(span: TimeRange, zone: tzinfo, step: int) -> list[Micros]:
    grain = step if step <= MINUTE else gcd(step, _QUARTER)
    first = -(-span.start // grain) * grain
    return [
        Micros(moment)
        for moment in range(first, span.end + 1, grain)
        if _since_midnight(Micros(moment), zone) % step == 0
    ]


def _since_midnight(moment: Micros, zone: tzinfo) -> int:
    local = to_datetime(moment).astimezone(zone)
    return ((local.hour * 60 + local.minute) * 60 + local.second) * SECOND + local.microsecond


def _round_days(first: date, last: date, step: Step) -> Iterator[date]:
    """Days from `first` on that are round in their month, their year, or their decade."""
    match step.unit:
        case Unit.DAY:
            day = first
            while day <= last:
                # A mark on the 31st would stand too close to the first of the next month.
                if (day.day - 1) % step.count == 0 and (step.count == 1 or day.day <= 30 - 2):
                    yield day
                day += timedelta(days=1)
            return
        case Unit.MONTH:
            month = first.month - 1 - (first.month - 1) % step.count
            day = date(first.year, month + 1, 1)
        case _:
            day = date(max(1, first.year - first.year % step.count), 1, 1)
    while day <= last:
        yield day
        day = _later(day, step.unit, step.count)


def _later(day: date, unit: Unit, count: int) -> date:
    """The first of the month so many months or years later."""
    months = day.month - 1 + count * (12 if unit is Unit.YEAR else 1)
    return date(day.year + months // 12, months % 12 + 1, 1)
