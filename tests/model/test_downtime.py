from collections.abc import Sequence

import numpy as np
import pytest

from energy_desktop.model.downtime import SharedSilence, moved_in_silence, silences
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import StatisticRow
from energy_desktop.model.timestamps import MINUTE, SECOND, Micros


def span(start: float, end: float) -> TimeRange:
    """A stretch given in minutes."""
    return TimeRange(at(start), at(end))


def at(minutes: float) -> Micros:
    return Micros(round(minutes * MINUTE))


def silent(minutes: Sequence[float], within: TimeRange) -> list[TimeRange]:
    return silences(np.array([at(m) for m in minutes], dtype=np.int64), within, 5 * MINUTE)


def test_a_silence_lies_between_two_rows_or_a_row_and_the_border() -> None:
    assert silent([10, 11, 30], span(0, 60)) == [span(0, 10), span(11, 30), span(30, 60)]


def test_rows_that_follow_each_other_soon_leave_no_silence() -> None:
    assert silent(range(0, 20, 4), span(0, 20)) == []


def test_a_stretch_without_a_row_is_one_silence() -> None:
    assert silent([], span(0, 60)) == [span(0, 60)]


def test_rows_outside_of_the_stretch_do_not_count() -> None:
    assert silent([1, 99], span(10, 20)) == [span(10, 20)]


def shared(*of_each: list[TimeRange]) -> SharedSilence:
    result = SharedSilence()
    for each in of_each:
        result.add(each)
    return result


def test_what_is_silent_for_all_and_ends_with_a_start_is_downtime() -> None:
    silence = shared([span(0, 40)], [span(10, 40), span(50, 60)])
    assert silence.downtimes(up_since=at(40), live=[]) == [span(10, 40)]


def test_a_silence_that_ends_with_no_start_is_none() -> None:
    silence = shared([span(0, 40)], [span(10, 40)])
    assert silence.downtimes(up_since=at(100), live=[]) == []


def test_an_entity_that_has_not_changed_since_proves_that_home_assistant_was_up() -> None:
    silence = shared(*[[span(10, 40)]] * 5)
    assert silence.downtimes(up_since=at(5), live=[]) == []


def test_an_earlier_start_shows_by_most_entities_that_come_back_together() -> None:
    back = [[span(10, 40)], [span(10, 40.5)], [span(10, 40.2)], [span(10, 70)]]
    assert shared(*back).downtimes(up_since=at(500), live=[]) == [span(10, 40)]


def test_two_entities_that_come_back_together_are_no_evidence() -> None:
    silence = shared([span(10, 40)], [span(10, 40)])
    assert silence.downtimes(up_since=at(500), live=[]) == []


def test_while_something_was_recorded_live_home_assistant_was_up() -> None:
    silence = shared([span(0, 40)])
    assert silence.downtimes(up_since=at(40), live=[span(0, 20)]) == [span(20, 40)]
    assert silence.downtimes(up_since=at(40), live=[span(20, 50)]) == []


def test_a_downtime_goes_on_from_the_stretch_after_it() -> None:
    silence = shared([span(30, 60)])
    assert silence.downtimes(at(80), [], down_after=at(60)) == [span(30, 60)]
    assert silence.downtimes(at(80), []) == []


def test_where_nothing_tells_since_when_home_assistant_is_up_nothing_is_concluded() -> None:
    assert shared([span(0, 40)]).downtimes(up_since=None, live=[]) == []


def test_rows_after_all_that_is_shared_change_nothing() -> None:
    silence = shared([span(0, 40), span(50, 70)], [span(10, 40)])
    assert silence.is_settled_before(at(42))


def test_a_row_may_shorten_what_all_are_silent_in_to_the_end() -> None:
    assert not shared([span(0, 40)], [span(10, 40)]).is_settled_before(at(30))


def test_an_entity_that_comes_back_soon_after_may_be_part_of_a_start() -> None:
    assert not shared([span(0, 40)], [span(10, 40)]).is_settled_before(at(41))


def test_what_is_too_short_for_a_downtime_changes_nothing() -> None:
    assert shared([span(0, 40)], [span(36, 40)]).is_settled_before(at(30))


def row(minute: float, **figures: float | None) -> StatisticRow:
    known = {"state": None, "sum": None, "change": None, "mean": None, "min": None, "max": None}
    return StatisticRow("sensor.a", at(minute), **{**known, **figures})


def test_statistics_that_hold_one_value_agree_with_a_silence() -> None:
    rows = [row(m, mean=7.0, min=7.0, max=7.0) for m in (0, 5, 10)]
    assert moved_in_silence(rows, span(0, 15), 5 * MINUTE) == []


@pytest.mark.parametrize(
    "moved",
    [
        row(5, mean=7.5, min=7.0, max=8.0),
        row(5, mean=8.0, min=8.0, max=8.0),
    ],
)
def test_statistics_that_move_know_of_rows_that_are_gone(moved: StatisticRow) -> None:
    rows = [row(0, mean=7.0, min=7.0, max=7.0), moved]
    assert moved_in_silence(rows, span(0, 10), 5 * MINUTE) == [span(5, 10)]


def test_a_meter_that_counts_in_a_silence_knows_of_rows_that_are_gone() -> None:
    rows = [row(0, state=1.0, sum=1.0, change=0.0), row(5, state=2.0, sum=2.0, change=1.0)]
    assert moved_in_silence(rows, span(0, 10), 5 * MINUTE) == [span(5, 10)]


def test_a_change_that_nobody_knows_is_no_movement() -> None:
    assert moved_in_silence([row(0, state=5.0, sum=5.0)], span(0, 10), 5 * MINUTE) == []


def test_periods_that_reach_out_of_the_silence_say_nothing() -> None:
    rows = [row(0, min=1.0, max=2.0), row(5, min=1.0, max=2.0)]
    silence = TimeRange(Micros(SECOND), Micros(at(10) - SECOND))
    assert moved_in_silence(rows, silence, 5 * MINUTE) == []
