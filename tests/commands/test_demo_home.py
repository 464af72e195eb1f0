"""`demo-home`: how it is served, and what is said when it listens."""

from pathlib import Path

import pytest

from energy_desktop.commands.program import DemoHomeOptions
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram


def test_its_address_is_the_only_line_of_standard_output(run: Run, program: FakeProgram) -> None:
    outcome = run("demo-home")
    assert outcome.stdout == "http://127.0.0.1:8124\n"
    assert "“demo”" in outcome.stderr
    assert program.demo_home == DemoHomeOptions(8124, seed=1, speed=1.0, start=None, token="demo")


def test_its_own_options_count(run: Run, program: FakeProgram, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n")
    more = ("--seed", "3", "--speed", "60", "--start", "2020-01-01", "--port", "0")
    outcome = run("demo-home", *more, "--token-file", str(tmp_path / "token"))
    assert program.demo_home == DemoHomeOptions(0, 3, 60.0, "2020-01-01", "secret")
    assert "secret" not in outcome.output


def test_the_programs_options_for_the_demo_are_its_defaults(run: Run, program: FakeProgram) -> None:
    run("demo-home", "--demo-seed", "3", "--demo-speed", "2", "--demo-start", "2020-01-01")
    assert program.demo_home == DemoHomeOptions(8124, 3, 2.0, "2020-01-01", "demo")


@pytest.mark.parametrize("wrong", [("--port", "70000"), ("--speed", "-1"), ("--seed", "x")])
def test_a_value_that_cannot_be_is_wrong_usage(
    run: Run, program: FakeProgram, wrong: tuple[str, str]
) -> None:
    assert run("demo-home", *wrong).exit_code == 2
    assert program.demo_home is None
