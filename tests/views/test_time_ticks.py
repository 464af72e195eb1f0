"""A time axis right across both changes of the clock."""

from zoneinfo import ZoneInfo

import pytest

from energy_desktop.model.timestamps import HOUR, MINUTE, SECOND, Micros, parse_moment, to_datetime
from energy_desktop.views.charts.time_ticks import STEPS, step_for, ticks

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")


def labels(start: str, hours: float, step: int, zone: ZoneInfo = BERLIN) -> list[str]:
    begin = parse_moment(start, zone)
    end = Micros(begin + round(hours * HOUR))
    return [f"{to_datetime(t).astimezone(zone):%H:%M}" for t in ticks(begin, end, zone, step)]


def test_ten_minutes_have_a_mark_every_two() -> None:
    assert labels("2026-11-23T13:32:07", 1 / 6, 2 * MINUTE) == [
        "13:34", "13:36", "13:38", "13:40", "13:42",
    ]  # fmt: skip


def test_a_day_has_marks_at_local_hours() -> None:
    assert labels("2026-11-22T13:42", 24, 4 * HOUR) == [
        "16:00", "20:00", "00:00", "04:00", "08:00", "12:00",
    ]  # fmt: skip


def test_in_spring_the_missing_hour_has_no_mark() -> None:
    found = labels("2026-03-28T22:00", 8, HOUR)
    assert found == [
        "22:00",
        "23:00",
        "00:00",
        "01:00",
        "03:00",
        "04:00",
        "05:00",
        "06:00",
        "07:00",
    ]


def test_in_autumn_the_hour_that_comes_twice_has_two_marks() -> None:
    found = labels("2026-10-24T23:30", 5, HOUR)
    assert found == ["00:00", "01:00", "02:00", "02:00", "03:00"]


def test_four_hour_marks_stay_on_local_hours_across_the_change() -> None:
    assert labels("2026-03-28T20:00", 16, 4 * HOUR) == ["20:00", "00:00", "04:00", "08:00", "12:00"]


def test_zones_with_odd_offsets_have_round_marks_too() -> None:
    found = labels("2026-11-23T10:50", 1, 30 * MINUTE, KATHMANDU)
    assert found == ["11:00", "11:30"]


@pytest.mark.parametrize("length", [10 * SECOND, 10 * MINUTE, HOUR, 24 * HOUR])
@pytest.mark.parametrize("most", [2, 5, 8])
def test_the_step_gives_no_more_marks_than_fit(length: int, most: int) -> None:
    step = step_for(length, most)
    assert step in STEPS
    assert length / step <= most
    smaller = [s for s in STEPS if s < step]
    assert not smaller or length / smaller[-1] > most
