"""Where the suites of the metric store keep an empty home."""

import uuid
from pathlib import Path
from typing import Protocol

import psycopg

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.questdb.tables import Tables
from energy_desktop.adapters.system import SystemClock
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.services.supervisor import Supervisor
from tests.adapters.journal.databases import RestartlessDatabase
from tests.real_servers.questdb_fixtures import QuestDbAddresses


class MetricProfile(Protocol):
    """Opens the metric store of one empty home, any number of times after each other."""

    async def open_metrics(self) -> MetricStore:
        """The metric store."""


class EmbeddedProfile:
    """DuckDB in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open_metrics(self) -> MetricStore:
        """Open `metrics.duckdb`."""
        return await EmbeddedMetricStore.open(self._folder)


class JournalProfile:
    """A journal in front of DuckDB; what it holds is handed on, or waits until it is closed."""

    def __init__(self, folder: Path, supervisor: Supervisor | None) -> None:
        self._folder = folder
        self._supervisor = supervisor

    async def open_metrics(self) -> MetricStore:
        """Open both."""
        database = RestartlessDatabase(await EmbeddedMetricStore.open(self._folder))
        store = await JournaledMetricStore.open(self._folder, database, SystemClock())
        if self._supervisor is not None:
            self._supervisor.spawn("journal", store.run())
        return store


class QuestDbProfile:
    """Tables of their own in a QuestDB that others use too."""

    def __init__(self, addresses: QuestDbAddresses) -> None:
        self._address = QuestDbAddress.of(addresses.ilp, addresses.pg)
        self._slug = f"test_{uuid.uuid4().hex}"

    async def open_metrics(self) -> MetricStore:
        """Open the tables."""
        store = QuestDbMetricStore(self._address, self._slug)
        await store.prepare()
        return store

    def remove(self) -> None:
        """Leave no tables behind."""
        with psycopg.connect(self._address.pg, autocommit=True) as connection:
            for table in Tables.of(self._slug).all:
                connection.execute(f'DROP TABLE IF EXISTS "{table.name}"'.encode())
