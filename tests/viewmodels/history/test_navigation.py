"""Which stretch the chart shows: through both changes of the clock, and with the present."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros, from_datetime
from energy_desktop.viewmodels.history.navigation import Navigation
from energy_desktop.viewmodels.history.spans import SpanChoice
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.viewmodels.wording import Wording
from tests.fakes.clock import ManualClock
from tests.viewmodels.shown_home import AFTERNOON, BRITISH

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> Micros:
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=BERLIN))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AFTERNOON)


@pytest.fixture
def navigation(clock: ManualClock) -> Navigation:
    made = Navigation(clock.wall, lambda: BERLIN, HistoryWords(Wording(BRITISH)))
    made.bound(TimeRange(at("2016-11-01T00:00"), AFTERNOON))
    return made


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)]
)
def test_a_day_is_as_long_as_the_clock_makes_it(
    navigation: Navigation, day: str, hours: int
) -> None:
    start = at(f"{day}T00:00")
    navigation.show(TimeRange(start, Micros(start + 24 * HOUR)))
    navigation.choose(SpanChoice.DAY)
    assert navigation.view == TimeRange(start, Micros(start + hours * HOUR))
    navigation.step(1)
    assert navigation.view.start == start + hours * HOUR
    navigation.step(-1)
    assert navigation.view == TimeRange(start, Micros(start + hours * HOUR))


@pytest.mark.parametrize("choice", [SpanChoice.WEEK, SpanChoice.MONTH, SpanChoice.YEAR])
def test_periods_of_the_calendar_follow_each_other_without_a_hole(
    navigation: Navigation, choice: SpanChoice
) -> None:
    start = at("2024-05-14T10:00")
    navigation.show(TimeRange(start, Micros(start + HOUR)))
    navigation.choose(choice)
    first = navigation.view
    navigation.step(1)
    assert navigation.view.start == first.end


def test_the_latest_moves_with_the_present_until_it_is_left(
    navigation: Navigation, clock: ManualClock
) -> None:
    navigation.choose(SpanChoice.HOUR)
    clock.advance(90)
    navigation.follow()
    assert navigation.view.end == clock.wall()
    navigation.pan(-10 * MINUTE)
    left = navigation.view
    clock.advance(90)
    navigation.follow()
    assert navigation.view == left
    navigation.go_to_now()
    assert navigation.view.end == clock.wall()
    assert navigation.title == "Last hour"


def test_a_zoom_near_the_present_keeps_the_present(
    navigation: Navigation, clock: ManualClock
) -> None:
    navigation.choose(SpanChoice.DAY)
    navigation.zoom(0.5, navigation.view.end)
    assert navigation.view.end == clock.wall()
    assert navigation.is_following


def test_nothing_is_shorter_than_a_second_or_longer_than_all(navigation: Navigation) -> None:
    navigation.choose(SpanChoice.ALL)
    everything = navigation.view
    navigation.zoom(4)
    assert navigation.view == everything
    for _ in range(80):
        navigation.zoom(0.5)
    assert navigation.view.duration == SECOND


def test_each_gesture_can_be_taken_back(navigation: Navigation) -> None:
    navigation.choose(SpanChoice.DAY)
    first = navigation.view
    navigation.choose(SpanChoice.YEAR)
    navigation.remember()
    navigation.pan(-30 * DAY)
    assert navigation.back()
    assert navigation.back()
    assert navigation.view == first
