"""The balance of a home's power, one worked case per rule."""

from collections.abc import Sequence

import pytest

from energy_desktop.model.power_balance import (
    Basis,
    DevicePower,
    Flows,
    PowerReadings,
    Supply,
    balance,
    split,
)


def of(
    grid: Sequence[float | None] = (),
    solar: Sequence[float | None] = (),
    battery: Sequence[float | None] = (),
    *devices: DevicePower,
) -> PowerReadings:
    return PowerReadings(grid, solar, battery, devices)


def test_used_is_import_plus_solar_plus_discharge_minus_export_minus_charge() -> None:
    assert balance(of([-710], [2100], [-150])).used == 1240
    assert balance(of([300], [0], [500])).used == 800


def test_a_surplus_goes_to_the_battery_and_the_grid() -> None:
    flows = balance(of([-710], [2100], [-150])).flows
    assert flows == Flows(solar_to_home=1240, solar_to_battery=150, solar_to_grid=710)


def test_several_sensors_of_a_role_add_up() -> None:
    found = balance(of([500, -300], [1000, 200], [100, -50]))
    assert (found.grid, found.solar, found.battery) == (200, 1200, 50)
    assert found.used == 1450


def test_a_negative_use_is_shown_and_flows_nowhere() -> None:
    found = balance(of([-500], [300]))
    assert found.used == -200
    assert found.flows == Flows(solar_to_grid=300)


def test_negative_solar_counts_in_the_use_but_not_in_the_split() -> None:
    found = balance(of([400], [-3]))
    assert found.used == 397
    assert found.flows == Flows(grid_to_home=400)


def test_directions_are_told_apart() -> None:
    found = balance(of([-710], [2100], [-150]))
    assert (found.imported, found.exported) == (0, 710)
    assert (found.charging, found.discharging) == (150, 0)


class TestSplit:
    """Home Assistant's order, step by step."""

    def test_import_beyond_the_use_charges_the_battery_first(self) -> None:
        flows = split(imported=3000, exported=0, solar=500, discharged=0, charged=2500)
        assert flows == Flows(grid_to_home=1000, grid_to_battery=2000, solar_to_battery=500)

    def test_solar_fills_the_battery_before_it_is_sold(self) -> None:
        flows = split(imported=0, exported=200, solar=1000, discharged=0, charged=700)
        assert flows == Flows(solar_to_home=100, solar_to_battery=700, solar_to_grid=200)

    def test_what_solar_cannot_sell_the_battery_sold(self) -> None:
        flows = split(imported=0, exported=900, solar=600, discharged=800, charged=0)
        assert flows == Flows(battery_to_home=500, solar_to_grid=600, battery_to_grid=300)

    def test_the_rest_of_a_charge_comes_from_the_grid(self) -> None:
        # Use is 1000; nothing is imported beyond it; solar covers 200 of the 700 charged.
        flows = split(imported=700, exported=0, solar=200, discharged=800, charged=700)
        assert flows.solar_to_battery == 200
        assert flows.grid_to_battery == 500
        assert flows.battery_to_home == 800
        assert flows.grid_to_home == 200

    def test_the_home_takes_solar_then_battery_then_grid(self) -> None:
        flows = split(imported=300, exported=0, solar=500, discharged=200, charged=0)
        assert flows == Flows(solar_to_home=500, battery_to_home=200, grid_to_home=300)


def test_a_silent_inverter_counts_as_zero_and_is_named() -> None:
    found = balance(of([900], [None], [100]))
    assert (found.basis, found.used, found.silent) == (
        Basis.BALANCE,
        1000,
        frozenset({Supply.SOLAR}),
    )


def test_without_the_grid_the_devices_are_the_lower_bound() -> None:
    found = balance(of([None], [500], [], DevicePower("a", 300), DevicePower("b", 50)))
    assert (found.basis, found.used) == (Basis.DEVICES, 350)
    assert found.silent == {Supply.GRID}
    assert found.untracked is None


def test_one_of_two_grid_sensors_is_not_the_grid() -> None:
    assert balance(of([200, None])).basis is Basis.NOTHING


def test_nothing_is_known_of_an_empty_home() -> None:
    found = balance(of())
    assert (found.basis, found.used, found.untracked) == (Basis.NOTHING, None, None)


def test_untracked_is_what_no_outermost_device_explains() -> None:
    found = balance(
        of(
            [1000],
            [],
            [],
            DevicePower("kitchen", 600),
            DevicePower("oven", 450, parent="kitchen"),
            DevicePower("desk", 100),
        )
    )
    assert found.device_sum == 700
    assert found.untracked == 300
    assert found.rests == {"kitchen": 150}


def test_devices_that_report_more_than_is_used_are_not_clipped() -> None:
    assert balance(of([100], [], [], DevicePower("a", 130))).untracked == -30


def test_a_parent_without_a_value_is_looked_through() -> None:
    found = balance(
        of([1000], [], [], DevicePower("kitchen", None), DevicePower("oven", 450, "kitchen"))
    )
    assert found.device_sum == 450


def test_a_circle_of_parents_loses_no_device() -> None:
    found = balance(of([1000], [], [], DevicePower("a", 10, "b"), DevicePower("b", 20, "a")))
    assert found.device_sum == 30


@pytest.mark.parametrize("unknown", ["nowhere", "a"])
def test_a_parent_that_is_no_device_counts_as_none(unknown: str) -> None:
    assert balance(of([100], [], [], DevicePower("a", 10, unknown))).device_sum == 10
