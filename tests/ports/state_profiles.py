"""Where the suites of the state store keep an empty home."""

import uuid
from pathlib import Path
from typing import Any, Protocol

from pymongo import AsyncMongoClient

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.ports.state_store import StateStore


class StateProfile(Protocol):
    """Opens the state store of one home, any number of times after each other."""

    async def open_state(self) -> StateStore:
        """The state store."""

    async def remove(self) -> None:
        """Leave nothing behind, once every store is closed."""


class EmbeddedState:
    """SQLite in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open_state(self) -> StateStore:
        """Open `state.sqlite`."""
        return await EmbeddedStateStore.open(self._folder)

    async def remove(self) -> None:
        """The folder goes with the test."""


class MongoState:
    """A database of its own on a server."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.name = f"energy_test_{uuid.uuid4().hex[:12]}"

    async def open_state(self) -> MongoStateStore:
        """Open the database, or make it."""
        return await MongoStateStore.open(self.uri, self.name)

    async def remove(self) -> None:
        """Drop the database."""
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(self.uri)
        await client.drop_database(self.name)
        await client.close()
