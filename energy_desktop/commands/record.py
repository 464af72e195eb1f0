"""`record`: the recorder without a window."""

from typing import Any

import click

from energy_desktop.commands.exit_status import INTERRUPTED
from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import ProgressLine, pairs, say, say_document
from energy_desktop.model.timestamps import SECOND, parse_duration


def _seconds(
    _context: click.Context, _parameter: click.Parameter, text: str | None
) -> float | None:
    if text is None:
        return None
    try:
        seconds = parse_duration(text) / SECOND
    except ValueError:
        raise click.BadParameter(f"“{text}” is no duration; write 60s, 10m or 1h30m") from None
    if not seconds:
        raise click.BadParameter("the duration must be longer than nothing")
    return seconds


@click.command("record", cls=ProgramCommand)
@click.option(
    "--for",
    "seconds",
    metavar="DURATION",
    callback=_seconds,
    help="End after 60s, 10m, 1h30m ... instead of never.",
)
@json_option
@pass_invocation
def record(invocation: Invocation, seconds: float | None, as_json: bool) -> None:
    """Record without a window.

    Until interrupted, or for a while; then it tells what was done.
    """
    with ProgressLine() as line:
        recorded = invocation.program.record(seconds, line.show)
    if as_json:
        say_document(recorded.report)
    else:
        say(pairs(_lines(recorded.report)))
    if recorded.problem is not None:
        raise recorded.problem
    if recorded.interrupted:
        raise click.exceptions.Exit(INTERRUPTED)


def _lines(report: dict[str, Any]) -> list[tuple[str, str]]:
    connection, gaps = report["connection"], report["gaps"]
    lines = [
        ("Entities", str(report["entities"])),
        ("Events received", f"{report['events_received']:,}"),
        ("Readings stored", f"{report['readings_stored']:,}"),
        ("Duplicates", f"{report['duplicates']:,}"),
        ("Rejected", _rejections(report["rejected"])),
        ("First reading", report["first_reading"] or "none"),
        ("Last reading", report["last_reading"] or "none"),
        ("Connection", f"{connection['state']}, {connection['reconnects']} reconnects"),
        ("Gaps", f"{gaps['found']} found, {gaps['repaired']} repaired, {gaps['open']} open"),
        ("Duration", f"{report['duration_s']:.1f} s"),
    ]
    if demo := report.get("demo"):
        lines.append(("Demo home", f"sent {demo['sent']:,} (seed {demo['seed']})"))
    return lines


def _rejections(rejected: dict[str, int]) -> str:
    if not rejected:
        return "none"
    return ", ".join(f"{count:,} {reason.replace('_', ' ')}" for reason, count in rejected.items())
