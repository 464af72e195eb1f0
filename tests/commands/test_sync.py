"""`sync`: what the program is asked, and what a person and a script get."""

import json
from typing import Any

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeUnreachable
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

ANSWER: dict[str, Any] = {
    "entities": ["sensor.a", "sensor.b"],
    "from": "2026-11-23T00:00:00.000000Z",
    "to": "2026-11-24T00:00:00.000000Z",
    "period": "hour",
    "statistics": 1234,
    "readings": None,
    "duration_s": 2.345,
}
RANGE = ("--from", "2026-11-23", "--to", "2026-11-24")


def test_the_program_is_asked_for_what_is_wanted(run: Run, program: FakeProgram) -> None:
    program.answer = ANSWER
    run("sync", "--entity", "sensor.a", "sensor.b", *RANGE, "--period", "day", "--raw")
    assert program.asked == [
        (
            "sync",
            {
                "entities": ["sensor.a", "sensor.b"],
                "from": "2026-11-23",
                "to": "2026-11-24",
                "period": "day",
                "raw": True,
            },
        )
    ]


def test_without_entities_all_are_meant_and_hours_without_a_period(
    run: Run, program: FakeProgram
) -> None:
    program.answer = ANSWER
    run("sync", *RANGE)
    (_, arguments) = program.asked[0]
    assert (arguments["entities"], arguments["period"], arguments["raw"]) == ([], "hour", False)


def test_a_script_gets_one_document(run: Run, program: FakeProgram) -> None:
    program.answer = ANSWER
    assert json.loads(run("sync", *RANGE, "--json").stdout) == ANSWER


@pytest.mark.parametrize(
    ("readings", "line"),
    [
        (None, "1,234 hour statistics of 2 entities in 2.3 s."),
        (77, "1,234 hour statistics and 77 readings of 2 entities in 2.3 s."),
    ],
)
def test_a_person_gets_a_line(
    run: Run, program: FakeProgram, readings: int | None, line: str
) -> None:
    program.answer = {**ANSWER, "readings": readings}
    assert run("sync", *RANGE).stdout.strip() == line


def test_a_range_is_needed(run: Run) -> None:
    assert run("sync", "--from", "2026-11-23").exit_code == 2


def test_a_home_that_is_away_ends_it_with_3(run: Run, program: FakeProgram) -> None:
    program.failure = HomeUnreachable(ProblemCode.HOME_CONNECTION_LOST, host="h", port=1)
    assert run("sync", *RANGE).exit_code == 3


def test_the_help_names_what_a_script_gets(run: Run) -> None:
    text = run("sync", "--help").stdout
    assert all(key in text for key in ANSWER)
