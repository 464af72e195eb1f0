"""A clock whose hands the test moves."""

from energy_desktop.model.timestamps import SECOND, Micros

NOON = Micros(1_795_521_600 * SECOND)
"""2026-11-24 12:00 UTC."""


class ManualClock:
    """Implements `ports.clock.Clock`."""

    def __init__(self, wall: Micros = NOON) -> None:
        self._wall = wall
        self._monotonic = 1000.0

    def wall(self) -> Micros:
        return self._wall

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self._wall = Micros(self._wall + round(seconds * SECOND))
        self._monotonic += seconds

    def jump(self, seconds: float) -> None:
        """The machine sleeps, or its clock is set: only the wall clock shows it."""
        self._wall = Micros(self._wall + round(seconds * SECOND))
