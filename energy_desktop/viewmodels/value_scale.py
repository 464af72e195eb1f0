"""The scale of a chart's values: round steps, watts or kilowatts."""

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from energy_desktop.model.figures import Notation

_MOST_STEPS = 5
_NOISE = 0.03
"""A dip below zero of this share of the top needs no room of its own."""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """From `bottom` to `top` in watts, with a hairline every `step`.

    Where no value is known there is the line of zero alone: any figure would be invented.
    """

    bottom: float
    top: float
    step: float
    unit: str
    is_known: bool = True

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where the hairlines lie, in watts, upwards."""
        if not self.is_known:
            return (0.0,)
        first, last = round(self.bottom / self.step), round(self.top / self.step)
        return tuple(i * self.step for i in range(first, last + 1))

    def text(self, watts: float, notation: Notation) -> str:
        """A tick's label, without the unit."""
        if watts == 0:
            return "0"
        divisor = 1000 if self.unit == "kW" else 1
        step = self.step / divisor
        decimals = 0 if step == round(step) else 1 if 10 * step == round(10 * step) else 2
        return notation.decimal(watts / divisor, decimals)


def scale_for(lowest: float, highest: float) -> ValueScale:
    """The scale that shows these watts; zero always is on it. NaN: nothing is known."""
    if not (isfinite(lowest) and isfinite(highest)):
        return ValueScale(0.0, 1000.0, 200.0, "kW", is_known=False)
    top, bottom = max(highest, 10.0), min(lowest, 0.0)
    if bottom > -_NOISE * top:
        bottom = 0.0
    step = _round_step((top - bottom) / _MOST_STEPS)
    top, bottom = ceil(top / step - 1e-9) * step, floor(bottom / step + 1e-9) * step
    return ValueScale(bottom, top, step, "kW" if top >= 1000 else "W")


def _round_step(size: float) -> float:
    magnitude = 10.0 ** floor(log10(size))
    return next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= size * (1 - 1e-9))
