import math

import numpy as np
import pytest

from energy_desktop.model.columns import NO_RESET
from energy_desktop.model.meter_energy import MeterStart
from energy_desktop.model.reconciliation import Reckoned, RecordedHour, differing, reckon
from energy_desktop.model.statistics import StatisticRow
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros

START = Micros(500_000 * HOUR)


def recorded(*values: float, held: float | None = None, meter: float | None = None) -> RecordedHour:
    """Values a minute apart from the first minute on."""
    moments = np.array([START + (n + 1) * MINUTE for n in range(len(values))], dtype=np.int64)
    return RecordedHour(
        START,
        moments,
        np.array(values, dtype=np.float64),
        np.full(len(values), NO_RESET),
        held,
        None if meter is None else MeterStart(meter),
    )


def row(**figures: float) -> StatisticRow:
    known = dict.fromkeys(("state", "sum", "change", "mean", "min", "max"))
    return StatisticRow("sensor.a", START, **{**known, **figures})


@pytest.fixture
def power() -> Reckoned:
    """100 W for a minute, then 200 W."""
    return reckon(recorded(200.0, held=100.0), "measurement")


MEAN = (100.0 * 1 + 200.0 * 4) / 5 / 12 + 200.0 * 11 / 12


def test_equal_figures_do_not_differ(power: Reckoned) -> None:
    assert differing(row(mean=MEAN, min=100.0, max=200.0), power) == ()


def test_what_rounding_can_do_is_no_difference(power: Reckoned) -> None:
    nearly = math.nextafter(MEAN, math.inf)
    assert differing(row(mean=nearly, min=100.0, max=200.0), power) == ()


@pytest.mark.parametrize(
    ("figures", "named"),
    [
        ({"mean": MEAN + 1e-6, "min": 100.0, "max": 200.0}, ("mean",)),
        ({"mean": MEAN, "min": 99.9999999, "max": 200.0}, ("min",)),
        ({"mean": MEAN, "min": 100.0, "max": 200.0001}, ("max",)),
    ],
)
def test_more_than_rounding_is_a_difference(
    power: Reckoned, figures: dict[str, float], named: tuple[str, ...]
) -> None:
    assert differing(row(**figures), power) == named


def test_a_mean_of_nothing_recorded_differs() -> None:
    nothing = reckon(recorded(), "measurement")
    assert differing(row(mean=1.0, min=1.0, max=1.0), nothing) == ("mean", "min", "max")


def test_the_energy_of_a_meter_agrees_within_the_noise_of_its_sum() -> None:
    meter = reckon(recorded(1000.1, 1000.3, meter=1000.0), "total_increasing")
    big = 123_456.7
    change = (big + (1000.3 - 1000.0)) - big
    assert change != 1000.3 - 1000.0
    assert differing(row(state=1000.3, sum=big + change, change=change), meter) == ()
    lost = row(state=1000.3, sum=big + change, change=change - 0.001)
    assert differing(lost, meter) == ("change",)


def test_a_change_that_home_assistant_does_not_know_is_not_compared() -> None:
    meter = reckon(recorded(5.0, meter=4.0), "total")
    assert differing(row(state=5.0, sum=5.0), meter) == ()


def test_a_state_class_without_a_sum_has_no_energy() -> None:
    assert reckon(recorded(5.0), "measurement").energy is None
    assert reckon(recorded(5.0), None).energy is None
