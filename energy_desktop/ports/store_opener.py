"""The stores of one home, opened together."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from energy_desktop.model.messages import Problem
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.recorder_lease import OnlyRecorder, RecorderLease
from energy_desktop.ports.state_store import StateStore

Upkeep = tuple[str, Callable[[], Coroutine[Any, Any, None]]]


@dataclass(slots=True)
class Stores:
    """A pair of stores that belong together."""

    state: StateStore
    metrics: MetricStore
    lease: RecorderLease = field(default_factory=OnlyRecorder)
    """Who records into them; closing the state lets it go."""

    upkeep: tuple[Upkeep, ...] = ()
    """Work of their own, by name, that goes on while they are open; the supervisor runs it."""
    state_problem: Callable[[], Problem | None] = lambda: None
    """Why the state is shown as last known at present."""

    async def close(self) -> None:
        """Close both, metrics first: the ledger is never ahead of them."""
        try:
            await self.metrics.close()
        finally:
            await self.state.close()


class StoreOpener(Protocol):
    """Opens a profile by name."""

    async def open(self, profile: str) -> Stores:
        """Open both stores; raises StoreUnusable."""
