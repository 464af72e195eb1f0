"""Units of statistics."""

import pytest

from energy_desktop.adapters.demo_home.server.units import factors, unit_class


@pytest.mark.parametrize(
    ("unit", "name"),
    [("kWh", "energy"), ("kW", "power"), ("m³", "volume"), ("°C", "temperature"), ("EUR", None)],
)
def test_a_unit_belongs_to_its_class(unit: str, name: str | None) -> None:
    assert unit_class(unit) == name


def test_values_are_turned_into_what_is_asked_for() -> None:
    divide, multiply = factors("MWh", {"energy": "kWh"})
    assert 2.5 / divide * multiply == 2500
    assert factors("kWh", {"power": "W"}) == (1.0, 1.0)
    assert factors("°C", {}) == (1.0, 1.0)
