"""Marks of a time axis in the home's own clock."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import (
    STEPS,
    Step,
    Unit,
    is_midnight,
    local_date,
    marks,
    midnight,
    period_around,
    step_for,
)
from energy_desktop.model.timestamps import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Micros,
    parse_moment,
    to_datetime,
)

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
ADELAIDE = ZoneInfo("Australia/Adelaide")


def span(start: str, end: str, zone: ZoneInfo = BERLIN) -> TimeRange:
    return TimeRange(parse_moment(start, zone), parse_moment(end, zone))


def clock(moments: Sequence[Micros], zone: ZoneInfo = BERLIN) -> list[str]:
    return [to_datetime(m).astimezone(zone).strftime("%d %H:%M") for m in moments]


def test_the_day_that_loses_an_hour_has_no_mark_in_it() -> None:
    day = span("2026-03-29T00:00", "2026-03-29T06:00")
    found = marks(day, BERLIN, Step(Unit.CLOCK, HOUR))
    assert clock(found) == ["29 00:00", "29 01:00", "29 03:00", "29 04:00", "29 05:00", "29 06:00"]
    assert found[2] - found[1] == HOUR


def test_the_day_that_gains_an_hour_has_its_marks_twice() -> None:
    day = span("2026-10-25T00:00", "2026-10-25T05:00")
    found = marks(day, BERLIN, Step(Unit.CLOCK, HOUR))
    assert [c[3:] for c in clock(found)] == [
        "00:00", "01:00", "02:00", "02:00", "03:00", "04:00", "05:00",
    ]  # fmt: skip


def test_marks_of_three_hours_stay_round_after_a_change_of_the_clock() -> None:
    for day in ("2026-03-29", "2026-10-25"):
        found = marks(span(f"{day}T00:00", f"{day}T23:59"), BERLIN, Step(Unit.CLOCK, 3 * HOUR))
        assert {int(c[3:5]) % 3 for c in clock(found)} == {0}


@pytest.mark.parametrize(("zone", "minutes"), [(KATHMANDU, 45), (ADELAIDE, 30)])
def test_zones_off_the_full_hour_have_round_marks_of_their_own(
    zone: ZoneInfo, minutes: int
) -> None:
    found = marks(span("2026-06-01T00:00", "2026-06-02T00:00", zone), zone, Step(Unit.CLOCK, HOUR))
    assert len(found) == 25
    assert {c[-2:] for c in clock(found, zone)} == {"00"}
    assert all((m // MINUTE) % 60 in (minutes, 60 - minutes) for m in found)


def test_days_begin_at_local_midnight_across_both_changes() -> None:
    for month in ("2026-03", "2026-10"):
        week = span(f"{month}-24T12:00", f"{month}-31T12:00")
        found = marks(week, BERLIN, Step(Unit.DAY, 1))
        assert len(found) == 7
        assert {c[3:] for c in clock(found)} == {"00:00"}


def test_marks_every_few_days_begin_anew_each_month_and_never_crowd() -> None:
    found = marks(span("2026-01-01", "2026-03-01"), BERLIN, Step(Unit.DAY, 5))
    assert [local_date(m, BERLIN).day for m in found] == [
        1, 6, 11, 16, 21, 26, 1, 6, 11, 16, 21, 26, 1,
    ]  # fmt: skip


def test_months_and_years_have_their_true_lengths() -> None:
    months = marks(span("2024-01-01", "2024-12-31"), BERLIN, Step(Unit.MONTH, 3))
    assert [local_date(m, BERLIN).month for m in months] == [1, 4, 7, 10]
    years = marks(span("2016-06-01", "2026-06-01"), BERLIN, Step(Unit.YEAR, 2))
    assert [local_date(m, BERLIN) for m in years] == [
        date(year, 1, 1) for year in (2018, 2020, 2022, 2024, 2026)
    ]


def test_tenths_of_a_second_are_marks_too() -> None:
    start = parse_moment("2026-01-01T10:00:00", BERLIN)
    found = marks(TimeRange(start, Micros(start + SECOND)), BERLIN, Step(Unit.CLOCK, SECOND // 5))
    assert len(found) == 6


@pytest.mark.parametrize("length", [SECOND, MINUTE, HOUR, DAY, 30 * DAY, 366 * DAY, 3653 * DAY])
@pytest.mark.parametrize("most", [3, 6, 9])
def test_a_fitting_step_gives_some_marks_and_not_too_many(length: int, most: int) -> None:
    end = parse_moment("2026-11-23T13:42:07", BERLIN)
    found = marks(TimeRange(Micros(end - length), end), BERLIN, step_for(length, most))
    assert 1 <= len(found) <= most + 2


def test_the_largest_step_is_used_for_longer_than_anything() -> None:
    assert step_for(10_000 * 366 * DAY, 5) == STEPS[-1]


def test_a_day_of_the_clock_change_has_23_or_25_hours() -> None:
    spring = period_around(parse_moment("2026-03-29T12:00", BERLIN), BERLIN, Unit.DAY)
    autumn = period_around(parse_moment("2026-10-25T12:00", BERLIN), BERLIN, Unit.DAY)
    assert (spring.duration, autumn.duration) == (23 * HOUR, 25 * HOUR)


def test_periods_hold_their_moment() -> None:
    moment = parse_moment("2026-11-19T13:42", BERLIN)
    week = period_around(moment, BERLIN, Unit.DAY, 7)
    assert local_date(week.start, BERLIN) == date(2026, 11, 16)
    assert local_date(week.end, BERLIN) == date(2026, 11, 23)
    sunday = period_around(moment, BERLIN, Unit.DAY, 7, first_weekday=6)
    assert local_date(sunday.start, BERLIN) == date(2026, 11, 15)
    assert local_date(sunday.end, BERLIN) == date(2026, 11, 22)
    month = period_around(moment, BERLIN, Unit.MONTH)
    assert [local_date(m, BERLIN) for m in (month.start, month.end)] == [
        date(2026, 11, 1), date(2026, 12, 1),
    ]  # fmt: skip
    year = period_around(moment, BERLIN, Unit.YEAR)
    assert [local_date(m, BERLIN).year for m in (year.start, year.end)] == [2026, 2027]


def test_midnight_is_told_from_other_moments() -> None:
    assert is_midnight(midnight(date(2026, 3, 29), BERLIN), BERLIN)
    assert not is_midnight(parse_moment("2026-03-29T03:00", BERLIN), BERLIN)
