"""Days as a locale writes them: the order, the points and the commas of each form."""

from datetime import date
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QDate, QLocale


class DateForm(Enum):
    """How much of a day is told."""

    DAY_OF_WEEK_AND_MONTH = auto()
    """ "Monday 23 November" """
    DAY_OF_WEEK_AND_DATE = auto()
    """ "Mon 23 Nov 2026" """
    DATE = auto()
    """ "23 Nov 2026" """
    DAY_AND_MONTH = auto()
    """ "23 Nov" """
    DAY_OF_WEEK = auto()
    """ "Mon 23" """
    MONTH_AND_YEAR = auto()
    """ "November 2026" """
    MONTH = auto()
    """ "Nov" """
    YEAR = auto()
    """ "2026" """
    FIRST_OF_RANGE = auto()
    """ "23", before " – 29 Nov 2026" """


_MONTH_FIRST = {
    DateForm.DAY_OF_WEEK_AND_MONTH: "dddd, MMMM d",
    DateForm.DAY_OF_WEEK_AND_DATE: "ddd, MMM d, yyyy",
    DateForm.DATE: "MMM d, yyyy",
    DateForm.DAY_AND_MONTH: "MMM d",
    DateForm.FIRST_OF_RANGE: "MMM d",
}
"""What differs where English is written with the month before the day."""


class Dates:
    """The days of one locale."""

    def __init__(self, locale: QLocale) -> None:
        self._locale = locale
        short = locale.dateFormat(QLocale.FormatType.ShortFormat)
        is_english = locale.language() == QLocale.Language.English
        self._own = _MONTH_FIRST if is_english and short.find("M") < short.find("d") else {}

    def write(self, day: date, form: DateForm) -> str:
        """A day in a form."""
        pattern = self._own.get(form) or _pattern(form)
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)


def _pattern(form: DateForm) -> str:
    match form:
        case DateForm.DAY_OF_WEEK_AND_MONTH:
            return QCoreApplication.translate("Wording", "dddd d MMMM", "date format of Qt")
        case DateForm.DAY_OF_WEEK_AND_DATE:
            return QCoreApplication.translate("Wording", "ddd d MMM yyyy", "date format of Qt")
        case DateForm.DATE:
            return QCoreApplication.translate("Wording", "d MMM yyyy", "date format of Qt")
        case DateForm.DAY_AND_MONTH:
            return QCoreApplication.translate("Wording", "d MMM", "date format of Qt")
        case DateForm.DAY_OF_WEEK:
            return QCoreApplication.translate("Wording", "ddd d", "date format of Qt")
        case DateForm.MONTH_AND_YEAR:
            return QCoreApplication.translate("Wording", "MMMM yyyy", "date format of Qt")
        case DateForm.MONTH:
            return QCoreApplication.translate("Wording", "MMM", "date format of Qt")
        case DateForm.YEAR:
            return QCoreApplication.translate("Wording", "yyyy", "date format of Qt")
        case DateForm.FIRST_OF_RANGE:
            return QCoreApplication.translate("Wording", "d", "date format of Qt")
