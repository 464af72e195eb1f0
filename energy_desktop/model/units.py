"""Units of energy quantities and their conversion to one canonical unit each.

One arithmetic operation per unit, so that equal input gives equal bits: `x / 1000` and
`x * 0.001` differ for 13 % of readings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from operator import mul, truediv


class Quantity(StrEnum):
    """What a sensor measures, as far as this program converts it."""

    POWER = "power"
    ENERGY = "energy"
    VOLUME = "volume"
    PERCENTAGE = "percentage"
    PRICE = "price"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Conversion:
    """From one unit to the canonical unit of its quantity, by one operation."""

    unit: str | None
    quantity: Quantity
    canonical_unit: str | None
    _operation: Callable[[float, float], float] | None = None
    _operand: float = 1.0

    def __call__(self, value: float) -> float:
        """The value in the canonical unit."""
        return value if self._operation is None else self._operation(value, self._operand)


# Energy units after homeassistant/const.py and util/unit_conversion.py: the thermochemical
# calorie is 4.184 J, a US therm 105 480 400 J, a BTU/h 0.29307107 W, a cubic foot 0.3048^3 m3.
_JOULES_PER_KWH = 3_600_000.0
_CUBIC_FOOT = 0.028316846592

_POWER: dict[str, tuple[Callable[[float, float], float], float]] = {
    "mW": (truediv, 1_000.0),
    "kW": (mul, 1_000.0),
    "MW": (mul, 1_000_000.0),
    "GW": (mul, 1e9),
    "TW": (mul, 1e12),
    "BTU/h": (mul, 0.29307107),
}
_ENERGY: dict[str, tuple[Callable[[float, float], float], float]] = {
    "J": (truediv, _JOULES_PER_KWH),
    "kJ": (truediv, 3_600.0),
    "MJ": (truediv, 3.6),
    "GJ": (truediv, 0.0036),
    "mWh": (truediv, 1_000_000.0),
    "Wh": (truediv, 1_000.0),
    "MWh": (mul, 1_000.0),
    "GWh": (mul, 1_000_000.0),
    "TWh": (mul, 1e9),
    "cal": (truediv, _JOULES_PER_KWH / 4.184),
    "kcal": (truediv, 3_600.0 / 4.184),
    "Mcal": (truediv, 3.6 / 4.184),
    "Gcal": (truediv, 0.0036 / 4.184),
    "thm": (mul, 105_480_400.0 / _JOULES_PER_KWH),
}
_VOLUME: dict[str, tuple[Callable[[float, float], float], float]] = {
    "L": (truediv, 1_000.0),
    "ft³": (mul, _CUBIC_FOOT),
    "CCF": (mul, 100 * _CUBIC_FOOT),
    "MCF": (mul, 1_000 * _CUBIC_FOOT),
    "gal": (truediv, 264.1720523581484),
}
_PRICE_ENERGY: dict[str, tuple[Callable[[float, float], float], float]] = {
    "Wh": (mul, 1_000.0),
    "MWh": (truediv, 1_000.0),
}

_CANONICAL = {
    Quantity.POWER: "W",
    Quantity.ENERGY: "kWh",
    Quantity.VOLUME: "m³",
    Quantity.PERCENTAGE: "%",
}


def _table() -> dict[str, Conversion]:
    rules = {Quantity.POWER: _POWER, Quantity.ENERGY: _ENERGY, Quantity.VOLUME: _VOLUME}
    table = {
        canonical: Conversion(canonical, quantity, canonical)
        for quantity, canonical in _CANONICAL.items()
    }
    for quantity, units in rules.items():
        for unit, (operation, operand) in units.items():
            table[unit] = Conversion(unit, quantity, _CANONICAL[quantity], operation, operand)
    return table


_CONVERSIONS = _table()


def conversion_of(unit: str | None) -> Conversion:
    """How values in `unit` are stored. A unit of no known quantity is stored as it is."""
    if unit is None:
        return Conversion(None, Quantity.OTHER, None)
    known = _CONVERSIONS.get(unit)
    if known is not None:
        return known
    currency, slash, energy = unit.rpartition("/")
    if slash and currency and energy in ("kWh", *_PRICE_ENERGY):
        operation, operand = _PRICE_ENERGY.get(energy, (None, 1.0))
        return Conversion(unit, Quantity.PRICE, f"{currency}/kWh", operation, operand)
    return Conversion(unit, Quantity.OTHER, unit)
