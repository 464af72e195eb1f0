"""The home's year as a table."""

from datetime import date

import numpy as np
import pytest

from energy_desktop.adapters.demo_home.household import Household
from energy_desktop.adapters.demo_home.household.calendar import Calendar
from energy_desktop.adapters.demo_home.household.quarters import LEAVES, ROWS, Place, Year, rows


@pytest.fixture(scope="module")
def year(household: Household) -> Year:
    return household.flows.quarters.year(2016)


def test_the_balance_of_every_quarter_closes_exactly(year: Year) -> None:
    gained = year.mean("import") + year.mean("solar") + year.mean("discharge")
    given = year.mean("export") + year.mean("charge")
    assert np.array_equal(gained - given, year.mean("used"))


def test_what_is_used_is_the_sum_of_all_consumers(year: Year) -> None:
    assert np.array_equal(year.mean("used"), sum(year.mean(key) for key in LEAVES))
    assert min(year.mean(key).min() for key in LEAVES) >= 0


def test_a_group_contains_its_consumers(year: Year) -> None:
    parts = year.mean("compressor") + year.mean("auxiliary") + year.mean("circulation")
    assert np.array_equal(year.mean("heat_pump"), parts)
    assert (year.mean("kitchen") >= year.mean("oven") + year.mean("fridge")).all()


def test_the_grid_never_gives_and_takes_in_one_quarter(year: Year) -> None:
    assert np.minimum(year.mean("import"), year.mean("export")).max() == 0
    assert np.minimum(year.mean("charge"), year.mean("discharge")).max() == 0


def test_the_battery_charges_only_from_surplus(year: Year) -> None:
    residual = year.mean("used") - year.mean("solar")
    assert (year.mean("charge") <= np.maximum(-residual, 0)).all()
    assert (year.mean("discharge") <= np.maximum(residual, 0)).all()


def test_the_figures_of_the_year_are_those_of_a_household(year: Year) -> None:
    assert 8_000 < year.energy("used") / 1000 < 20_000
    assert 7_000 < year.energy("solar") / 1000 < 12_000
    assert 300 < year.energy("gas") < 2_000
    assert 60 < year.energy("water") < 250
    assert -20 < year.mean("outdoor").min() < 0
    assert 25 < year.mean("outdoor").max() < 40


def test_the_heating_rests_in_july_and_the_pond_in_january(year: Year) -> None:
    january, july = slice(0, 31 * 96), slice(182 * 96, 212 * 96)
    assert year.mean("heat_pump")[january].mean() > 20 * year.mean("heat_pump")[july].mean()
    assert year.mean("pond")[january].max() == 0
    assert year.mean("pond")[july].min() > 30


def test_the_sun_shines_by_day_only(year: Year) -> None:
    hours = year.days.wall
    assert year.mean("solar")[(hours < 4) | (hours > 23)].max() == 0
    assert year.mean("solar")[(hours > 11) & (hours < 15)].min() > 0


def test_the_television_runs_in_the_evening(year: Year) -> None:
    hours = year.days.wall
    evening = year.mean("tv")[(hours > 20) & (hours < 22)].mean()
    assert evening > 10 * year.mean("tv")[hours < 12].mean()


@pytest.mark.parametrize("day", [date(2016, 2, 3), date(2016, 3, 27), date(2016, 10, 30)])
def test_a_day_computed_alone_is_the_same_as_within_its_year(year: Year, day: date) -> None:
    alone = rows(7, Calendar("Europe/Berlin").days(day, 1), Place())
    number = day.toordinal() - int(year.days.ordinal[0])
    part = slice(year.days.first[number], year.days.first[number + 1])
    for key in ROWS:
        assert np.allclose(alone[key], year.mean(key)[part], rtol=1e-6), key


def test_meters_go_on_where_the_year_before_ended(household: Household) -> None:
    quarters = household.flows.quarters
    expected = quarters.before("import", 2016) + quarters.year(2016).energy("import")
    assert quarters.before("import", 2017) == expected


def test_another_seed_is_another_home(year: Year) -> None:
    other = Household(8).flows.quarters.year(2016)
    assert not np.allclose(other.mean("used"), year.mean("used"))


def test_prices_change_by_the_hour_and_stay_plausible(household: Household) -> None:
    price = household.flows.quarters.price(np.arange(400_000, 408_760))
    assert price.min() > 0.1
    assert price.max() < 0.5
    assert np.count_nonzero(np.diff(price)) > 8_000
