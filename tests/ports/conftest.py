"""An opened store of each profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from tests.ports.profiles import PROFILES, Profile
from tests.ports.state_profiles import EmbeddedState, MongoState, StateProfile
from tests.real_servers.mongodb_fixtures import mongodb_uri

__all__ = ["mongodb_uri"]


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


@pytest.fixture(
    params=["embedded", pytest.param("mongodb", marks=pytest.mark.real_servers)],
)
async def state_profile(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[StateProfile]:
    """One state store after the other, each with an empty home."""
    home: StateProfile
    if request.param == "mongodb":
        home = MongoState(request.getfixturevalue("mongodb_uri"))
    else:
        home = EmbeddedState(tmp_path)
    yield home
    await home.remove()


@pytest.fixture
async def state(state_profile: StateProfile) -> AsyncIterator[StateStore]:
    """An empty state store."""
    store = await state_profile.open_state()
    yield store
    await store.close()
