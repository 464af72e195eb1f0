"""`record`: for how long, and what is told at the end."""

import json
from typing import Any

import pytest

from energy_desktop.commands.program import Recorded
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeRefused, HomeUnreachable
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

REPORT: dict[str, Any] = {
    "entities": 3,
    "events_received": 1234,
    "readings_stored": 1230,
    "duplicates": 1,
    "rejected": {"not_a_number": 3},
    "first_reading": "2026-11-23T12:42:07.123456Z",
    "last_reading": None,
    "connection": {"state": "live", "since": "2026-11-23T12:42:00.000000Z", "reconnects": 0},
    "gaps": {"found": 2, "repaired": 1, "open": 1},
    "duration_s": 60.02,
    "demo": {"sent": 1230, "seed": 1, "start": "2026-11-23T12:42:00.000000Z"},
}


@pytest.mark.parametrize(
    ("text", "seconds"), [("60s", 60.0), ("10m", 600.0), ("1h30m", 5400.0), ("500ms", 0.5)]
)
def test_a_duration_ends_it(run: Run, program: FakeProgram, text: str, seconds: float) -> None:
    run("record", "--for", text, "--json")
    assert program.seconds == seconds


def test_without_a_duration_it_never_ends_by_itself(run: Run, program: FakeProgram) -> None:
    run("record", "--json")
    assert program.seconds is None


@pytest.mark.parametrize("text", ["60", "soon", "-5s", "0s", ""])
def test_a_duration_that_is_none_is_wrong_usage(run: Run, program: FakeProgram, text: str) -> None:
    outcome = run("record", "--for", text)
    assert outcome.exit_code == 2
    assert "--for" in outcome.stderr
    assert program.options is None


def test_a_script_gets_the_report_as_one_document(run: Run, program: FakeProgram) -> None:
    program.recorded = Recorded(REPORT)
    outcome = run("record", "--json")
    assert json.loads(outcome.stdout) == REPORT
    assert outcome.stderr == ""
    assert outcome.exit_code == 0


def test_a_person_gets_the_report_as_lines(run: Run, program: FakeProgram) -> None:
    program.recorded = Recorded(REPORT)
    assert run("record").stdout.splitlines() == [
        "Entities         3",
        "Events received  1,234",
        "Readings stored  1,230",
        "Duplicates       1",
        "Rejected         3 not a number",
        "First reading    2026-11-23T12:42:07.123456Z",
        "Last reading     none",
        "Connection       live, 0 reconnects",
        "Gaps             2 found, 1 repaired, 1 open",
        "Duration         60.0 s",
        "Demo home        sent 1,230 (seed 1)",
    ]


def test_after_ctrl_c_the_report_is_printed_and_the_status_is_130(
    run: Run, program: FakeProgram
) -> None:
    program.recorded = Recorded(REPORT, interrupted=True)
    outcome = run("record", "--json")
    assert json.loads(outcome.stdout) == REPORT
    assert outcome.exit_code == 130


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (HomeUnreachable(ProblemCode.HOME_UNKNOWN_HOST, host="ha"), 3),
        (HomeRefused(ProblemCode.HOME_TOKEN_REFUSED), 4),
    ],
)
def test_a_recording_that_failed_prints_its_report_and_then_why(
    run: Run, program: FakeProgram, problem: HomeUnreachable | HomeRefused, status: int
) -> None:
    program.recorded = Recorded(REPORT, problem=problem)
    outcome = run("record", "--json", "--for", "1s")
    assert json.loads(outcome.stdout) == REPORT
    assert outcome.stderr == f"{problem}\n"
    assert outcome.exit_code == status
