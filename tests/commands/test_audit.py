"""`audit`: every difference with its explanation, and an exit status for the alarm."""

import json
from typing import Any

from energy_desktop.ports.recorder_control import Chunk, Progress
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

SPAN = ("--from=2026-11-24T00:00Z", "--to=2026-11-25T00:00Z")


def difference(kind: str, hour: str = "2026-11-24T09:00:00.000000Z") -> dict[str, Any]:
    return {
        "entity_id": "sensor.grid_power",
        "hour": hour,
        "what": "readings",
        "class": kind,
        "reason": "because",
        "count": 3,
        "first": hour,
    }


def figures(unexplained: int = 0) -> dict[str, Any]:
    return {
        "from": "2026-11-24T00:00:00.000000Z",
        "to": "2026-11-25T00:00:00.000000Z",
        "entities": [{"entity_id": "sensor.grid_power", "readings": 17_280, "statistics": 24}],
        "classes": {"missing at HA": 3, "unexplained": unexplained},
        "unexplained": unexplained,
    }


def audited(program: FakeProgram, *chunks: list[dict[str, Any]], unexplained: int = 0) -> None:
    program.messages = [Progress("12 %"), *(Chunk(json.dumps(c).encode()) for c in chunks)]
    program.answer = figures(unexplained)


def test_what_is_asked_reaches_the_program(run: Run, program: FakeProgram) -> None:
    audited(program)
    assert run("audit", *SPAN, "--entity", "sensor.a", "sensor.b").exit_code == 0
    assert program.asked == [
        (
            "audit",
            {
                "entities": ["sensor.a", "sensor.b"],
                "from": "2026-11-24T00:00Z",
                "to": "2026-11-25T00:00Z",
            },
        )
    ]


def test_a_script_gets_one_document_with_all_differences(run: Run, program: FakeProgram) -> None:
    audited(program, [difference("missing at HA")], [difference("not a number")])
    outcome = run("audit", *SPAN, "--json")
    document = json.loads(outcome.stdout)
    assert document == {
        **figures(),
        "differences": [difference("missing at HA"), difference("not a number")],
    }
    assert outcome.stderr == ""
    assert outcome.exit_code == 0


def test_a_person_reads_each_difference_and_the_sums(run: Run, program: FakeProgram) -> None:
    audited(program, [difference("missing at HA")])
    lines = run("audit", *SPAN).stdout.splitlines()
    assert lines[0].split() == ["HOUR", "(UTC)", "ENTITY", "WHAT", "ROWS", "CLASS", "REASON"]
    assert lines[1].split("  ")[0] == "2026-11-24T09:00"
    assert "missing at HA" in lines[1]
    assert "17,280 readings and 24 hours of statistics" in lines[2]


def test_an_unexplained_difference_ends_with_six(run: Run, program: FakeProgram) -> None:
    audited(program, [difference("unexplained")], unexplained=3)
    outcome = run("audit", *SPAN, "--json")
    assert outcome.exit_code == 6
    assert json.loads(outcome.stdout)["unexplained"] == 3


def test_both_ends_of_the_stretch_are_needed(run: Run) -> None:
    assert run("audit", SPAN[0]).exit_code == 2
