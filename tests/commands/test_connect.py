"""`connect`: the address is typed, the token never is."""

from pathlib import Path

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import VaultUnusable
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

URL = "http://ha:8123"
ANSWER = {"url": URL, "version": "2026.11.1", "location_name": "Home", "stored": "keyring"}


def test_the_token_comes_from_a_file(run: Run, program: FakeProgram, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\ufeff abc \r\n", encoding="utf-8")
    program.answer = ANSWER
    outcome = run("connect", "--url", URL, "--token-file", str(tmp_path / "token"))
    assert program.asked == [("connect", {"url": URL, "token": "abc", "keep": True})]
    assert outcome.exit_code == 0
    assert "Home Assistant 2026.11.1" in outcome.stdout
    assert "keyring" in outcome.stdout


def test_the_token_comes_from_standard_input(run: Run, program: FakeProgram) -> None:
    program.answer = ANSWER
    run("connect", "--url", URL, "--token-stdin", input="abc\n")
    assert program.asked[0][1]["token"] == "abc"


@pytest.mark.parametrize("more", [(), ("--token-stdin",)])
def test_the_token_of_the_environment_is_used_instead_and_not_kept(
    run: Run, program: FakeProgram, more: tuple[str, ...]
) -> None:
    program.answer = {**ANSWER, "stored": "environment"}
    variable = {"ENERGY_DESKTOP_HA_TOKEN": "from-outside"}
    outcome = run("connect", "--url", URL, *more, env=variable, input="typed")
    assert program.asked == [("connect", {"url": URL, "token": "from-outside", "keep": False})]
    assert "ENERGY_DESKTOP_HA_TOKEN" in outcome.stdout
    assert ("is used instead" in outcome.stderr) is bool(more)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--token-stdin",),
        ("--url", URL),
        ("--url", URL, "--token", "abc"),
        ("--url", URL, "--token-file", "token", "--token-stdin"),
        ("--url", URL, "--token-stdin", "abc"),
    ],
)
def test_anything_else_is_wrong_usage(
    run: Run, program: FakeProgram, arguments: tuple[str, ...]
) -> None:
    assert run("connect", *arguments, input="abc").exit_code == 2
    assert program.asked == []


def test_an_empty_token_is_wrong_usage(run: Run, program: FakeProgram) -> None:
    outcome = run("connect", "--url", URL, "--token-stdin", input=" \n")
    assert (outcome.exit_code, outcome.stderr) == (2, "The token is empty.\n")
    assert program.asked == []


def test_a_token_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name, reason in (("none", "No such file"), ("binary", "not text")):
        outcome = run("connect", "--url", URL, "--token-file", str(tmp_path / name))
        assert outcome.exit_code == 2
        assert name in outcome.stderr
        assert reason in outcome.stderr


def test_a_machine_without_a_keyring_is_told_the_variable(run: Run, program: FakeProgram) -> None:
    program.failure = VaultUnusable(ProblemCode.VAULT_MISSING)
    outcome = run("connect", "--url", URL, "--token-stdin", input="abc")
    assert outcome.exit_code == 5
    assert "ENERGY_DESKTOP_HA_TOKEN" in outcome.stderr
    assert "abc" not in outcome.output
