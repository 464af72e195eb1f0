"""A database of this test's own."""

from collections.abc import AsyncIterator

import pytest

from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from tests.ports.state_profiles import MongoState
from tests.real_servers.mongodb_fixtures import mongodb_server, mongodb_uri

__all__ = ["mongodb_server", "mongodb_uri"]


@pytest.fixture
async def home(mongodb_uri: str) -> AsyncIterator[MongoState]:
    """An empty home, dropped at the end."""
    home = MongoState(mongodb_uri)
    yield home
    await home.remove()


@pytest.fixture
async def store(home: MongoState) -> AsyncIterator[MongoStateStore]:
    """The store of that home."""
    store = await home.open_state()
    yield store
    await store.close()
