"""The battery keeps its promises whatever the residual is."""

from datetime import date

import numpy as np
import pytest

from energy_desktop.adapters.demo_home.household import battery
from energy_desktop.adapters.demo_home.household.calendar import Calendar
from energy_desktop.adapters.demo_home.household.noise import Floats


def levels(residual: Floats, day: date) -> Floats:
    """Watt-hours in the battery after each quarter."""
    flow = battery.schedule(Calendar("Europe/Berlin").days(day, 1), residual)
    gained = flow.charge * battery.EFFICIENCY - flow.discharge / battery.EFFICIENCY
    return np.asarray(battery.AT_MIDNIGHT + np.cumsum(gained) / 4)


@pytest.mark.parametrize("scale", [300.0, 3_000.0, 30_000.0])
@pytest.mark.parametrize(
    ("day", "quarters"),
    [(date(2016, 3, 27), 92), (date(2016, 6, 1), 96), (date(2016, 10, 30), 100)],
)
def test_it_ends_the_day_as_it_began_and_stays_within_its_limits(
    day: date, quarters: int, scale: float
) -> None:
    residual = scale * np.random.default_rng(1).normal(size=quarters)
    level = levels(residual, day)
    assert level[-1] == pytest.approx(battery.AT_MIDNIGHT)
    assert level.min() >= battery.RESERVE - 1e-6
    assert level.max() <= battery.CAPACITY + 1e-6


def test_without_sun_it_rests() -> None:
    level = levels(np.full(96, 500.0), date(2016, 12, 21))
    assert np.array_equal(level, np.full(96, battery.AT_MIDNIGHT))


def test_it_gives_at_night_what_the_day_will_bring_back() -> None:
    residual = np.concatenate([np.full(24, 600.0), np.full(48, -3_000.0), np.full(24, 600.0)])
    level = levels(residual, date(2016, 6, 1))
    assert level[23] < battery.AT_MIDNIGHT - 2_000
    assert level.max() > battery.AT_MIDNIGHT + 2_000
