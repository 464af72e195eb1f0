"""The command line over a program that is a fake."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from energy_desktop.commands.command_line import build
from tests.commands.program import FakeProgram

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ENERGY_DESKTOP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def program() -> FakeProgram:
    """The program behind the command line."""
    return FakeProgram()


@pytest.fixture
def run(program: FakeProgram) -> Run:
    """Run a command line as a shell would split it."""

    def run(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(build(program.made_with), list(arguments), **more)

    return run
