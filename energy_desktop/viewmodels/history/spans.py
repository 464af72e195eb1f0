"""Spans of the chart: chosen by a button, stepped through by the calendar, put in words."""

from datetime import tzinfo
from enum import Enum

from energy_desktop.model import timestamps
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import Unit, period_around
from energy_desktop.model.timestamps import HOUR, Micros


class SpanChoice(Enum):
    """A button: its length in microseconds, and the period of the calendar it stands for."""

    # Within the class the bare names would be these members.
    MINUTE = (timestamps.MINUTE, None, 1)
    HOUR = (timestamps.HOUR, None, 1)
    DAY = (timestamps.DAY, Unit.DAY, 1)
    WEEK = (7 * timestamps.DAY, Unit.DAY, 7)
    MONTH = (30 * timestamps.DAY, Unit.MONTH, 1)
    YEAR = (365 * timestamps.DAY, Unit.YEAR, 1)
    ALL = (0, None, 0)

    @property
    def length(self) -> int:
        """Microseconds of the stretch that ends now; 0 for everything."""
        length: int = self.value[0]
        return length

    def around(self, moment: Micros, zone: tzinfo, first_weekday: int = 0) -> TimeRange:
        """The period of the calendar that a moment lies in; without one, the stretch around it."""
        _, unit, count = self.value
        if unit is not None:
            return period_around(moment, zone, unit, count, first_weekday)
        if self.length <= HOUR:
            start = Micros(moment - moment % self.length)
            return TimeRange(start, Micros(start + self.length))
        return TimeRange(Micros(moment - self.length // 2), Micros(moment + self.length // 2))

    @property
    def is_of_the_calendar(self) -> bool:
        """Whether its periods differ in length, as days and months do."""
        return self.value[1] is not None


TIMED = tuple(choice for choice in SpanChoice if choice is not SpanChoice.ALL)


def choice_of(
    span: TimeRange, bounds: TimeRange, zone: tzinfo, first_weekday: int = 0
) -> SpanChoice | None:
    """The button that leads to a stretch; None where no button does."""
    for choice in TIMED:
        if span.duration == choice.length:
            return choice
        if choice.is_of_the_calendar and choice.around(span.start, zone, first_weekday) == span:
            return choice
    return SpanChoice.ALL if span == bounds else None


def neighbour(
    span: TimeRange,
    choice: SpanChoice | None,
    anchor: Micros,
    zone: tzinfo,
    direction: int,
    first_weekday: int = 0,
) -> TimeRange:
    """The period before (-1) or after (+1); of the calendar where a button chose one.

    `anchor` is the moment whose period counts as the present one.
    """
    if choice is not None and choice.is_of_the_calendar:
        here = choice.around(anchor, zone, first_weekday)
        there = here.end if direction > 0 else Micros(here.start - 1)
        return choice.around(there, zone, first_weekday)
    shift = direction * span.duration
    return TimeRange(Micros(span.start + shift), Micros(span.end + shift))
