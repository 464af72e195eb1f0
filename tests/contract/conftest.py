"""The contract runs on a real Home Assistant and on the demo home.

Each is started once and shared: a case makes entities of its own. A case that needs a home
nobody has touched takes `untouched_home`.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.demo import running_demo_home
from tests.contract.homes import ContractHome, RealContractHome
from tests.contract.real_statistics import compiled, seed_statistics
from tests.real_home_assistant.fixtures import (
    baked_home_assistant,
    real_home_assistant,
    stopped_home_assistant,
)
from tests.real_home_assistant.peer import RealHomeAssistant

__all__ = ["baked_home_assistant", "real_home_assistant", "stopped_home_assistant"]

HOMES = [
    pytest.param("real", marks=pytest.mark.real_home_assistant),
    "demo",
]


@pytest.fixture(scope="session")
def shared_real_home(
    baked_home_assistant: RealHomeAssistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ContractHome]:
    """One real home for all cases, with statistics."""
    yield from _real_home(baked_home_assistant, tmp_path_factory.mktemp("contract"))


@pytest.fixture
def untouched_real_home(
    baked_home_assistant: RealHomeAssistant, tmp_path: Path
) -> Iterator[ContractHome]:
    """A real home for one case."""
    yield from _real_home(baked_home_assistant, tmp_path)


@pytest.fixture(scope="session")
def shared_demo_home() -> Iterator[ContractHome]:
    """One demo home for all cases."""
    with running_demo_home() as home:
        yield home


@pytest.fixture
def untouched_demo_home() -> Iterator[ContractHome]:
    """A demo home for one case."""
    with running_demo_home() as home:
        yield home


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> ContractHome:
    """A home that keeps the contract; others may have changed it before."""
    shared: ContractHome = request.getfixturevalue(f"shared_{request.param}_home")
    return shared


@pytest.fixture(params=HOMES)
def untouched_home(request: pytest.FixtureRequest) -> ContractHome:
    """A home that keeps the contract, as it is when it is new."""
    untouched: ContractHome = request.getfixturevalue(f"untouched_{request.param}_home")
    return untouched


def _real_home(baked: RealHomeAssistant, folder: Path) -> Iterator[ContractHome]:
    server = baked.copied_to(folder / "home_assistant")
    statistics = seed_statistics(server)
    asyncio.run(server.start())
    asyncio.run(compiled(server, statistics))
    yield RealContractHome(server, statistics)
    asyncio.run(server.kill())
