"""Where a time axis has its marks: round moments of the home's own clock."""

from datetime import tzinfo

from energy_desktop.model.timestamps import HOUR, MINUTE, SECOND, Micros, to_datetime

_QUARTER = 15 * MINUTE
"""Every zone's offset is a multiple of it."""

STEPS = tuple(
    [n * SECOND for n in (1, 2, 5, 10, 15, 30)]
    + [n * MINUTE for n in (1, 2, 5, 10, 15, 30)]
    + [n * HOUR for n in (1, 2, 3, 4, 6, 12, 24)]
)


def step_for(length: int, most: int) -> int:
    """The smallest round step, in microseconds, that gives at most so many marks."""
    return next((step for step in STEPS if length <= step * max(1, most)), STEPS[-1])


def ticks(start: Micros, end: Micros, zone: tzinfo, step: int) -> list[Micros]:
    """The moments in [start, end] at which the home's clock shows a multiple of the step.

    Right across the changes of the clock: an hour that comes twice has its marks twice, one
    that is left out has none.
    """
    grain = step if step <= MINUTE else _common(step, _QUARTER)
    first = -(-start // grain) * grain
    return [
        Micros(moment)
        for moment in range(first, end + 1, grain)
        if _since_midnight(Micros(moment), zone) % step == 0
    ]


def _common(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def _since_midnight(moment: Micros, zone: tzinfo) -> int:
    local = to_datetime(moment).astimezone(zone)
    return ((local.hour * 60 + local.minute) * 60 + local.second) * SECOND + local.microsecond
