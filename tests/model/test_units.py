import pytest

from energy_desktop.model.units import Quantity, conversion_of


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("W", 1234.5, 1234.5),
        ("kW", 1.24, 1.24 * 1000),
        ("mW", 1500.0, 1.5),
        ("MW", 0.002, 2000.0),
        ("kWh", 0.1, 0.1),
        ("Wh", 355.0, 355.0 / 1000),
        ("MWh", 1.5, 1500.0),
        ("J", 3_600_000.0, 1.0),
        ("kJ", 3_600.0, 1.0),
        ("MJ", 3.6, 1.0),
        ("GJ", 0.0036, 1.0),
        ("m³", 4.2, 4.2),
        ("L", 1500.0, 1.5),
    ],
)
def test_values_are_stored_in_the_canonical_unit_bit_for_bit(
    unit: str, value: float, expected: float
) -> None:
    assert conversion_of(unit)(value) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("BTU/h", 0.29307107),
        ("cal", 4.184 / 3.6e6),
        ("kcal", 4184 / 3.6e6),
        ("Gcal", 1162.222222),
        ("thm", 29.3001111),
        ("ft³", 0.0283168),
        ("CCF", 2.83168),
        ("MCF", 28.3168),
        ("gal", 0.003785412),
    ],
)
def test_rarer_units_convert_as_home_assistant_converts_them(unit: str, expected: float) -> None:
    assert conversion_of(unit)(1.0) == pytest.approx(expected, rel=1e-5)


def test_division_is_not_multiplication_by_the_reciprocal() -> None:
    values = [n / 7 for n in range(1, 1000)]
    assert any(conversion_of("Wh")(v) != v * 0.001 for v in values)
    assert all(conversion_of("Wh")(v) == v / 1000 for v in values)


@pytest.mark.parametrize("unit", ["°C", "ppm", "", None])
def test_an_unknown_unit_is_stored_as_it_is(unit: str | None) -> None:
    conversion = conversion_of(unit)
    assert conversion.quantity is Quantity.OTHER
    assert conversion.canonical_unit == unit
    assert conversion(21.5) == 21.5


@pytest.mark.parametrize(
    ("unit", "stored", "expected"),
    [("EUR/kWh", "EUR/kWh", 0.3), ("EUR/MWh", "EUR/kWh", 0.3 / 1000), ("ct/Wh", "ct/kWh", 300.0)],
)
def test_prices_are_stored_per_kilowatt_hour(unit: str, stored: str, expected: float) -> None:
    conversion = conversion_of(unit)
    assert conversion.quantity is Quantity.PRICE
    assert conversion.canonical_unit == stored
    assert conversion(0.3) == expected
