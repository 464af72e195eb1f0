"""`status`: what the recorder is doing."""

from typing import Any

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import pairs, say, say_document

_UNKNOWN = "–"


@click.command("status", cls=ProgramCommand)
@json_option
@pass_invocation
def status(invocation: Invocation, as_json: bool) -> None:
    """Tell how the recording is going.

    Asks the running program, or reads the store if none runs.
    """
    document = invocation.perform("status", {})
    if as_json:
        say_document(document)
    else:
        say(pairs(_lines(document)))


def _lines(document: dict[str, Any]) -> list[tuple[str, str]]:
    home, stores = document["home_assistant"], document["stores"]
    recorder, gaps, queries = document["recorder"], document["gaps"], document["queries"]
    reconciliation = document["reconciliation"]
    problem = [("", home["problem"])] if home.get("problem") else []
    return [
        ("Home Assistant", f"{_text(home['state'])} since {_text(home['since'])}"),
        *problem,
        ("Last event", _text(home["last_event_at"])),
        ("Recorder", f"{_text(recorder['state'])}, {_text(recorder['entities'])} entities"),
        *([("Recorded by", recorder["recorded_by"])] if recorder.get("recorded_by") else []),
        (
            "Events",
            f"{_text(recorder['events_today'])} today,"
            f" {_text(recorder['events_per_minute'])} a minute",
        ),
        ("Stores", f"state {_text(stores['state'])}, metrics {_text(stores['metrics'])}"),
        *([("Journal", _journal(document["journal"]))] if document.get("journal") else []),
        (
            "Gaps",
            f"{_text(gaps['found'])} found, {_text(gaps['repaired'])} repaired,"
            f" {_text(gaps['open'])} open",
        ),
        (
            "Reconciliation",
            f"last {_text(reconciliation['last'])}, next {_text(reconciliation['next'])}",
        ),
        (
            "Queries",
            f"p50 {_text(queries['p50'])}, p95 {_text(queries['p95'])},"
            f" p99 {_text(queries['p99'])} ms",
        ),
        ("Uptime", _duration(document["uptime"])),
    ]


def _journal(journal: dict[str, Any]) -> str:
    """What waits for the databases."""
    return (
        f"{journal['readings']:,} readings and {journal['statements']:,} statements wait,"
        f" {journal['bytes'] / 1e6:,.0f} of {journal['limit'] / 1e6:,.0f} MB"
    )


def _text(value: object) -> str:
    if value is None:
        return _UNKNOWN
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "not running"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min {rest:02} s"
