"""The fixtures of a real QuestDB. A `conftest.py` that needs them imports them.

Tests that use them carry `@pytest.mark.real_servers`, and are skipped where none can be had.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.real_servers.questdb_install import HOW_TO_GET_ONE, can_be_run, own_server
from tests.real_servers.questdb_server import QuestDbServer


@dataclass(frozen=True, slots=True)
class QuestDbAddresses:
    """Where a QuestDB is written to and read from."""

    ilp: str
    pg: str


@pytest.fixture(scope="session")
def questdb(tmp_path_factory: pytest.TempPathFactory) -> QuestDbAddresses:
    """A running QuestDB that the whole run shares: its tables need names of their own."""
    own = own_server()
    if own is not None:
        return QuestDbAddresses(*own)
    if not can_be_run():
        pytest.skip(HOW_TO_GET_ONE)
    server = _shared(tmp_path_factory.getbasetemp() / "shared_questdb")
    return QuestDbAddresses(server.ilp, server.pg)


@functools.cache
def _shared(folder: Path) -> QuestDbServer:
    # Several conftests import the fixture, and each has its own cache of it. The server ends
    # with this process.
    server = QuestDbServer(folder)
    server.start()
    return server


@pytest.fixture
def questdb_server(tmp_path: Path) -> Iterator[QuestDbServer]:
    """A running server of this test's own: to be killed, paused and filled."""
    if not can_be_run():
        pytest.skip(HOW_TO_GET_ONE)
    server = QuestDbServer(tmp_path / "questdb")
    server.start()
    yield server
    server.kill()
