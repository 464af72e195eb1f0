"""An opened store of each profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from tests.ports.profiles import PROFILES, Profile


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest, tmp_path: Path) -> Profile:
    """One profile after the other, each with an empty home."""
    return PROFILES[request.param](tmp_path)


@pytest.fixture
async def metrics(profile: Profile) -> AsyncIterator[MetricStore]:
    """An empty metric store."""
    store = await profile.open_metrics()
    yield store
    await store.close()


@pytest.fixture
async def state(profile: Profile) -> AsyncIterator[StateStore]:
    """An empty state store."""
    store = await profile.open_state()
    yield store
    await store.close()
