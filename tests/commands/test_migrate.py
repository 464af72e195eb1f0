"""`migrate`: asks the program, and says what became of the data."""

import pytest

from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

MOVED = {
    "from": "embedded",
    "to": "servers",
    "readings": 1_234_567,
    "statistics": 8_760,
    "rows_written": 1_243_327,
    "sessions": 3,
    "intervals": 58,
    "duration_s": 61.25,
    "held_s": 0.31,
}


def test_it_says_where_the_data_are_now_and_that_the_old_ones_are_kept(
    run: Run, program: FakeProgram
) -> None:
    program.answer = MOVED
    outcome = run("migrate", "--to", "servers")
    assert outcome.exit_code == 0
    assert program.asked == [("migrate", {"to": "servers"})]
    assert "servers from now on; what is in embedded is kept" in outcome.stdout
    assert "1,234,567 in the new stores, all compared" in outcome.stdout
    assert "held for 0.31 s" in outcome.stdout


def test_with_json_it_is_one_document(run: Run, program: FakeProgram) -> None:
    program.answer = MOVED
    assert '"readings": 1234567' in run("migrate", "--to", "servers", "--json").stdout


@pytest.mark.parametrize("arguments", [(), ("--to", "cloud")])
def test_it_needs_a_profile_that_exists(
    run: Run, program: FakeProgram, arguments: tuple[str, ...]
) -> None:
    assert run("migrate", *arguments).exit_code == 2
    assert program.asked == []
