"""Numbers as people read them."""

import math

import pytest

from energy_desktop.model.figures import (
    Figure,
    Notation,
    data_size,
    energy,
    percentage,
    power,
    unbroken,
)

GERMAN = Notation(decimal_point=",", group_separator=".")


def test_no_line_of_a_sentence_ends_between_number_and_unit() -> None:
    assert unbroken(power(150)) == "150\u00a0W"
    assert unbroken(percentage(0.52)) == "52\u00a0%"
    assert unbroken(power(None)) == "—"


@pytest.mark.parametrize(
    ("watts", "shown"),
    [
        (0, "0 W"),
        (0.4, "0 W"),
        (-0.4, "0 W"),
        (94.4, "94 W"),
        (999.4, "999 W"),
        (999.6, "1.00 kW"),
        (1240, "1.24 kW"),
        (9994, "9.99 kW"),
        (9996, "10.0 kW"),
        (12_345, "12.3 kW"),
        (123_456, "123 kW"),
        (1_234_567, "1.23 MW"),
        (-710, "−710 W"),
        (-1_500, "−1.50 kW"),
        (None, "—"),
        (math.nan, "—"),
    ],
)
def test_power_has_three_digits_and_a_fitting_unit(watts: float | None, shown: str) -> None:
    assert str(power(watts)) == shown


@pytest.mark.parametrize(
    ("kilowatt_hours", "shown"),
    [
        (0, "0.0 Wh"),
        (0.0123, "12.3 Wh"),
        (0.5, "500 Wh"),
        (0.9999, "1.00 kWh"),
        (23.4, "23.4 kWh"),
        (130.4, "130 kWh"),
        (4_321, "4.32 MWh"),
        (None, "—"),
    ],
)
def test_energy_has_three_digits_and_a_fitting_unit(
    kilowatt_hours: float | None, shown: str
) -> None:
    assert str(energy(kilowatt_hours)) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.00 kB"),
        (3_400_000, "3.40 MB"),
        (1_000_000_000, "1.00 GB"),
        (2_500_000_000_000_000, "2,500 TB"),
    ],
)
def test_a_size_has_three_digits_and_a_fitting_unit(count: int, shown: str) -> None:
    assert str(data_size(count)) == shown


def test_number_and_unit_are_apart() -> None:
    assert power(1240) == Figure("1.24", "kW")


def test_a_locale_brings_its_own_signs() -> None:
    assert str(power(1240, GERMAN)) == "1,24 kW"
    assert GERMAN.decimal(1234567.5, 1) == "1.234.567,5"


@pytest.mark.parametrize(
    ("share", "shown"), [(0.516, "52 %"), (0.0, "0 %"), (1.0, "100 %"), (None, "—")]
)
def test_shares_are_whole_per_cent(share: float | None, shown: str) -> None:
    assert percentage(share) == shown
