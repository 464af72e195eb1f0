"""One sentence and one exit status for everything that can go wrong."""

import logging

import pytest

from energy_desktop.commands.exit_status import exit_status_of
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import (
    ChannelFailed,
    EnergyDesktopError,
    HomeProtocolError,
    HomeRefused,
    HomeRequestFailed,
    HomeUnreachable,
    StoreUnusable,
    VaultUnusable,
    WrongUsage,
)
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

OUTCOMES = [
    (HomeUnreachable(ProblemCode.HOME_CONNECTION_REFUSED, host="ha", port=1), 3),
    (HomeProtocolError(ProblemCode.HOME_NOT_HOME_ASSISTANT, host="ha", port=1, reason="x"), 3),
    (HomeRefused(ProblemCode.HOME_TOKEN_REFUSED), 4),
    (StoreUnusable(ProblemCode.STORE_FULL, path="/data"), 5),
    (VaultUnusable(ProblemCode.VAULT_MISSING), 5),
    (WrongUsage(ProblemCode.TIME_NOT_UNDERSTOOD, text="noon"), 2),
    (ChannelFailed(ProblemCode.RUNNING_PROGRAM_FAILED, reason="x"), 1),
    (
        HomeRequestFailed(ProblemCode.HOME_REQUEST_FAILED, request="a", reason="b", code="c"),
        1,
    ),
    (EnergyDesktopError(ProblemCode.UNEXPECTED, reason="x"), 1),
]


@pytest.mark.parametrize(("error", "status"), OUTCOMES, ids=[type(e).__name__ for e, _ in OUTCOMES])
@pytest.mark.parametrize("command", [("discover", "--json"), ("record",), (), ("demo-home",)])
def test_an_error_is_one_sentence_and_its_status(
    run: Run,
    program: FakeProgram,
    command: tuple[str, ...],
    error: EnergyDesktopError,
    status: int,
) -> None:
    program.failure = error
    outcome = run(*command)
    assert outcome.exit_code == status
    assert outcome.stderr.splitlines()[-1] == str(error)
    if "--json" in command:
        assert outcome.stdout == ""


def test_an_unexpected_error_is_a_sentence_here_and_a_traceback_in_the_log(
    run: Run, program: FakeProgram, caplog: pytest.LogCaptureFixture
) -> None:
    program.failure = KeyError("the-token")
    outcome = run("discover")
    assert outcome.exit_code == 1
    assert "Something unexpected went wrong: KeyError." in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "the-token" not in outcome.stderr
    (record,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert record.exc_info is not None


@pytest.mark.parametrize("command", [("discover",), ("record",), (), ("demo-home",)])
def test_ctrl_c_ends_with_130(run: Run, program: FakeProgram, command: tuple[str, ...]) -> None:
    program.failure = KeyboardInterrupt()
    assert run(*command).exit_code == 130


def test_a_broken_pipe_elsewhere_than_on_standard_output_is_unexpected(
    run: Run, program: FakeProgram
) -> None:
    program.failure = BrokenPipeError()
    assert run("discover").exit_code == 1


def test_an_error_nobody_knows_has_the_status_of_the_unexpected() -> None:
    assert exit_status_of(ZeroDivisionError()) == 1
