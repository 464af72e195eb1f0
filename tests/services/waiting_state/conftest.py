"""A store behind a line, with everything around it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.lease import FakeLease
from tests.fakes.local_state import FakeLocalState
from tests.services.faulty_state import FaultyState


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[FaultyState]:
    """The store behind the line."""
    store = await FaultyState.open(tmp_path)
    assert isinstance(store, FaultyState)
    yield store
    store.fault = None
    await store.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def local() -> FakeLocalState:
    return FakeLocalState()


@pytest.fixture
def lease() -> FakeLease:
    return FakeLease(1)


@pytest.fixture
def store(
    server: FaultyState, lease: FakeLease, local: FakeLocalState, clock: ManualClock
) -> WaitingStateStore:
    return WaitingStateStore(server, lease.claim, local, clock)
