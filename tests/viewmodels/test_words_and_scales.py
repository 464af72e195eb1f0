"""Times, scales and the chart's words."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QLocale

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.figures import PLAIN
from energy_desktop.model.timestamps import Micros, parse_moment
from energy_desktop.viewmodels.line_words import (
    coverage_in_words,
    names_of_spans,
    point_in_words,
    remark_of,
    title_of,
)
from energy_desktop.viewmodels.live_line import LiveLines, Span
from energy_desktop.viewmodels.value_scale import scale_for
from energy_desktop.viewmodels.wording import Wording, zone_named

BERLIN = ZoneInfo("Europe/Berlin")
MOMENT = parse_moment("2026-11-23T12:42:07Z", BERLIN)
BRITISH = Wording(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
AMERICAN = Wording(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
GERMAN = Wording(QLocale(QLocale.Language.German, QLocale.Country.Germany))


def test_times_are_of_the_home_and_of_the_persons_locale() -> None:
    assert BRITISH.time(MOMENT, BERLIN) == "13:42:07"
    assert BRITISH.hour(MOMENT, BERLIN) == "13:42"
    assert BRITISH.day(MOMENT, BERLIN) == "Monday 23 November"
    assert AMERICAN.time(MOMENT, BERLIN).upper() == "1:42:07 PM"
    assert GERMAN.notation.decimal(1234.5, 1) == "1.234,5"


def test_a_week_begins_as_in_the_persons_country() -> None:
    assert [words.first_weekday for words in (BRITISH, AMERICAN, GERMAN)] == [0, 6, 0]


def test_a_moment_of_another_day_names_the_day() -> None:
    tomorrow = Micros(MOMENT + 86_400_000_000)
    assert BRITISH.time_or_day(MOMENT, MOMENT, BERLIN) == "13:42:07"
    assert BRITISH.time_or_day(MOMENT, tomorrow, BERLIN) == "Monday 23 November, 13:42"


def test_an_unknown_zone_is_utc() -> None:
    assert BRITISH.time(MOMENT, zone_named("Mars/Olympus")) == "12:42:07"


@pytest.mark.parametrize(
    ("lowest", "highest", "labels", "unit"),
    [
        (0, 3200, ["0", "1", "2", "3", "4"], "kW"),
        (0, 1240, ["0", "0.5", "1.0", "1.5"], "kW"),
        (0, 730, ["0", "200", "400", "600", "800"], "W"),
        (0, 9800, ["0", "2", "4", "6", "8", "10"], "kW"),
        (-2, 100, ["0", "20", "40", "60", "80", "100"], "W"),
        (-900, 2100, ["−1", "0", "1", "2", "3"], "kW"),
        (0, 0, ["0", "2", "4", "6", "8", "10"], "W"),
    ],
)
def test_scales_are_round_and_hold_zero(
    lowest: float, highest: float, labels: list[str], unit: str
) -> None:
    scale = scale_for(lowest, highest)
    assert [scale.text(watts, PLAIN) for watts in scale.ticks] == labels
    assert scale.unit == unit


def test_where_nothing_is_known_zero_alone_is_marked() -> None:
    scale = scale_for(np.nan, np.nan)
    assert not scale.is_known
    assert scale.ticks == (0.0,)


def lines(coverage: list[int]) -> LiveLines:
    count = len(coverage)
    return LiveLines(
        Span.TEN_MINUTES,
        MOMENT,
        np.full(count, 1240.0),
        np.full(count, np.nan),
        np.array(coverage, dtype=np.uint8),
    )


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        ([Coverage.LIVE] * 4, "all live"),
        ([Coverage.LIVE, Coverage.HOURLY], "all covered"),
        ([Coverage.MISSING] * 3, "nothing yet"),
        ([Coverage.MISSING] + [Coverage.LIVE] * 599, "99 % covered"),
    ],
)
def test_coverage_is_told_and_never_rounded_up(coverage: list[int], words: str) -> None:
    assert coverage_in_words(lines(coverage), BRITISH) == words


def test_a_point_tells_time_values_and_source() -> None:
    point = point_in_words(lines([Coverage.REPAIRED] * 3), 1, BRITISH, BERLIN)
    assert point.time == "13:42:08"
    assert [(v.name, str(v.figure)) for v in point.values] == [("Solar", "—"), ("Home", "1.24 kW")]
    assert point.source == "from Home Assistant's history"


@pytest.mark.parametrize("span", list(Span))
def test_each_span_has_its_words(span: Span) -> None:
    assert title_of(span).startswith("Last")
    assert remark_of(span, "kW").startswith("kW, ")
    assert len(names_of_spans()) == len(Span)
