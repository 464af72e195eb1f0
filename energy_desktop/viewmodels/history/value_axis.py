"""The scale of a unit: round steps in the size of unit that fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, log10

from energy_desktop.model.figures import Figure, Notation, decimals_for_three_digits, energy, power

_MOST_STEPS = 6
_ROUND = (1, 2, 5, 10)
_FINE = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""For a scale that has to fit the hairlines of another."""
_WHOLE = 100.0
"""No percentage is drawn beyond the whole where none lies there."""
_NEAR_ZERO = 0.4
"""A scale that reaches so near to zero begins there."""
_LARGER: dict[str, tuple[str, ...]] = {
    "W": ("W", "kW", "MW", "GW"),
    "kWh": ("kWh", "MWh", "GWh"),
}


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From `bottom` to `top` in the stored unit, with a mark every `step`.

    Of a unit of which no value is known the scale has no marks: any figure would be invented.
    """

    unit: str
    """The unit that the marks are written in."""
    divisor: float
    """Stored values are so many times larger than written ones."""
    bottom: float
    top: float
    step: float
    is_known: bool = True
    last_mark: float = inf
    """Nothing is marked above: of a whole there is no more than all of it."""

    @property
    def steps(self) -> int:
        """How many steps lie between bottom and top."""
        return round((self.top - self.bottom) / self.step)

    @property
    def marks(self) -> tuple[float, ...]:
        """Where the marks lie, upwards, in the stored unit."""
        if not self.is_known:
            return ()
        places = (self.bottom + i * self.step for i in range(self.steps + 1))
        return tuple(place for place in places if place <= self.last_mark)

    def text(self, value: float, notation: Notation) -> str:
        """A mark's label, without the unit."""
        step = self.step / self.divisor
        decimals = max(0, min(6, -floor(log10(step) + 1e-9)))
        if abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6:
            decimals += 1
        written = value / self.divisor
        return notation.decimal(0.0 if abs(written) < step / 1000 else written, decimals)

    def number(self, value: float, notation: Notation) -> str:
        """A value in the axis' unit, with three digits or as many as its marks have."""
        if not isfinite(value):
            return "—"
        written = value / self.divisor
        fine = max(0, min(3, 1 - floor(log10(self.step / self.divisor) + 1e-9)))
        return notation.decimal(written, max(decimals_for_three_digits(written), fine))


def axis_for(
    unit: str | None, low: float, high: float, from_zero: bool, steps: int | None = None
) -> ValueAxis:
    """The scale that shows values from `low` to `high`, in exactly `steps` steps if given.

    `from_zero`: zero is always on it. Without any value (NaN) it is one that is not known.
    """
    if not (isfinite(low) and isfinite(high)):
        unit_written, divisor = _size(unit, 1000.0 if unit == "W" else 1.0)
        return ValueAxis(unit_written, divisor, 0.0, divisor, divisor / 5, is_known=False)
    if from_zero or 0 <= low <= _NEAR_ZERO * high or _NEAR_ZERO * low <= high <= 0:
        low, high = min(low, 0.0), max(high, 0.0)
    # Noise just below zero needs no room of its own.
    if from_zero and low > -0.03 * high:
        low = 0.0
    if high - low < 1e-9 * max(1.0, abs(high)):
        margin = max(abs(high) * 0.05, 0.5)
        low, high = (
            (0.0, high + 2 * margin) if from_zero and high >= 0 else (low - margin, high + margin)
        )
    bottom, top, step = _rounded(low, high, steps)
    if unit == "%" and high <= _WHOLE < top:
        return _of_the_whole(bottom, top, step, steps)
    unit_written, divisor = _size(unit, max(abs(bottom), abs(top)))
    return ValueAxis(unit_written, divisor, bottom, top, step)


def figure_of(unit: str | None, value: float | None, notation: Notation) -> Figure:
    """A value as people read it, whatever its unit."""
    if unit == "W":
        return power(value, notation)
    if unit == "kWh":
        return energy(value, notation)
    if value is None or not isfinite(value):
        return Figure("—", "")
    return Figure(notation.decimal(value, decimals_for_three_digits(value)), unit or "")


def _rounded(low: float, high: float, steps: int | None) -> tuple[float, float, float]:
    step = round_step((high - low) / (steps or _MOST_STEPS), _FINE if steps else _ROUND)
    while True:
        bottom = floor(low / step + 1e-9) * step
        top = ceil(high / step - 1e-9) * step
        count = round((top - bottom) / step)
        if steps is None or count == steps:
            return bottom, top, step
        if count < steps:
            return bottom, bottom + steps * step, step
        step = round_step(step * 1.01, _FINE)


def _of_the_whole(bottom: float, top: float, step: float, steps: int | None) -> ValueAxis:
    """From nothing to the whole, where that has round steps; else without a mark above it."""
    whole = _WHOLE / (steps or 5)
    if bottom >= 0 and whole == round(whole, 1):
        return ValueAxis("%", 1.0, 0.0, _WHOLE, whole)
    return ValueAxis("%", 1.0, bottom, top, step, last_mark=_WHOLE)


def round_step(size: float, among: Sequence[float] = _ROUND) -> float:
    """The smallest of 1, 2, 5, 10 … (or of others in their place) that is at least `size`."""
    magnitude = 10.0 ** floor(log10(size))
    return next(m * magnitude for m in among if m * magnitude >= size * (1 - 1e-9))


def _size(unit: str | None, largest: float) -> tuple[str, float]:
    names = _LARGER.get(unit or "")
    if names is None:
        return unit or "", 1.0
    place = 0
    while place < len(names) - 1 and largest >= 1000 ** (place + 1):
        place += 1
    return names[place], 1000.0**place
