"""This machine's clocks."""

from typing import Protocol

from energy_desktop.model.timestamps import Micros


class Clock(Protocol):
    """Wall time for people, monotonic time for timeouts; readings carry neither."""

    def wall(self) -> Micros:
        """This machine's idea of UTC."""

    def monotonic(self) -> float:
        """Seconds that never step, from an arbitrary origin."""
