"""The stores of one home, opened together."""

from dataclasses import dataclass, field
from typing import Protocol

from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.recorder_lease import OnlyRecorder, RecorderLease
from energy_desktop.ports.state_store import StateStore


@dataclass(slots=True)
class Stores:
    """A pair of stores that belong together."""

    state: StateStore
    metrics: MetricStore
    lease: RecorderLease = field(default_factory=OnlyRecorder)
    """Who records into them; closing the state lets it go."""

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
