"""Readings: one row of Home Assistant's own `states` table each, in canonical units."""

import math
from collections.abc import Callable
from typing import NamedTuple

from energy_desktop.model.timestamps import Micros

WITHOUT_VALUE = frozenset({"unknown", "unavailable"})
"""States that are readings without a value: they end the hold of the value before."""


class Reading(NamedTuple):
    """A state of an entity; a tuple because tens of thousands may come in a second."""

    entity_id: str
    """The recording id: the id under which the entity was first tracked."""
    timestamp: Micros
    """Home Assistant's `last_updated`."""
    state: float | None
    """In the canonical unit; None for `unknown`, `unavailable` and removal."""
    last_reset: Micros | None = None


def number_in(state: str, conversion: Callable[[float], float] = float) -> float | None:
    """The finite number a state text holds, converted, or None.

    Infinities and NaN are no readings; nor is a figure that is none but by its unit, as 1e306 MW.
    """
    try:
        value = conversion(float(state))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
