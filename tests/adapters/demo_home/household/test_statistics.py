"""Statistics against the readings they are compiled from."""

import numpy as np
import pytest

from energy_desktop.adapters.demo_home import Household
from energy_desktop.adapters.demo_home.household import Entity, weigh
from tests.adapters.demo_home.moments import (
    DAY,
    HOUR,
    LONG_DAY,
    MINUTE,
    SECOND,
    SHORT_DAY,
    SUMMER_DAY,
    local,
)

MEASURED = ["sensor.grid_power", "sensor.tv_power", "sensor.solar_power", "sensor.battery_level",
            "sensor.electricity_price", "sensor.outdoor_temperature"]  # fmt: skip
COUNTED = ["sensor.grid_import", "sensor.tv_energy", "sensor.ev_energy", "sensor.gas_meter"]


def number(text: str) -> float | None:
    """The state as Home Assistant counts it."""
    return None if text == "unavailable" else float(text)


def plug_day(household: Household) -> int:
    """Midnight of a day in 2016 on which the plug was away."""
    at = local("2016-02-01 00:00")
    while household.sensors.outage(household.flows.day_of(at // SECOND)) is None:
        at += DAY
    return at


def from_readings(household: Household, entity: Entity, start: int, end: int) -> tuple[float, ...]:
    """Mean, smallest, largest of a stretch, by Home Assistant's rule, from its readings alone."""
    held = household.state_at(entity, start)
    inside = household.readings(entity, start + 1, end)
    row = weigh(
        [held.since, *inside.timestamps.tolist()],
        [number(held.text), *map(number, inside.states)],
        start,
        end,
    )
    return row or (np.nan,) * 3


@pytest.mark.parametrize("entity_id", MEASURED)
def test_five_minutes_are_weighed_by_the_time_each_reading_held(
    household: Household, entity_id: str
) -> None:
    entity = household.entity(entity_id)
    start = plug_day(household)
    window = household.sensors.outage(household.flows.day_of(start // SECOND))
    assert window is not None
    first = window[0] * SECOND - window[0] * SECOND % HOUR
    rows = household.statistics(entity, "5minute", first, first + 2 * HOUR)
    assert rows.start.tolist() == list(range(first, first + 2 * HOUR, 5 * MINUTE))
    for at in range(rows.start.size):
        expected = from_readings(household, entity, int(rows.start[at]), int(rows.end[at]))
        found = (rows.mean[at], rows.min[at], rows.max[at])
        assert found == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("entity_id", MEASURED)
def test_an_hour_is_the_plain_mean_of_its_five_minutes(
    household: Household, entity_id: str
) -> None:
    entity = household.entity(entity_id)
    fine = household.statistics(entity, "5minute", SUMMER_DAY, SUMMER_DAY + DAY)
    hours = household.statistics(entity, "hour", SUMMER_DAY, SUMMER_DAY + DAY)
    assert np.allclose(hours.mean, fine.mean.reshape(-1, 12).mean(axis=1))
    assert np.array_equal(hours.min, fine.min.reshape(-1, 12).min(axis=1))
    assert np.array_equal(hours.max, fine.max.reshape(-1, 12).max(axis=1))
    assert np.isnan(hours.sum).all()


@pytest.mark.parametrize("period", ["5minute", "hour"])
@pytest.mark.parametrize("entity_id", COUNTED)
def test_the_state_of_a_meter_is_its_last_number_in_the_period(
    household: Household, entity_id: str, period: str
) -> None:
    entity = household.entity(entity_id)
    start = plug_day(household)
    rows = household.statistics(entity, period, start, start + DAY)
    readings = household.readings(entity, start - DAY, start + DAY)
    known = [
        (at, float(text))
        for at, text in zip(readings.timestamps.tolist(), readings.states, strict=True)
        if text != "unavailable"
    ]
    for end, state in list(zip(rows.end.tolist(), rows.state.tolist(), strict=True))[::7]:
        last = [value for at, value in known if at < end]
        assert state == last[-1] if last else True


@pytest.mark.parametrize("entity_id", COUNTED)
def test_change_is_the_difference_of_states_and_adds_up_to_the_sum(
    household: Household, entity_id: str
) -> None:
    entity = household.entity(entity_id)
    rows = household.statistics(entity, "hour", SUMMER_DAY, SUMMER_DAY + 3 * DAY)
    assert np.allclose(rows.change[1:], np.diff(rows.state))
    assert rows.sum[-1] - rows.sum[0] == pytest.approx(rows.change[1:].sum())
    assert np.isnan(rows.mean).all()


@pytest.mark.parametrize(("day", "hours"), [(SHORT_DAY, 23), (SUMMER_DAY, 24), (LONG_DAY, 25)])
def test_a_day_has_its_own_number_of_hours(household: Household, day: int, hours: int) -> None:
    entity = household.entity("sensor.grid_import")
    (row,) = household.statistics(entity, "day", day, day + SECOND).change
    fine = household.statistics(entity, "hour", day, day + hours * HOUR)
    assert row == pytest.approx(fine.change.sum())


def test_a_month_is_made_of_its_hours(household: Household) -> None:
    entity = household.entity("sensor.fridge_power")
    start, end = local("2016-10-01 00:00"), local("2016-11-01 00:00")
    month = household.statistics(entity, "month", start, end)
    hours = household.statistics(entity, "hour", start, end)
    assert month.start.tolist() == [start]
    assert month.end.tolist() == [end]
    assert month.mean[0] == pytest.approx(hours.mean.mean())
    assert month.max[0] == hours.max.max()


def test_weeks_begin_on_monday(household: Household) -> None:
    entity = household.entity("sensor.grid_import")
    rows = household.statistics(
        entity, "week", local("2016-06-08 12:00"), local("2016-06-20 00:00")
    )
    assert rows.start.tolist() == [local("2016-06-06 00:00"), local("2016-06-13 00:00")]


def test_a_period_that_is_not_over_counts_the_hours_that_are(household: Household) -> None:
    entity = household.entity("sensor.grid_import")
    until = SUMMER_DAY + 10 * HOUR + 5 * MINUTE
    (row,) = household.statistics(entity, "day", SUMMER_DAY, SUMMER_DAY + DAY, until).change
    hours = household.statistics(entity, "hour", SUMMER_DAY, SUMMER_DAY + 10 * HOUR)
    assert row == pytest.approx(hours.change.sum())
    known = household.statistics(entity, "hour", SUMMER_DAY, SUMMER_DAY + DAY, until)
    assert known.start.size == 10


def test_sums_begin_with_the_first_reading_ever(household: Household) -> None:
    entity = household.entity("sensor.home_power")
    assert household.statistics(entity, "hour", 0, household.begins).start.size == 0
    meter = household.entity("sensor.grid_import")
    rows = household.statistics(meter, "hour", 0, household.begins + 2 * HOUR)
    first = float(household.state_at(meter, household.begins + MINUTE).text)
    assert rows.start[0] == household.begins
    assert rows.sum[0] == pytest.approx(rows.state[0] - first)


def test_what_measures_nothing_has_no_statistics(household: Household) -> None:
    entity = household.entity("light.bedroom")
    assert household.statistics(entity, "hour", SUMMER_DAY, SUMMER_DAY + DAY).start.size == 0


def test_a_state_without_a_number_lets_the_one_before_go_on() -> None:
    row = weigh([0, 40, 60], [10.0, None, 20.0], 0, 100)
    assert row == (0.6 * 10 + 0.4 * 20, 10.0, 20.0)


def test_before_the_first_number_there_is_nothing_to_weigh() -> None:
    assert weigh([0, 50], [None, 4.0], 0, 100) == (4.0, 4.0, 4.0)
    assert weigh([0], [None], 0, 100) is None
