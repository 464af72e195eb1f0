"""Numbers and times in the locale of the person and the time zone of the home."""

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QLocale, QTime

from energy_desktop.model.figures import Notation
from energy_desktop.model.timestamps import Micros, to_datetime
from energy_desktop.viewmodels.dates import DateForm, Dates


@lru_cache(maxsize=8)
def zone_named(name: str) -> tzinfo:
    """The time zone of a name; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


class Wording:
    """How a locale writes numbers, days and times."""

    def __init__(self, locale: QLocale | None = None) -> None:
        self._locale = locale or QLocale()
        self._dates = Dates(self._locale)
        self._has_half_days = "a" in _without_quotes(
            self._locale.timeFormat(QLocale.FormatType.ShortFormat)
        )
        self.notation = Notation(
            decimal_point=self._locale.decimalPoint(),
            group_separator=self._locale.groupSeparator(),
        )

    @property
    def first_weekday(self) -> int:
        """On which day a week begins, counted from Monday as 0."""
        return self._locale.firstDayOfWeek().value - 1

    def time(self, moment: Micros, zone: tzinfo) -> str:
        """ "13:42:07", or "1:42:07 PM" where the locale counts so."""
        return self._time(moment, zone, "h:mm:ss AP" if self._has_half_days else "HH:mm:ss")

    def hour(self, moment: Micros, zone: tzinfo) -> str:
        """ "13:42" """
        return self._time(moment, zone, "h:mm AP" if self._has_half_days else "HH:mm")

    def day(self, moment: Micros, zone: tzinfo) -> str:
        """ "Monday 23 November" """
        local = to_datetime(moment).astimezone(zone)
        return self.date(local.date(), DateForm.DAY_OF_WEEK_AND_MONTH)

    def date(self, day: date, form: DateForm) -> str:
        """A day of the home in a form."""
        return self._dates.write(day, form)

    def time_or_day(self, moment: Micros, now: Micros, zone: tzinfo) -> str:
        """The time when it is today, else day and time."""
        then, today = (to_datetime(m).astimezone(zone).date() for m in (moment, now))
        if then == today:
            return self.time(moment, zone)
        return f"{self.day(moment, zone)}, {self.hour(moment, zone)}"

    def _time(self, moment: Micros, zone: tzinfo, pattern: str) -> str:
        local: datetime = to_datetime(moment).astimezone(zone)
        return self._locale.toString(QTime(local.hour, local.minute, local.second), pattern)


def _without_quotes(pattern: str) -> str:
    return "".join(pattern.lower().split("'")[::2])
