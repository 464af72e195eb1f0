"""The large figure and its sentences."""

from collections.abc import Mapping

import pytest

from energy_desktop.model.figures import PLAIN
from energy_desktop.model.power_balance import balance
from energy_desktop.viewmodels.headline import Headline, headline
from energy_desktop.viewmodels.home_parts import parts_of
from tests.viewmodels.shown_home import (
    BATTERY,
    GRID,
    SOLAR,
    entities_of_the_home,
    power_entity,
)

HEAT_PUMP = "sensor.heat_pump_power"
Watts = Mapping[str, float | None]


def of(watts: Watts) -> Headline:
    parts = parts_of(e for e in entities_of_the_home() if e.recording_id in watts)
    return headline(parts, balance(parts.readings(watts.get)), watts.get, PLAIN)


@pytest.mark.parametrize(
    ("grid", "solar", "battery", "sentence"),
    [
        (-710, 2100, -150, "All of it from solar; 710\u00a0W is left to sell."),
        (0, 900, -300, "All of it from solar; 300\u00a0W goes into the battery."),
        (800, 0, 0, "All of it from the grid."),
        (0, 0, 500, "All of it from the battery."),
        (300, 700, 0, "70\u00a0% from solar, the rest from the grid."),
        (0, 700, 300, "70\u00a0% from solar, the rest from the battery."),
        (600, 0, 400, "40\u00a0% from the battery, the rest from the grid."),
        (
            500,
            300,
            200,
            "30\u00a0% from solar, 20\u00a0% from the battery, the rest from the grid.",
        ),
        (4, 996, 0, "All of it from solar."),
        (0, 0, 0, "Nothing is used."),
        (-500, 300, 0, "Less than nothing: the sensors do not agree."),
    ],
)
def test_the_sentence_says_where_it_comes_from(
    grid: float, solar: float, battery: float, sentence: str
) -> None:
    assert of({GRID: grid, SOLAR: solar, BATTERY: battery}).sentence == sentence


def test_the_largest_device_is_the_cause() -> None:
    cause = of({GRID: 1240, HEAT_PUMP: 640, "sensor.desk_power": 114}).cause
    assert cause is not None
    assert (cause.icon, cause.text) == ("heat-pump", "<b>Heat pump</b> is 52\u00a0% of it")


def test_a_small_device_is_no_cause() -> None:
    assert of({GRID: 5000, "sensor.desk_power": 114}).cause is None


def test_more_than_all_is_reported_not_claimed() -> None:
    cause = of({GRID: 500, HEAT_PUMP: 640}).cause
    assert cause is not None
    assert cause.text == "<b>Heat pump</b> reports 640\u00a0W"


def test_names_from_home_assistant_are_no_markup() -> None:
    entities = [
        power_entity(GRID, "Grid", "grid_power"),
        power_entity("sensor.x", "<i>Pump</i> & co", "device_power"),
    ]
    parts = parts_of(entities)
    watts: Watts = {GRID: 100, "sensor.x": 80}
    cause = headline(parts, balance(parts.readings(watts.get)), watts.get, PLAIN).cause
    assert cause is not None
    assert "&lt;i&gt;Pump&lt;/i&gt; &amp; co" in cause.text


def test_a_silent_inverter_is_named() -> None:
    shown = of({GRID: 900, SOLAR: None, BATTERY: 0})
    assert shown.caveat == "Solar gives no reading and counts as zero."
    assert str(shown.figure) == "900 W"


def test_both_silent_are_named() -> None:
    expected = "Solar and battery give no reading and count as zero."
    assert of({GRID: 900, SOLAR: None, BATTERY: None}).caveat == expected


def test_without_the_grid_it_is_the_sum_of_the_devices_and_says_so() -> None:
    shown = of({HEAT_PUMP: 640, "sensor.desk_power": 114})
    assert (shown.label, str(shown.figure)) == ("Devices are using", "754 W")
    assert "name no power sensor of the grid" in shown.sentence
    silent = of({GRID: None, HEAT_PUMP: 640})
    assert silent.sentence == "The sum of the devices; the grid's sensor gives no reading."


def largest_of(boiler: float, inverter: float) -> Headline:
    parts = parts_of(
        [
            power_entity("sensor.a_power", "Boiler power", None),
            power_entity("sensor.b_power", "Inverter power", None),
        ]
    )
    watts: Watts = {"sensor.a_power": boiler, "sensor.b_power": inverter}
    return headline(parts, balance(parts.readings(watts.get)), watts.get, PLAIN)


def test_without_preferences_the_largest_sensor_is_shown_by_name() -> None:
    shown = largest_of(700, 900)
    assert (shown.label, str(shown.figure)) == ("Inverter, the largest", "900 W")
    assert "total is not known" in shown.sentence


def test_what_gives_power_is_not_the_largest_unless_nothing_uses_any() -> None:
    shown = largest_of(700, -1900)
    assert (shown.label, str(shown.figure)) == ("Boiler, the largest", "700 W")
    shown = largest_of(-20, -1900)
    assert (shown.label, str(shown.figure)) == ("Inverter, feeding in", "−1.90 kW")


def test_without_any_value_there_is_a_dash() -> None:
    shown = of({})
    assert (str(shown.figure), shown.sentence) == ("—", "No power reading has come yet.")
