"""A QuestDB to measure, with a home of its own in it; nothing is measured without one."""

import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.questdb.tables import Table, Tables
from tests.real_servers.questdb_install import HOW_TO_GET_ONE, can_be_run, own_server
from tests.real_servers.questdb_server import QuestDbServer


@dataclass(frozen=True, slots=True)
class QuestDbHome:
    """Tables of the benchmark's own, whoever else uses the server."""

    address: QuestDbAddress
    slug: str

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables.of(self.slug)

    def store(self) -> QuestDbMetricStore:
        """Another store on them."""
        return QuestDbMetricStore(self.address, self.slug)

    def say(self, statement: str) -> None:
        """Say something to the server, and wait until what it changed can be read."""
        with psycopg.connect(self.address.pg, autocommit=True) as connection:
            connection.execute(statement.encode())
            while connection.execute(
                b'SELECT 1 FROM wal_tables() WHERE "writerTxn" < "sequencerTxn"'
                b" AND NOT suspended AND name LIKE %s",
                (f"{self.slug}%",),
            ).fetchone():
                pass


@contextmanager
def questdb_home() -> Iterator[QuestDbHome | None]:
    """A home in the person's own server or in one that is started for it; None with a line."""
    own = own_server()
    slug = f"test_{uuid.uuid4().hex}"
    if own is not None:
        home = QuestDbHome(QuestDbAddress.of(*own), slug)
        try:
            yield home
        finally:
            for table in home.tables.all:
                _drop(home, table)
    elif can_be_run():
        with tempfile.TemporaryDirectory() as folder:
            server = QuestDbServer(Path(folder) / "questdb")
            server.start()
            try:
                yield QuestDbHome(QuestDbAddress.of(server.ilp, server.pg), slug)
            finally:
                server.kill()
    else:
        sys.stderr.write(f"{HOW_TO_GET_ONE}\n")
        yield None


def _drop(home: QuestDbHome, table: Table) -> None:
    home.say(f'DROP TABLE IF EXISTS "{table.name}"')
