"""Options that every command takes, before its name, after it, or from the environment."""

from pathlib import Path

import pytest

import energy_desktop
from energy_desktop.commands.global_options import GlobalOptions, LogLevel
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

EVERY_OPTION = (
    *("--data-dir", "/data", "--profile", "embedded", "--demo", "--demo-seed", "7"),
    *("--demo-start", "2026-01-01", "--demo-speed", "60", "--log-level", "debug"),
)
EVERY_VALUE = GlobalOptions(
    data_dir=Path("/data"),
    profile="embedded",
    demo=True,
    demo_seed=7,
    demo_start="2026-01-01",
    demo_speed=60.0,
    log_level=LogLevel.DEBUG,
)


def test_without_options_the_defaults_hold(run: Run, program: FakeProgram) -> None:
    run("discover", "--json")
    assert program.options == GlobalOptions()


def test_options_stand_before_the_command(run: Run, program: FakeProgram) -> None:
    assert run(*EVERY_OPTION, "discover", "--json").exit_code == 0
    assert program.options == EVERY_VALUE


def test_options_stand_after_the_command(run: Run, program: FakeProgram) -> None:
    assert run("discover", "--json", *EVERY_OPTION).exit_code == 0
    assert program.options == EVERY_VALUE


def test_options_stand_where_no_command_is(run: Run, program: FakeProgram) -> None:
    assert run(*EVERY_OPTION).exit_code == 0
    assert program.options == EVERY_VALUE
    assert program.asked == [("window", {})]


def test_what_stands_after_the_command_wins(run: Run, program: FakeProgram) -> None:
    run("--demo-seed", "1", "--data-dir", "a", "discover", "--json", "--demo-seed", "2")
    assert program.options == GlobalOptions(data_dir=Path("a"), demo_seed=2)


def test_every_option_can_come_from_the_environment(run: Run, program: FakeProgram) -> None:
    environment = {
        "ENERGY_DESKTOP_DATA_DIR": "/data",
        "ENERGY_DESKTOP_PROFILE": "embedded",
        "ENERGY_DESKTOP_DEMO": "1",
        "ENERGY_DESKTOP_DEMO_SEED": "7",
        "ENERGY_DESKTOP_DEMO_START": "2026-01-01",
        "ENERGY_DESKTOP_DEMO_SPEED": "60",
        "ENERGY_DESKTOP_LOG_LEVEL": "debug",
    }
    assert run("discover", "--json", env=environment).exit_code == 0
    assert program.options == EVERY_VALUE


def test_what_is_typed_wins_over_the_environment(run: Run, program: FakeProgram) -> None:
    environment = {"ENERGY_DESKTOP_DEMO_SEED": "7", "ENERGY_DESKTOP_DATA_DIR": "/e"}
    run("--data-dir", "/typed", "discover", "--json", "--demo-seed", "0", env=environment)
    assert program.options == GlobalOptions(data_dir=Path("/typed"), demo_seed=0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--profile", "servers", "discover", "--json"),
        ("discover", "--json", "--profile", "servers"),
    ],
)
def test_the_profile_may_stand_on_both_sides_of_a_command(
    run: Run, program: FakeProgram, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments).exit_code == 0
    assert program.options == GlobalOptions(profile="servers")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--profile", "files"),
        ("--demo-speed", "0"),
        ("--demo-speed", "nan"),
        ("--demo-seed", "x"),
        ("--log-level", "loud"),
    ],
)
def test_a_value_that_cannot_be_is_wrong_usage(run: Run, wrong: tuple[str, str]) -> None:
    outcome = run("discover", *wrong)
    assert outcome.exit_code == 2
    assert wrong[0] in outcome.stderr
    assert outcome.stdout == ""


@pytest.mark.parametrize("arguments", [("--version",), ("status", "--version")])
def test_the_version_is_told_everywhere(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments)
    assert outcome.stdout == f"energy-desktop {energy_desktop.__version__}\n"
    assert outcome.exit_code == 0
