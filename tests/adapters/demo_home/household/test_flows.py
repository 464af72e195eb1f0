"""Power at every moment, and the meters that count it."""

import numpy as np
import pytest

from energy_desktop.adapters.demo_home import Household
from energy_desktop.adapters.demo_home.household.flows import Day, Flows
from energy_desktop.adapters.demo_home.household.loads import LOADS
from tests.adapters.demo_home.moments import LONG_DAY, SECOND, SHORT_DAY, SUMMER_DAY, WINTER_DAY

CHANNELS = [load.key for load in LOADS] + [
    "solar", "used", "kitchen", "heat_pump", "import", "export", "charge", "discharge",
]  # fmt: skip
DAYS = [WINTER_DAY, SUMMER_DAY, SHORT_DAY, LONG_DAY]


@pytest.fixture
def flows(household: Household) -> Flows:
    return household.flows


def day_of(flows: Flows, moment: int) -> Day:
    return flows.day_of(moment // SECOND)


@pytest.mark.parametrize("moment", DAYS)
def test_the_balance_closes_at_every_moment(flows: Flows, moment: int) -> None:
    day = day_of(flows, moment)
    gained = sum(flows.power(key, day) for key in ("import", "solar", "discharge"))
    given = sum(flows.power(key, day) for key in ("export", "charge"))
    consumers = sum(flows.power(load.key, day) for load in LOADS)
    assert np.abs(gained - given - flows.power("used", day)).max() < 1e-8
    assert np.abs(consumers - flows.power("used", day)).max() < 1e-8


@pytest.mark.parametrize("moment", DAYS)
def test_nothing_flows_backwards(flows: Flows, moment: int) -> None:
    day = day_of(flows, moment)
    for channel in CHANNELS:
        assert flows.power(channel, day).min() > -1e-6, channel


@pytest.mark.parametrize("moment", DAYS)
def test_a_meter_is_the_integral_of_its_power(flows: Flows, moment: int) -> None:
    day = day_of(flows, moment)
    minutes = np.arange(day.start // 60, day.end // 60 + 1)
    for channel in CHANNELS:
        power = flows.power(channel, day)
        assert power.size == (day.end - day.start) // 5
        counted = flows.counted(channel, minutes)
        summed = np.cumsum(power)[11::12] * 5 / 3600
        assert np.abs(counted[1:] - counted[0] - summed).max() < 1e-5, channel


def test_fine_structure_leaves_the_quarter_as_it_was(flows: Flows) -> None:
    day = day_of(flows, SUMMER_DAY)
    year = flows.quarters.year(day.year)
    part = slice(year.days.first[day.index], year.days.first[day.index + 1])
    for channel in CHANNELS:
        means = flows.power(channel, day).reshape(-1, 180).mean(axis=1)
        assert np.abs(means - year.mean(channel)[part]).max() < 1e-6, channel


def test_a_kettle_is_on_for_minutes_at_its_rated_power(flows: Flows) -> None:
    power = flows.power("kettle", day_of(flows, WINTER_DAY))
    on = power > 1_500
    assert 24 <= np.count_nonzero(on) <= 240
    assert power.max() < 2_100


def test_a_fridge_cycles(flows: Flows) -> None:
    on = flows.power("fridge", day_of(flows, WINTER_DAY)) > 50
    switches = np.count_nonzero(np.diff(on.astype(int)))
    assert 60 < switches < 300


def test_a_day_does_not_depend_on_what_was_asked_before() -> None:
    fresh, used = Flows(7, "Europe/Berlin", Household(7).place), Household(7).flows
    for moment in DAYS:
        used.power("import", day_of(used, moment))
    day = day_of(fresh, SUMMER_DAY)
    assert np.array_equal(fresh.power("import", day), used.power("import", day))


def test_the_level_of_the_battery_is_the_same_at_every_midnight(flows: Flows) -> None:
    for moment in DAYS:
        day = day_of(flows, moment)
        ends = flows.charge_level(day, np.array([day.start // 60, day.end // 60]))
        assert ends == pytest.approx([35.0, 35.0], abs=0.05)


def test_meters_count_on_over_the_turn_of_the_year(flows: Flows) -> None:
    turn = flows.calendar.year_start(2016) // 60
    counted = flows.counted("used", np.arange(turn - 30, turn + 30))
    steps = np.diff(counted)
    assert steps.min() > 0
    assert steps.max() < 300
