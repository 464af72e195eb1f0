"""A real QuestDB, tables in it, and a small disk for one."""

import time
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import psycopg
import pytest

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.questdb.tables import Tables
from tests.real_servers.questdb_fixtures import QuestDbAddresses, questdb, questdb_server

__all__ = ["questdb", "questdb_server"]


@dataclass(frozen=True, slots=True)
class QuestDbHome:
    """A home of the test's own in a shared server."""

    address: QuestDbAddress
    slug: str

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables.of(self.slug)

    def store(self) -> QuestDbMetricStore:
        """Another store on them."""
        return QuestDbMetricStore(self.address, self.slug)

    def say(self, statement: str) -> list[tuple[object, ...]]:
        """Say something to the server that the program does not."""
        with psycopg.connect(self.address.pg, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def change(self, table: str, statement: str) -> None:
        """Change a table, and wait until the server has done so."""
        self.say(f"{statement.format(table=table)}")
        deadline = time.monotonic() + 20.0
        while self.say(
            f'SELECT 1 FROM wal_tables() WHERE name = \'{table}\' AND "writerTxn" < "sequencerTxn"'
        ):
            assert time.monotonic() < deadline, statement


@pytest.fixture
def home(questdb: QuestDbAddresses) -> Iterator[QuestDbHome]:
    """No tables yet, and none left afterwards."""
    address = QuestDbAddress.of(questdb.ilp, questdb.pg)
    made = QuestDbHome(address, f"test_{uuid.uuid4().hex}")
    yield made
    for table in made.tables.all:
        made.say(f'DROP TABLE IF EXISTS "{table.name}"')


@pytest.fixture
async def store(home: QuestDbHome) -> AsyncIterator[QuestDbMetricStore]:
    """An empty store."""
    made = home.store()
    await made.prepare()
    yield made
    await made.close()
