"""An opened store of each profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from energy_desktop.services.supervisor import Supervisor
from tests.ports.profiles import (
    PROFILES,
    EmbeddedProfile,
    JournalProfile,
    MetricProfile,
    Profile,
    QuestDbProfile,
)
from tests.real_servers.questdb_fixtures import questdb

__all__ = ["questdb"]


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest, tmp_path: Path) -> Profile:
    """One profile after the other, each with an empty home."""
    return PROFILES[request.param](tmp_path)


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


@pytest.fixture
async def state(profile: Profile) -> AsyncIterator[StateStore]:
    """An empty state store."""
    store = await profile.open_state()
    yield store
    await store.close()
