"""Who stands where in the flow picture, and what flows."""

from collections.abc import Mapping

from energy_desktop.model.figures import PLAIN
from energy_desktop.model.power_balance import balance
from energy_desktop.viewmodels.flow import FlowPicture, Node, Place, flow_picture
from energy_desktop.viewmodels.home_parts import parts_of
from energy_desktop.viewmodels.hues import Hue
from tests.viewmodels.shown_home import (
    BATTERY,
    CHARGE,
    DEVICES,
    GRID,
    SOLAR,
    entities_of_the_home,
    power_entity,
)

AFTERNOON: Mapping[str, float | None] = {
    GRID: -710,
    SOLAR: 2100,
    BATTERY: -150,
    CHARGE: 82,
    **{f"sensor.{key}_power": watts for key, _, _, watts in DEVICES},
}


def picture(watts: Mapping[str, float | None]) -> FlowPicture:
    parts = parts_of(e for e in entities_of_the_home() if e.recording_id in watts)
    return flow_picture(parts, balance(parts.readings(watts.get)), watts.get, PLAIN)


def node(of: FlowPicture, place: Place) -> Node:
    return next(n for n in of.nodes if n.place is place)


def flows(of: FlowPicture) -> set[tuple[str, str, str]]:
    return {(r.start.value, r.end.value, r.figure) for r in of.ribbons}


def test_a_sunny_afternoon() -> None:
    shown = picture(AFTERNOON)
    assert flows(shown) == {
        ("left", "home", "1.24 kW"),
        ("left", "top", "710 W"),
        ("left", "bottom", "150 W"),
        ("home", "middle", ""),
    }
    assert node(shown, Place.TOP).words == "buys your surplus"
    assert (node(shown, Place.BOTTOM).name, node(shown, Place.BOTTOM).charge) == (
        "Battery 82 %",
        0.82,
    )
    assert node(shown, Place.MIDDLE).words == "idle, 0 W"
    assert shown.description == (
        "1.24 kW from Solar to Home; 710 W from Solar to Grid; 150 W from Solar to Battery 82 %"
    )


def test_at_night_battery_and_grid_supply_the_home() -> None:
    shown = picture({**AFTERNOON, SOLAR: 0, GRID: 6480, BATTERY: 2400, "sensor.ev_power": 7360})
    assert flows(shown) == {
        ("top", "home", "6.48 kW"),
        ("bottom", "home", "2.40 kW"),
        ("home", "middle", "7.36 kW"),
        ("left", "home", ""),
    }
    assert node(shown, Place.LEFT).hue is Hue.IDLE
    assert node(shown, Place.TOP).words == "supplies the rest"
    assert node(shown, Place.MIDDLE).words == "83 % of the home"


def test_without_sun_the_grid_stands_at_the_left() -> None:
    shown = picture({GRID: 500, BATTERY: -200})
    assert node(shown, Place.LEFT).name == "Grid"
    assert ("left", "bottom", "200 W") in flows(shown)


def test_without_a_car_the_largest_device_has_the_place() -> None:
    shown = picture({GRID: 900, "sensor.heat_pump_power": 640, "sensor.desk_power": 114})
    assert node(shown, Place.MIDDLE).name == "Heat pump"


def test_the_noise_of_sensors_is_no_flow() -> None:
    shown = picture({GRID: 3, SOLAR: 800})
    assert flows(shown) == {("left", "home", "800 W"), ("home", "top", "")}
    assert node(shown, Place.TOP).words == "not needed"


def test_without_the_grid_the_three_largest_devices_are_shown() -> None:
    watts: dict[str, float | None] = {
        f"sensor.{key}_power": watts for key, _, _, watts in DEVICES[:5]
    }
    shown = picture(watts)
    assert [n.name for n in shown.nodes[1:]] == ["Heat pump", "Office desk", "Fridge"]
    assert node(shown, Place.HOME).figure == "996 W"


def test_nothing_known_draws_nothing() -> None:
    parts = parts_of([power_entity("sensor.x_power", "X", None)])
    nothing: dict[str, float | None] = {}
    empty = flow_picture(parts, balance(parts.readings(nothing.get)), nothing.get, PLAIN)
    assert empty == FlowPicture()


def test_a_home_without_battery_sensor_of_charge_has_no_arc() -> None:
    shown = picture({GRID: 100, BATTERY: 400})
    assert node(shown, Place.BOTTOM).charge is None
    assert node(shown, Place.BOTTOM).name == "Battery"
