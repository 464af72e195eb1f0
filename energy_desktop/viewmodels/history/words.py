"""*History* in words: periods, lengths, what a point of a line stands for."""

import re
from datetime import date, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import Step, Unit, is_midnight, local_date
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros, to_datetime
from energy_desktop.model.units import Quantity
from energy_desktop.viewmodels.dates import DateForm
from energy_desktop.viewmodels.history.spans import SpanChoice
from energy_desktop.viewmodels.wording import Wording

_MONTH, _YEAR = 30 * DAY, 365.25 * DAY
_LAST_DIGITS = re.compile(r"(\d\d)(\D*)$")


def names_of_choices() -> tuple[str, ...]:
    """The buttons, in the order of `SpanChoice`."""
    return (
        QCoreApplication.translate("History", "1 min"),
        QCoreApplication.translate("History", "1 h"),
        QCoreApplication.translate("History", "1 day"),
        QCoreApplication.translate("History", "1 week"),
        QCoreApplication.translate("History", "1 month"),
        QCoreApplication.translate("History", "1 year"),
        QCoreApplication.translate("History", "All"),
    )


def latest_in_words(choice: SpanChoice) -> str:
    """A stretch that ends now."""
    return {
        SpanChoice.MINUTE: QCoreApplication.translate("History", "Last minute"),
        SpanChoice.HOUR: QCoreApplication.translate("History", "Last hour"),
        SpanChoice.DAY: QCoreApplication.translate("History", "Last 24 hours"),
        SpanChoice.WEEK: QCoreApplication.translate("History", "Last 7 days"),
        SpanChoice.MONTH: QCoreApplication.translate("History", "Last 30 days"),
        SpanChoice.YEAR: QCoreApplication.translate("History", "Last 365 days"),
        SpanChoice.ALL: QCoreApplication.translate("History", "Everything"),
    }[choice]


def title_of(quantity: Quantity) -> str:
    """What is measured."""
    return {
        Quantity.POWER: QCoreApplication.translate("History", "Power"),
        Quantity.ENERGY: QCoreApplication.translate("History", "Energy"),
        Quantity.VOLUME: QCoreApplication.translate("History", "Volume"),
        Quantity.PERCENTAGE: QCoreApplication.translate("History", "Level"),
        Quantity.PRICE: QCoreApplication.translate("History", "Price"),
        Quantity.OTHER: QCoreApplication.translate("History", "Values"),
    }[quantity]


class HistoryWords:
    """Moments and lengths as the chart writes them."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    @property
    def wording(self) -> Wording:
        """Numbers and times of the locale."""
        return self._wording

    def span(self, span: TimeRange, zone: tzinfo) -> str:
        """ "Thu 19 Nov 2026", "16 – 22 Nov 2026", "19 Nov 2026, 13:42 – 14:42" """
        if is_midnight(span.start, zone) and is_midnight(span.end, zone) and span.duration:
            return self._days(span, zone)
        first, last = (local_date(m, zone) for m in (span.start, span.end))
        with_seconds = span.duration < 10 * MINUTE
        start, end = (self._clock(m, zone, with_seconds) for m in (span.start, span.end))
        day = self._date(first, DateForm.DATE)
        if first == last:
            return f"{day}, {start} – {end}"
        if span.duration > 40 * DAY:
            return f"{day} – {self._date(last, DateForm.DATE)}"
        short = self._date(
            first, DateForm.DAY_AND_MONTH if first.year == last.year else DateForm.DATE
        )
        return f"{short}, {start} – {self._date(last, DateForm.DATE)}, {end}"

    def stretch(self, span: TimeRange, zone: tzinfo) -> str:
        """Short, for a chart that shows which day it is: "12:10 – 14:30"."""
        if local_date(span.start, zone) == local_date(Micros(span.end - 1), zone):
            with_seconds = span.duration < 10 * MINUTE
            start, end = (self._clock(m, zone, with_seconds) for m in (span.start, span.end))
            return f"{start} – {end}"
        return self.span(span, zone)

    def moment(self, moment: Micros, zone: tzinfo) -> str:
        """ "Thu 19 Nov 2026, 14:00:05" """
        day = self._date(local_date(moment, zone), DateForm.DAY_OF_WEEK_AND_DATE)
        return f"{day}, {self._clock(moment, zone, with_seconds=True)}"

    def exact(self, moment: Micros, zone: tzinfo, with_day: bool, with_fraction: bool) -> str:
        """ "14:00:05", with all of it "Thu 19 Nov 2026, 14:00:05.123" """
        clock = self._clock(moment, zone, with_seconds=True)
        text = self.moment(moment, zone) if with_day else clock
        if not with_fraction:
            return text
        # Behind the seconds, which "PM" may follow.
        fraction = f"{self._wording.notation.decimal_point}{moment // 1000 % 1000:03d}"
        return _LAST_DIGITS.sub(rf"\1{fraction}\2", text)

    def at(self, moment: Micros, within: TimeRange, zone: tzinfo) -> str:
        """A moment of a stretch, no longer than it needs to be: "13:42" or "19 Nov, 13:42"."""
        clock = self._clock(moment, zone, with_seconds=within.duration < HOUR)
        day = local_date(moment, zone)
        if day == local_date(within.start, zone) == local_date(Micros(within.end - 1), zone):
            return clock
        if within.duration > 40 * DAY:
            return self._date(day, DateForm.DATE)
        return f"{self._date(day, DateForm.DAY_AND_MONTH)}, {clock}"

    def step_of(self, span: TimeRange, zone: tzinfo) -> str:
        """What a point stands for: "Thu 19 Nov, 14:00 – 14:05", or whole days."""
        if span.duration >= DAY:
            return self.span(span, zone)
        day = self._date(local_date(span.start, zone), DateForm.DAY_OF_WEEK_AND_DATE)
        with_seconds = bool(span.start % MINUTE or span.end % MINUTE)
        start, end = (self._clock(m, zone, with_seconds) for m in (span.start, span.end))
        return f"{day}, {start} – {end}"

    def mark(self, moment: Micros, step: Step, zone: tzinfo) -> str:
        """The label of a mark of the time axis."""
        day = local_date(moment, zone)
        match step.unit:
            case Unit.YEAR:
                return self._date(day, DateForm.YEAR)
            case Unit.MONTH:
                return self._date(day, DateForm.YEAR if day.month == 1 else DateForm.MONTH)
            case Unit.DAY:
                return self._date(
                    day, DateForm.DAY_AND_MONTH if step.count > 1 else DateForm.DAY_OF_WEEK
                )
        if is_midnight(moment, zone) and step.count >= 30 * MINUTE:
            return self._date(day, DateForm.DAY_OF_WEEK)
        if step.count < SECOND:
            local = to_datetime(moment).astimezone(zone)
            point = self._wording.notation.decimal_point
            return f"{local.second:02d}{point}{local.microsecond // 100_000}"
        return self._clock(moment, zone, with_seconds=step.count < MINUTE)

    def length(self, duration: int) -> str:
        """ "75 min", "3 h 30 min", "2 d 4 h", "12.5 s" """
        if duration < 10 * SECOND:
            return QCoreApplication.translate("History", "{n} s").format(
                n=self._wording.notation.decimal(duration / SECOND, 1)
            )
        if duration < 2 * MINUTE:
            return QCoreApplication.translate("History", "{n} s").format(n=round(duration / SECOND))
        minutes = round(duration / MINUTE)
        if minutes < 90:
            return QCoreApplication.translate("History", "{n} min").format(n=minutes)
        if duration < 2 * DAY:
            hours, rest = divmod(minutes, 60)
            text = QCoreApplication.translate("History", "{n} h").format(n=hours)
            return (
                f"{text} {QCoreApplication.translate('History', '{n} min').format(n=rest)}"
                if rest
                else text
            )
        days, rest = divmod(round(duration / HOUR), 24)
        text = QCoreApplication.translate("History", "{n} d").format(
            n=self._wording.notation.decimal(days, 0)
        )
        return (
            f"{text} {QCoreApplication.translate('History', '{n} h').format(n=rest)}"
            if rest and days < 30
            else text
        )

    def roughly(self, duration: int) -> str:
        """How long everything is: "9.7 years", "12 days"."""
        if duration >= 2 * _YEAR:
            number = self._wording.notation.decimal(duration / _YEAR, 1)
            return QCoreApplication.translate("History", "{n} years").format(n=number)
        if duration >= 60 * DAY:
            return QCoreApplication.translate("History", "%n months", "", duration // _MONTH)
        return QCoreApplication.translate("History", "%n days", "", max(1, duration // DAY))

    def no_data_for(self, span: TimeRange) -> str:
        """A gap, noted above the chart."""
        return QCoreApplication.translate("History", "no data for {length}").format(
            length=self.length(span.duration)
        )

    def repaired(self, span: TimeRange, zone: tzinfo) -> str:
        """A stretch that was repaired, noted above the chart."""
        return QCoreApplication.translate("History", "repaired {time}").format(
            time=self.stretch(span, zone)
        )

    def point(self, step: int) -> str:
        """What a point of the chart stands for."""
        if step == 0:
            return QCoreApplication.translate("History", "each reading")
        return QCoreApplication.translate("History", "mean of {length} with min – max").format(
            length=self._round(step)
        )

    def mean_of(self, step: int) -> str:
        """What a point of the overview stands for."""
        return QCoreApplication.translate("History", "mean of {length}").format(
            length=self._round(step)
        )

    def _round(self, step: int) -> str:
        if step % DAY == 0:
            days = step // DAY
            return (
                QCoreApplication.translate("History", "a day")
                if days == 1
                else QCoreApplication.translate("History", "{n} d").format(n=days)
            )
        if step % HOUR == 0:
            hours = step // HOUR
            return (
                QCoreApplication.translate("History", "an hour")
                if hours == 1
                else QCoreApplication.translate("History", "{n} h").format(n=hours)
            )
        if step < SECOND:
            return f"{step // 1000} ms"
        return (
            self.length(step)
            if step >= 10 * SECOND
            else QCoreApplication.translate("History", "{n} s").format(n=step // SECOND)
        )

    def _days(self, span: TimeRange, zone: tzinfo) -> str:
        first = local_date(span.start, zone)
        last = local_date(span.end, zone) - timedelta(days=1)
        if first == last:
            return self._date(first, DateForm.DAY_OF_WEEK_AND_DATE)
        if (first.day, first.month) == (1, 1) and (last.day, last.month) == (31, 12):
            years = (first.year, last.year)
            return str(years[0]) if years[0] == years[1] else f"{years[0]} – {years[1]}"
        if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.month == last.month:
            return self._date(first, DateForm.MONTH_AND_YEAR)
        if (first.year, first.month) == (last.year, last.month):
            return (
                f"{self._date(first, DateForm.FIRST_OF_RANGE)} – {self._date(last, DateForm.DATE)}"
            )
        pattern = DateForm.DAY_AND_MONTH if first.year == last.year else DateForm.DATE
        return f"{self._date(first, pattern)} – {self._date(last, DateForm.DATE)}"

    def _date(self, day: date, form: DateForm) -> str:
        return self._wording.date(day, form)

    def _clock(self, moment: Micros, zone: tzinfo, with_seconds: bool) -> str:
        if with_seconds:
            return self._wording.time(moment, zone)
        return self._wording.hour(moment, zone)
