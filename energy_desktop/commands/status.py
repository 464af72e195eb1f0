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
        *_repair(recorder.get("repair")),
        (
            "Gaps",
            f"{_text(gaps['found'])} found, {_text(gaps['repaired'])} repaired,"
            f" {_text(gaps['open'])} open",
        ),
        (
            "Reconciliation",
            f"last {_text(reconciliation['last'])}, next {_text(reconciliation['next'])}",
        ),
        *_differences(reconciliation.get("differences") or {}),
        (
            "Queries",
            f"p50 {_text(queries['p50'])}, p95 {_text(queries['p95'])},"
            f" p99 {_text(queries['p99'])} ms",
        ),
        ("Uptime", _share(document["uptime"])),
    ]


def _journal(journal: dict[str, Any]) -> str:
    """What waits for the databases."""
    return (
        f"{journal['readings']:,} readings and {journal['statements']:,} statements wait,"
        f" {journal['bytes'] / 1e6:,.0f} of {journal['limit'] / 1e6:,.0f} MB"
    )


def _repair(progress: dict[str, Any] | None) -> list[tuple[str, str]]:
    if progress is None:
        return []
    left = progress["seconds_left"]
    estimate = "" if left is None else f", about {left:.0f} s left"
    return [("Repair", f"{progress['what']}, {progress['done']} of {progress['total']}{estimate}")]


def _differences(counts: dict[str, int]) -> list[tuple[str, str]]:
    """What the last reconciliation found, one line for each explanation."""
    return [("", f"{count:,} {explanation}") for explanation, count in counts.items()]


def _text(value: object) -> str:
    if value is None:
        return _UNKNOWN
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def _share(uptime: float | None) -> str:
    return "not running" if uptime is None else f"connected {100 * uptime:.2f} % of the time"
