"""How far a long piece of work is, and how long the rest will take."""

from collections.abc import Callable

from energy_desktop.model.recording import Progress
from energy_desktop.ports.clock import Clock


class ProgressMeter:
    """Counts steps of unknown but similar length."""

    def __init__(
        self, what: str, total: int, clock: Clock, tell: Callable[[Progress], None]
    ) -> None:
        self._what = what
        self._total = total
        self._clock = clock
        self._tell = tell
        self._began = clock.monotonic()
        self._done = 0
        self._say()

    def step(self, count: int = 1) -> None:
        """Some more is done."""
        self._done = min(self._total, self._done + count)
        self._say()

    def turn_to(self, what: str) -> None:
        """What follows is of another kind."""
        self._what = what

    def _say(self) -> None:
        left = None
        if self._done:
            elapsed = self._clock.monotonic() - self._began
            left = round(elapsed / self._done * (self._total - self._done), 1)
        self._tell(Progress(self._what, self._done, self._total, left))
