"""`status`: what the recorder does, for a person and for a script."""

import json
from typing import Any

from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

DOCUMENT: dict[str, Any] = {
    "home_assistant": {
        "state": "live",
        "since": "2026-11-23T12:00:00.000000Z",
        "last_event_at": "2026-11-23T12:42:07.123456Z",
        "subscription_id": "s",
    },
    "stores": {"state": "ok", "metrics": "ok"},
    "recorder": {
        "state": "recording",
        "entities": 3,
        "events_today": 12,
        "events_per_minute": 1.5,
    },
    "reconciliation": {"last": None, "next": None},
    "gaps": {"found": 0, "repaired": 0, "open": 0},
    "queries": {"p50": 1.25, "p95": 2.5, "p99": None},
    "uptime": 0.9931,
    "journal": None,
}


def test_a_script_gets_one_document(run: Run, program: FakeProgram) -> None:
    program.answer = DOCUMENT
    outcome = run("status", "--json")
    assert program.asked == [("status", {})]
    assert json.loads(outcome.stdout) == DOCUMENT


def test_a_person_gets_lines(run: Run, program: FakeProgram) -> None:
    program.answer = DOCUMENT
    assert run("status").stdout.splitlines() == [
        "Home Assistant  live since 2026-11-23T12:00:00.000000Z",
        "Last event      2026-11-23T12:42:07.123456Z",
        "Recorder        recording, 3 entities",
        "Events          12 today, 1.5 a minute",
        "Stores          state ok, metrics ok",
        "Gaps            0 found, 0 repaired, 0 open",
        "Reconciliation  last –, next –",
        "Queries         p50 1.25, p95 2.5, p99 – ms",
        "Uptime          connected 99.31 % of the time",
    ]


def test_what_keeps_the_home_away_stands_below_its_state(run: Run, program: FakeProgram) -> None:
    home = {**DOCUMENT["home_assistant"], "state": "refused", "problem": "Make a new token."}
    program.answer = {**DOCUMENT, "home_assistant": home}
    assert run("status").stdout.splitlines()[:2] == [
        "Home Assistant  refused since 2026-11-23T12:00:00.000000Z",
        "                Make a new token.",
    ]


def test_a_program_that_does_not_run_has_no_uptime(run: Run, program: FakeProgram) -> None:
    program.answer = {**DOCUMENT, "uptime": None}
    assert "Uptime          not running" in run("status").stdout


def test_a_repair_and_what_a_reconciliation_found_have_lines_of_their_own(
    run: Run, program: FakeProgram
) -> None:
    repair = {"what": "raw history", "done": 12, "total": 200, "seconds_left": 33.4}
    program.answer = {
        **DOCUMENT,
        "recorder": {**DOCUMENT["recorder"], "repair": repair},
        "reconciliation": {"last": "a", "next": "b", "differences": {"missing here": 2}},
    }
    lines = run("status").stdout.splitlines()
    assert "Repair          raw history, 12 of 200, about 33 s left" in lines
    assert lines[lines.index("Reconciliation  last a, next b") + 1] == " " * 16 + "2 missing here"
