"""Units that statistics can be asked in, as Home Assistant's util/unit_conversion.py has them."""

from math import log10
from typing import Final

ENERGY: Final = {
    "J": 3.6e6, "kJ": 3.6e3, "MJ": 3.6, "GJ": 3.6e-3,
    "mWh": 1e6, "Wh": 1e3, "kWh": 1.0, "MWh": 1e-3, "GWh": 1e-6, "TWh": 1e-9,
}  # fmt: skip
"""How many of each unit make a kWh."""
POWER: Final = {"mW": 1e3, "W": 1.0, "kW": 1e-3, "MW": 1e-6, "GW": 1e-9, "TW": 1e-12}
VOLUME: Final = {"m³": 1.0, "L": 1e3, "mL": 1e6, "ft³": 1 / 0.0254**3 / 12**3}
CLASSES: Final = {"energy": ENERGY, "power": POWER, "volume": VOLUME}
_OTHERS: Final = {"°C": "temperature", "%": "unitless"}


def unit_class(unit: str | None) -> str | None:
    """The class of units a unit belongs to; None where Home Assistant has none."""
    for name, units in CLASSES.items():
        if unit in units:
            return name
    return _OTHERS.get(unit or "")


def factors(unit: str | None, asked: dict[str, str]) -> tuple[float, float]:
    """Divide by the first and multiply by the second to get from `unit` to what is asked for."""
    name = unit_class(unit)
    if name is None or name not in asked or name not in CLASSES or unit is None:
        return 1.0, 1.0
    table = CLASSES[name]
    return table[unit], table[asked[name]]


def digits_between(own: str | None, other: str) -> int:
    """Places by which the decimal point moves to the right from a unit to another of its class.

    ValueError where they differ by more than a power of ten.
    """
    divide, multiply = factors(own, {unit_class(other) or "": other})
    if unit_class(own) is None or unit_class(own) != unit_class(other):
        raise ValueError(f"{own} cannot be told in {other}")
    digits = round(log10(multiply / divide))
    if abs(multiply / divide / 10.0**digits - 1) > 1e-9:
        raise ValueError(f"{own} cannot be told in {other} exactly")
    return digits
