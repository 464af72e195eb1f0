"""The demo home's own clock: it may run faster than ours, and it may jump."""

from collections.abc import Callable
from typing import Final

SECOND: Final = 1_000_000


class HomeClock:
    """Home time = start + speed × what the given monotonic clock has moved since."""

    def __init__(self, start: float, speed: float, monotonic: Callable[[], float]) -> None:
        """`start` in seconds since the epoch, UTC; `monotonic` counts real seconds."""
        self.speed = speed
        self._monotonic = monotonic
        self._since = monotonic()
        self._start = round(start * SECOND)
        self._given = 0

    def now(self) -> int:
        """Home time in microseconds since the epoch."""
        return self._start + round((self._monotonic() - self._since) * self.speed * SECOND)

    def stamp(self) -> int:
        """A moment for an event that happens now: later than every stamp given before."""
        self._given = max(self._given + 1, self.now())
        return self._given

    def real_seconds(self, home: int) -> float:
        """How many real seconds a stretch of home time (µs) takes."""
        return home / SECOND / self.speed

    def reserve(self, until: int) -> None:
        """Give no stamp up to this moment any more."""
        self._given = max(self._given, until)

    def jump(self, seconds: float) -> None:
        """Set the clock forward, or back when `seconds` is negative."""
        self._start += round(seconds * SECOND)
        self._given = min(self._given, self.now())
