"""Local days as rows of UTC quarters."""

from datetime import date

import numpy as np
import pytest

from energy_desktop.adapters.demo_home.household.calendar import Calendar


@pytest.mark.parametrize(
    ("day", "quarters"),
    [(date(2016, 3, 27), 92), (date(2016, 6, 1), 96), (date(2016, 10, 30), 100)],
)
def test_a_day_has_as_many_quarters_as_its_clock_says(day: date, quarters: int) -> None:
    days = Calendar("Europe/Berlin").days(day, 1)
    assert days.quarter.size == quarters
    assert days.slot.tolist() == list(range(quarters))


def test_the_clock_on_the_wall_skips_an_hour_in_spring() -> None:
    wall = Calendar("Europe/Berlin").days(date(2016, 3, 27), 1).wall
    assert wall[7] == 1.75
    assert wall[8] == 3.0
    assert wall[-1] == 23.75


def test_the_clock_on_the_wall_shows_an_hour_twice_in_autumn() -> None:
    wall = Calendar("Europe/Berlin").days(date(2016, 10, 30), 1).wall
    assert wall[8:16].tolist() == [2.0, 2.25, 2.5, 2.75, 2.0, 2.25, 2.5, 2.75]
    assert wall[-1] == 23.75


def test_the_days_of_a_year_join_without_a_gap() -> None:
    days = Calendar("Europe/Berlin").year(2016)
    assert days.ordinal.size == 366
    assert np.array_equal(np.diff(days.quarter), np.ones(days.quarter.size - 1))
    assert days.first[-1] == days.quarter.size


def test_a_second_lies_in_its_local_year() -> None:
    calendar = Calendar("Europe/Berlin")
    new_year = calendar.year_start(2017)
    assert calendar.year_of(new_year - 1) == 2016
    assert calendar.year_of(new_year) == 2017
    assert calendar.year_of(0) == 2014


def test_weekends_are_saturdays_and_sundays() -> None:
    days = Calendar("Europe/Berlin").days(date(2016, 6, 6), 7)  # a Monday
    assert days.weekend.tolist() == [False] * 5 + [True] * 2


def test_zones_with_odd_offsets_have_whole_quarters_too() -> None:
    days = Calendar("Asia/Kathmandu").days(date(2016, 6, 6), 3)
    assert days.quarter.size == 3 * 96
    assert (days.start % 900 == 0).all()
