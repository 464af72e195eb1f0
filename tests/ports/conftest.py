"""An opened store of each profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from energy_desktop.services.supervisor import Supervisor
from tests.ports.profiles import (
    EmbeddedProfile,
    JournalProfile,
    MetricProfile,
    QuestDbProfile,
)
from tests.ports.state_profiles import EmbeddedState, MongoState, StateProfile
from tests.real_servers.mongodb_fixtures import mongodb_uri
from tests.real_servers.questdb_fixtures import questdb

__all__ = ["mongodb_uri", "questdb"]


METRIC_STORES = (
    "embedded",
    "journal",
    "waiting journal",
    pytest.param("questdb", marks=pytest.mark.real_servers),
)


@pytest.fixture(params=METRIC_STORES)
async def metric_profile(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[MetricProfile]:
    """One kind of metric store after the other, each of an empty home."""
    match request.param:
        case "embedded":
            yield EmbeddedProfile(tmp_path)
        case "journal":
            supervisor = Supervisor()
            yield JournalProfile(tmp_path, supervisor)
            await supervisor.close()
        case "waiting journal":
            yield JournalProfile(tmp_path, None)
        case _:
            home = QuestDbProfile(request.getfixturevalue("questdb"))
            yield home
            home.remove()


@pytest.fixture
async def metrics(metric_profile: MetricProfile) -> AsyncIterator[MetricStore]:
    """An empty metric store."""
    store = await metric_profile.open_metrics()
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
