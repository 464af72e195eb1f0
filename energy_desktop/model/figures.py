"""Numbers as people read them: three significant digits, the unit apart and of fitting size."""

import math
from dataclasses import dataclass

MINUS = "−"
NO_BREAK_SPACE = "\u00a0"
MISSING = "—"
"""Stands where there is no number."""


@dataclass(frozen=True, slots=True)
class Notation:
    """The signs of a locale."""

    decimal_point: str = "."
    group_separator: str = ","
    percent: str = " %"

    def decimal(self, value: float, decimals: int) -> str:
        """A number with a fixed number of decimals; a rounded zero carries no sign."""
        text = f"{abs(value):,.{decimals}f}"
        sign = MINUS if value < 0 and text.strip("0.,") else ""
        marks = {",": self.group_separator, ".": self.decimal_point}
        return sign + "".join(marks.get(character, character) for character in text)


PLAIN = Notation()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit, apart because they are set in different type."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}" if self.unit else self.number


def unbroken(figure: Figure | str) -> str:
    """The same for a sentence of a window: no line breaks between number and unit."""
    return str(figure).replace(" ", NO_BREAK_SPACE)


def power(watts: float | None, notation: Notation = PLAIN) -> Figure:
    """Whole watts below a kilowatt, else kW or MW with three significant digits.

    None and NaN are a dash without a unit.
    """
    if watts is None or math.isnan(watts):
        return Figure(MISSING, "")
    return _scaled(watts, ("W", "kW", "MW", "GW"), notation, whole_at_first=True)


def energy(kilowatt_hours: float | None, notation: Notation = PLAIN) -> Figure:
    """Wh, kWh, MWh or GWh with three significant digits, at most one decimal in Wh."""
    if kilowatt_hours is None or math.isnan(kilowatt_hours):
        return Figure(MISSING, "")
    return _scaled(1000 * kilowatt_hours, ("Wh", "kWh", "MWh", "GWh"), notation)


def data_size(count: int, notation: Notation = PLAIN) -> Figure:
    """Whole bytes below a kilobyte of 1000, else kB, MB, GB or TB with three digits."""
    return _scaled(count, ("B", "kB", "MB", "GB", "TB"), notation, whole_at_first=True)


def percentage(share: float | None, notation: Notation = PLAIN) -> str:
    """A share of 1 as whole per cent with its sign, such as "52 %"."""
    if share is None or math.isnan(share):
        return MISSING
    return notation.decimal(100 * share, 0) + notation.percent


def decimals_for_three_digits(value: float) -> int:
    """How many decimals show three significant digits of a value, 0 to 2."""
    size = abs(value)
    if size < 9.995:
        return 2
    return 1 if size < 99.95 else 0


def _scaled(
    value: float, units: tuple[str, ...], notation: Notation, whole_at_first: bool = False
) -> Figure:
    """In the first unit in which the rounded number has at most three digits before the point."""
    position = 0
    while position < len(units) - 1 and abs(value) >= 999.5:
        value /= 1000
        position += 1
    decimals = 0 if whole_at_first and position == 0 else decimals_for_three_digits(value)
    if position == 0:
        decimals = min(decimals, 1)
    return Figure(notation.decimal(value, decimals), units[position])
