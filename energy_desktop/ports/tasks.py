"""How adapters start work of their own; `services/supervisor` provides it."""

from collections.abc import Coroutine
from typing import Any, Protocol


class Task(Protocol):
    """A piece of work that was started."""

    def cancel(self) -> None:
        """Ask it to end."""

    async def finished(self) -> None:
        """Wait until it has ended, however it ended; never raises its error."""


class Spawn(Protocol):
    """Starts a coroutine under a name that logs and errors use."""

    def __call__(self, name: str, coroutine: Coroutine[Any, Any, None]) -> Task:
        """Start it now."""
