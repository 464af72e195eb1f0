"""What the command line offers, and how it answers mistakes."""

import re

import pytest

from energy_desktop.commands.command_line import build
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram


def test_help_lists_the_commands_that_are_there_and_no_others(run: Run) -> None:
    outcome = run("--help")
    listed = outcome.stdout.split("Commands:")[1]
    names = re.findall(r"^  ([a-z-]+)  ", listed, flags=re.MULTILINE)
    assert names == [
        "connect",
        "discover",
        "track",
        "untrack",
        "record",
        "status",
        "sync",
        "audit",
        "export",
        "servers",
        "migrate",
        "demo-home",
    ]
    assert "ENERGY_DESKTOP_DATA_DIR" in outcome.stdout


@pytest.mark.parametrize("command", ["report", "migrate", "doctor"])
def test_a_command_that_comes_later_is_absent(run: Run, command: str) -> None:
    assert run(command).exit_code == 2


def test_a_mistyped_option_is_answered_with_the_way_to_help(run: Run, program: FakeProgram) -> None:
    outcome = run("status", "--jsn")
    assert outcome.exit_code == 2
    assert "No such option '--jsn'. Did you mean '--json'?" in outcome.stderr
    assert "--help" in outcome.stderr
    assert outcome.stdout == ""
    assert program.asked == []


def test_a_mistyped_command_is_answered_with_the_nearest(run: Run) -> None:
    outcome = run("recrod")
    assert outcome.exit_code == 2
    assert "record" in outcome.stderr


def test_every_command_explains_itself(run: Run, program: FakeProgram) -> None:
    app = build(program.made_with)
    for name in app.commands:
        outcome = run(name, "--help")
        assert outcome.exit_code == 0
        assert "energy-desktop --help" in outcome.stdout


def test_without_a_command_the_window_opens(run: Run, program: FakeProgram) -> None:
    assert run().exit_code == 0
    assert program.asked == [("window", {})]
