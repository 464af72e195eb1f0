"""Days in the forms of a language and of a country."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from energy_desktop.model.machine_settings import Language
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros, parse_moment
from energy_desktop.viewmodels.dates import DateForm, Dates
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.viewmodels.wording import Wording, zone_named
from tests.views.speaking import speaking

BERLIN = zone_named("Europe/Berlin")
NOVEMBER, MARCH = date(2026, 11, 19), date(2026, 3, 5)
BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
AMERICAN = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)


def told(day: date, locale: QLocale) -> list[str]:
    dates = Dates(locale)
    return [dates.write(day, form) for form in DateForm]


def test_british_dates() -> None:
    assert told(NOVEMBER, BRITISH) == [
        "Thursday 19 November", "Thu 19 Nov 2026", "19 Nov 2026", "19 Nov", "Thu 19",
        "November 2026", "Nov", "2026", "19",
    ]  # fmt: skip


def test_american_dates_have_the_month_first() -> None:
    assert told(NOVEMBER, AMERICAN) == [
        "Thursday, November 19", "Thu, Nov 19, 2026", "Nov 19, 2026", "Nov 19", "Thu 19",
        "November 2026", "Nov", "2026", "Nov 19",
    ]  # fmt: skip


def test_german_dates_have_their_points() -> None:
    with speaking(Language.GERMAN):
        assert told(NOVEMBER, GERMAN) == [
            "Donnerstag, 19. November", "Do. 19. Nov. 2026", "19. Nov. 2026", "19. Nov.", "Do. 19.",
            "November 2026", "Nov.", "2026", "19.",
        ]  # fmt: skip
        assert told(MARCH, GERMAN)[:4] == [
            "Donnerstag, 5. März", "Do. 5. März 2026", "5. März 2026", "5. März",
        ]  # fmt: skip


def span(start: str, length: int) -> TimeRange:
    begin = parse_moment(start, BERLIN)
    return TimeRange(begin, Micros(begin + length))


@pytest.mark.parametrize(
    ("stretch", "british", "american", "german"),
    [
        (
            span("2026-11-19T13:42", HOUR),
            "19 Nov 2026, 13:42 – 14:42",
            "Nov 19, 2026, 1:42 PM – 2:42 PM",
            "19. Nov. 2026, 13:42 – 14:42",
        ),
        (
            span("2026-11-16T00:00", 7 * DAY),
            "16 – 22 Nov 2026",
            "Nov 16 – Nov 22, 2026",
            "16. – 22. Nov. 2026",
        ),
        (
            span("2026-11-19T13:42:05", MINUTE),
            "19 Nov 2026, 13:42:05 – 13:43:05",
            "Nov 19, 2026, 1:42:05 PM – 1:43:05 PM",
            "19. Nov. 2026, 13:42:05 – 13:43:05",
        ),
    ],
)
def test_a_stretch_is_told_as_the_locale_tells_it(
    stretch: TimeRange, british: str, american: str, german: str
) -> None:
    def words(locale: QLocale) -> str:
        return HistoryWords(Wording(locale)).span(stretch, BERLIN)

    assert words(BRITISH) == british
    assert words(AMERICAN) == american
    with speaking(Language.GERMAN):
        assert words(GERMAN) == german


def test_lengths_are_german_too() -> None:
    with speaking(Language.GERMAN):
        words = HistoryWords(Wording(GERMAN))
        assert words.length(52 * HOUR) == "2 Tage 4 h"
        assert words.length(5 * HOUR // 2) == "2 h 30 min"
        assert words.roughly(2000 * DAY) == "5,5 Jahre"
        assert words.roughly(DAY) == "1 Tag"
        assert words.point(HOUR) == "Mittel je Stunde, Min – Max"
