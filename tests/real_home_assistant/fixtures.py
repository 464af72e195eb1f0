"""The fixtures of a real Home Assistant. A `conftest.py` that needs them imports them:

    from tests.real_home_assistant.fixtures import (  # noqa: F401
        baked_home_assistant, real_home_assistant, stopped_home_assistant,
    )

Tests that use them carry `@pytest.mark.real_home_assistant`, and are skipped where none is
installed. Onboarding happens once in a session (4 s); each test gets a copy (3 s to start).
"""

import asyncio
import functools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.real_home_assistant.peer import RealHomeAssistant
from tests.real_home_assistant.releases import Release, installed_release

MISSING = "No real Home Assistant is installed here; `make test-ha` installs one and runs this."


@pytest.fixture(scope="session")
def baked_home_assistant(tmp_path_factory: pytest.TempPathFactory) -> RealHomeAssistant:
    """A stopped, onboarded home with a token, to be copied and never started."""
    release = installed_release()
    if release is None:
        pytest.skip(MISSING)
    return _baked(release, tmp_path_factory.getbasetemp() / "baked_home_assistant")


@functools.cache
def _baked(release: Release, folder: Path) -> RealHomeAssistant:
    # Several conftests import the fixture, and each has its own cache of it.
    async def bake() -> RealHomeAssistant:
        home = RealHomeAssistant(release, folder)
        await home.start()
        await home.onboard()
        await home.stop()
        return home

    return asyncio.run(bake())


@pytest.fixture
async def stopped_home_assistant(
    baked_home_assistant: RealHomeAssistant, tmp_path: Path
) -> AsyncIterator[RealHomeAssistant]:
    """A home of this test's own, not started: for seeding and for other settings."""
    home = baked_home_assistant.copied_to(tmp_path / "home_assistant")
    yield home
    await home.kill()


@pytest.fixture
async def real_home_assistant(
    stopped_home_assistant: RealHomeAssistant,
) -> RealHomeAssistant:
    """A running home of this test's own."""
    await stopped_home_assistant.start()
    return stopped_home_assistant
