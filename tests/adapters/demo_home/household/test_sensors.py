"""Ticks, and which of them are readings."""

import numpy as np
import pytest

from energy_desktop.adapters.demo_home import Household
from energy_desktop.adapters.demo_home.household import Kind
from energy_desktop.adapters.demo_home.household.sensors import UNAVAILABLE
from tests.adapters.demo_home.moments import DAY, HOUR, SECOND, SUMMER_DAY, WINTER_DAY

ENTITIES = [entity.entity_id for entity in Household(7).entities]


@pytest.mark.parametrize("entity_id", ENTITIES)
def test_a_reading_exists_exactly_where_a_tick_differs_from_the_one_before(
    household: Household, entity_id: str
) -> None:
    entity = household.entity(entity_id)
    sensors = household.sensors
    start, end = WINTER_DAY + 18 * HOUR, WINTER_DAY + 22 * HOUR
    ticks = range(sensors.tick_from(entity, start) - 1, sensors.tick_from(entity, end))
    values = sensors.values(entity, np.array(ticks)).tolist()
    texts = [sensors.text(entity, value) for value in values]
    expected = [
        (sensors.time_of(entity, tick), text)
        for tick, text, before in zip(ticks[1:], texts[1:], texts[:-1], strict=True)
        if text != before
    ]
    readings = household.readings(entity, start, end)
    assert list(zip(readings.timestamps.tolist(), readings.states, strict=True)) == expected


@pytest.mark.parametrize("entity_id", ENTITIES)
def test_a_moment_shows_the_last_reading_before_it(household: Household, entity_id: str) -> None:
    entity = household.entity(entity_id)
    readings = household.readings(entity, WINTER_DAY, WINTER_DAY + 12 * HOUR)
    for at, text in list(zip(readings.timestamps.tolist(), readings.states, strict=True))[:40:8]:
        state = household.state_at(entity, at)
        assert (state.since, state.text) == (at, text)
        before = household.state_at(entity, at - 1)
        assert before.since < at
        assert before.text != text


def test_a_long_silence_is_followed_back_to_its_beginning(household: Household) -> None:
    pond = household.entity("sensor.pond_power")
    state = household.state_at(pond, WINTER_DAY)
    assert state.text == "0.0"
    assert WINTER_DAY - 100 * DAY < state.since < WINTER_DAY - 60 * DAY
    assert household.readings(pond, state.since, WINTER_DAY).timestamps.tolist() == [state.since]


def test_pieces_of_a_stretch_make_up_the_stretch(household: Household) -> None:
    entity = household.entity("sensor.grid_power")
    whole = household.readings(entity, SUMMER_DAY - HOUR, SUMMER_DAY + HOUR)
    parts = [
        household.readings(entity, SUMMER_DAY + at * HOUR // 4, SUMMER_DAY + (at + 1) * HOUR // 4)
        for at in range(-4, 4)
    ]
    assert np.array_equal(np.concatenate([p.timestamps for p in parts]), whole.timestamps)
    assert [state for part in parts for state in part.states] == whole.states


def test_ticks_of_different_entities_do_not_coincide(household: Household) -> None:
    offsets = [entity.source.offset for entity in household.entities]
    assert len(set(offsets)) == len(offsets)
    for entity in household.entities:
        assert 0 < entity.source.offset < entity.source.interval * SECOND
        assert 300 % entity.source.interval == 0


def test_the_plug_is_away_for_minutes_on_some_days(household: Household) -> None:
    days = [household.flows.day_of(WINTER_DAY // SECOND + n * 86_400) for n in range(60)]
    windows = [household.sensors.outage(day) for day in days]
    away = [window for window in windows if window is not None]
    assert 8 < len(away) < 35
    assert all(60 < end - start < 600 for start, end in away)
    start, end = away[0]
    for name in ("sensor.tv_power", "sensor.tv_energy"):
        entity = household.entity(name)
        assert household.state_at(entity, (end - 1) * SECOND).text == "unavailable"
        later = household.readings(entity, start * SECOND, (end + 120) * SECOND).states
        assert later[0] == "unavailable"
        assert later[1] != "unavailable"


def test_only_the_plug_is_ever_away(household: Household) -> None:
    for entity in household.entities:
        ticks = household.sensors.tick_from(entity, WINTER_DAY) + np.arange(50)
        values = household.sensors.values(entity, ticks)
        assert entity.source.flaky or not (values == UNAVAILABLE).any()


def test_meters_never_go_back(household: Household) -> None:
    for entity in household.entities:
        if entity.source.kind is Kind.METER:
            readings = household.readings(entity, SUMMER_DAY, SUMMER_DAY + DAY)
            numbers = [float(s) for s in readings.states if s != "unavailable"]
            assert numbers == sorted(numbers), entity.entity_id


def test_the_home_sends_about_a_reading_a_second(household: Household) -> None:
    counts = [
        len(household.readings(entity, SUMMER_DAY, SUMMER_DAY + DAY).states)
        for entity in household.entities
    ]
    assert 0.5 < sum(counts) / 86_400 < 5


def test_history_begins_with_a_reading_of_every_entity(household: Household) -> None:
    for entity in household.entities:
        first = household.readings(entity, 0, household.begins + HOUR)
        assert first.timestamps[0] >= household.begins
        assert first.timestamps[0] < household.begins + 301 * SECOND
        since = household.state_at(entity, int(first.timestamps[0])).since
        assert since == first.timestamps[0]


def test_the_same_seed_gives_the_same_readings_and_another_seed_others() -> None:
    one, same, other = (Household(seed) for seed in (3, 3, 4))
    asked = [
        home.readings(home.entity("sensor.home_power"), SUMMER_DAY, SUMMER_DAY + HOUR)
        for home in (one, same, other)
    ]
    assert np.array_equal(asked[0].timestamps, asked[1].timestamps)
    assert asked[0].states == asked[1].states
    assert asked[0].states != asked[2].states
