"""The spans of *History*: their lengths, and where their periods begin."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import local_date, midnight
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros, parse_moment
from energy_desktop.viewmodels.history.navigation import Navigation
from energy_desktop.viewmodels.history.spans import SpanChoice
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.viewmodels.wording import Wording, zone_named

BERLIN = zone_named("Europe/Berlin")
NOW = parse_moment("2026-11-19T13:42", BERLIN)  # a Thursday


def test_each_choice_has_its_length() -> None:
    assert [choice.length for choice in SpanChoice] == [
        MINUTE, HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "begins"),
    [
        (QLocale.Country.UnitedKingdom, date(2026, 11, 9)),
        (QLocale.Country.UnitedStates, date(2026, 11, 8)),
    ],
)
def test_the_week_before_begins_on_the_first_day(country: QLocale.Country, begins: date) -> None:
    words = HistoryWords(Wording(QLocale(QLocale.Language.English, country)))
    navigation = Navigation(lambda: NOW, lambda: BERLIN, words)
    navigation.bound(TimeRange(Micros(NOW - 100 * DAY), NOW))
    navigation.choose(SpanChoice.WEEK)
    navigation.step(-1)
    assert navigation.view.start == midnight(begins, BERLIN)
    assert navigation.view.duration == 7 * DAY
    assert navigation.choice is SpanChoice.WEEK
    navigation.step(-1)
    assert (begins - local_date(navigation.view.start, BERLIN)).days == 7
