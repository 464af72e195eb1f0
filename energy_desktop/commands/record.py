"""`record`: the recorder without a window."""

from typing import Annotated, Any

import typer

from energy_desktop.commands.exit_status import INTERRUPTED
from energy_desktop.commands.invocation import Invocation
from energy_desktop.commands.json_option import AsJson
from energy_desktop.commands.terminal import ProgressLine, pairs, say, say_document
from energy_desktop.model.timestamps import SECOND, parse_duration


def _duration(text: str | None) -> str | None:
    if text is not None:
        try:
            microseconds = parse_duration(text)
        except ValueError:
            raise typer.BadParameter(f"“{text}” is no duration; write 60s, 10m or 1h30m") from None
        if not microseconds:
            raise typer.BadParameter("the duration must be longer than nothing")
    return text


For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="DURATION",
        callback=_duration,
        help="End after 60s, 10m, 1h30m ... instead of never.",
    ),
]


def record(invocation: Invocation, duration: For = None, as_json: AsJson = False) -> None:
    """Record without a window until interrupted, or for a while, then tell what was done."""
    seconds = None if duration is None else parse_duration(duration) / SECOND
    with ProgressLine() as line:
        recorded = invocation.program.record(seconds, line.show)
    if as_json:
        say_document(recorded.report)
    else:
        say(pairs(_lines(recorded.report)))
    if recorded.problem is not None:
        raise recorded.problem
    if recorded.interrupted:
        raise typer.Exit(INTERRUPTED)


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
