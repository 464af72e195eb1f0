"""The fixtures of a server of MongoDB's protocol. A `conftest.py` that needs them imports them.

Tests that use them carry `@pytest.mark.real_servers`, and are skipped where none can be had.
"""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_servers.mongodb_install import HOW_TO_GET_ONE, can_be_run, own_server
from tests.real_servers.mongodb_server import FerretServer


@pytest.fixture(scope="session")
def mongodb_uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A running server that the whole run shares: each test needs a database of its own."""
    own = own_server()
    if own is not None:
        return own
    if not can_be_run():
        pytest.skip(HOW_TO_GET_ONE)
    return _shared(tmp_path_factory.getbasetemp() / "shared_mongodb").uri


@functools.cache
def _shared(folder: Path) -> FerretServer:
    # Several conftests import the fixture, and each has its own cache of it. The server ends
    # with this process.
    server = FerretServer(folder)
    server.start()
    return server


@pytest.fixture
def mongodb_server(tmp_path: Path) -> Iterator[FerretServer]:
    """A running server of this test's own: to be killed, paused and started again."""
    if not can_be_run():
        pytest.skip(HOW_TO_GET_ONE)
    server = FerretServer(tmp_path / "mongodb")
    server.start()
    yield server
    server.kill()
