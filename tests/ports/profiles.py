"""The profiles that the store suites run on."""

from pathlib import Path
from typing import Protocol

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore


class Profile(Protocol):
    """Opens the stores of one empty home, any number of times after each other."""

    async def open_metrics(self) -> MetricStore:
        """The metric store."""

    async def open_state(self) -> StateStore:
        """The state store."""


class EmbeddedProfile:
    """DuckDB and SQLite in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open_metrics(self) -> MetricStore:
        """Open `metrics.duckdb`."""
        return await EmbeddedMetricStore.open(self._folder)

    async def open_state(self) -> StateStore:
        """Open `state.sqlite`."""
        return await EmbeddedStateStore.open(self._folder)


PROFILES = {"embedded": EmbeddedProfile}
