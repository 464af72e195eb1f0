"""The stores of one home, opened together."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.messages import Problem
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.recorder_lease import OnlyRecorder, RecorderLease
from energy_desktop.ports.state_store import StateStore

Upkeep = tuple[str, Callable[[], Coroutine[Any, Any, None]]]


@dataclass(frozen=True, slots=True)
class StoresHealth:
    """What the databases take at a moment; nothing to tell where the stores are files."""

    state: Problem | None = None
    """Why the state is shown as it was last known."""
    statements: int = 0
    """What the ledger has to say and waits for its database."""
    journal: JournalState | None = None


@dataclass(slots=True)
class Stores:
    """A pair of stores that belong together."""

    state: StateStore
    metrics: MetricStore
    lease: RecorderLease = field(default_factory=OnlyRecorder)
    """Who records into them; closing the state lets it go."""

    upkeep: tuple[Upkeep, ...] = ()
    """Work of their own, by name, that goes on while they are open; the supervisor runs it."""
    health: Callable[[], StoresHealth] = StoresHealth
    """How servers are doing that recording does not wait for."""
    places: StorePlaces = field(default_factory=StorePlaces)
    """Where they are."""

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
