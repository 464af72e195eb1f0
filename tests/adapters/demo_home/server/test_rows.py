"""An entity through time: its own readings and what was done by hand, as one truth."""

import pytest

from energy_desktop.adapters.demo_home import Household
from energy_desktop.adapters.demo_home.server.rows import Row, Track
from tests.adapters.demo_home.moments import HOUR, MINUTE, SECOND, SUMMER_DAY

NOW = SUMMER_DAY + 12 * HOUR


@pytest.fixture
def track(household: Household) -> Track:
    entity = household.entity("sensor.home_power")
    return Track(entity.entity_id, household, entity, entity.attributes)


def folded(track: Track, start: int, end: int) -> dict[int, Row]:
    """Rows by time, asked in pieces of seven seconds."""
    rows: dict[int, Row] = {}
    for at in range(start, end, 7 * SECOND):
        rows.update((row.at, row) for row in track.rows(at, min(at + 7 * SECOND, end)))
    return rows


def test_untouched_it_says_what_the_household_says(track: Track, household: Household) -> None:
    assert track.entity is not None
    readings = household.readings(track.entity, NOW, NOW + MINUTE)
    assert [(row.at, row.state) for row in track.rows(NOW, NOW + MINUTE)] == list(
        zip(readings.timestamps.tolist(), readings.states, strict=True)
    )


def test_pieces_agree_with_the_whole_whatever_was_done(track: Track) -> None:
    track.mark(NOW + 3 * SECOND, "1", track.attributes)
    track.mark(NOW + 4 * SECOND, "1", {"other": True})
    track.mark(NOW + 21 * SECOND, "2", track.attributes)
    track.mark(NOW + 40 * SECOND, "unavailable", track.attributes)
    track.silence(NOW + 40 * SECOND)
    track.mark(NOW + 70 * SECOND, "3", track.attributes)
    track.speak(NOW + 70 * SECOND)
    whole = {row.at: row for row in track.rows(NOW - MINUTE, NOW + 3 * MINUTE)}
    assert folded(track, NOW - MINUTE, NOW + 3 * MINUTE) == whole


def test_the_state_of_a_moment_is_the_last_row_before_it(track: Track) -> None:
    track.mark(NOW + 3 * SECOND, "1", track.attributes)
    track.silence(NOW + 30 * SECOND)
    track.mark(NOW + 60 * SECOND, "2", track.attributes)
    track.speak(NOW + 60 * SECOND)
    rows = track.rows(NOW - MINUTE, NOW + 3 * MINUTE)
    for at in range(NOW, NOW + 2 * MINUTE, 1_700_000):
        assert track.state(at) == [row for row in rows if row.at <= at][-1]


def test_the_same_state_by_hand_makes_no_row(track: Track) -> None:
    held = track.state(NOW)
    assert held is not None
    assert track.mark(NOW, held.state, held.attributes) is None
    forced = track.mark(NOW, held.state, held.attributes, force=True)
    assert forced == Row(NOW, held.state, held.attributes, NOW)


def test_only_attributes_keep_the_time_of_the_last_change(track: Track) -> None:
    held = track.state(NOW)
    assert held is not None
    row = track.mark(NOW, held.state, {"other": 1})
    assert row == Row(NOW, held.state, {"other": 1}, held.changed)


def test_in_silence_the_state_before_it_holds(track: Track) -> None:
    before = track.state(NOW - 1)
    track.silence(NOW)
    assert track.state(NOW + HOUR) == before
    assert track.rows(NOW, NOW + HOUR) == []
