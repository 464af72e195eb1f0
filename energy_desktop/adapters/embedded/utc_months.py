"""UTC months and years as whole numbers, for stretches that are stored together."""

from datetime import UTC, datetime

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, Micros, from_datetime, to_datetime


def month_of_day(day: int) -> int:
    """Months since the year 0 of a day since 1970."""
    moment = to_datetime(Micros(day * DAY))
    return moment.year * 12 + moment.month - 1


def month_span(month: int) -> TimeRange:
    """The month as a stretch of time."""
    return TimeRange(_start(month), _start(month + 1))


def _start(month: int) -> Micros:
    year, index = divmod(month, 12)
    return from_datetime(datetime(year, index + 1, 1, tzinfo=UTC))
