"""A database to trouble, what hands over to it, and disks that are small."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.services.supervisor import Supervisor
from tests.adapters.embedded.conftest import read_only_disk, small_disk
from tests.adapters.journal.databases import TroubledDatabase

__all__ = ["read_only_disk", "small_disk"]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[TroubledDatabase]:
    """An empty database."""
    store = await EmbeddedMetricStore.open(tmp_path / "database")
    yield TroubledDatabase(store)
    await store.close()


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    """What runs the hand-over."""
    started = Supervisor()
    yield started
    await started.close()
