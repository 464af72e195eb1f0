"""`export`: what the store holds, to a file or to standard output."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.terminal import note, say_bytes
from energy_desktop.services.output_file import OutputFile

_MOMENT = "ISO 8601; without an offset, in Home Assistant's time zone."


@click.command("export", cls=ProgramCommand)
@click.option("--what", type=click.Choice(["readings"]), required=True, help="What to export.")
@click.option(
    "--entity",
    "entities",
    metavar="ENTITY...",
    multiple=True,
    required=True,
    help="Which entities; may be repeated.",
)
@click.option("--from", "start", metavar="T", required=True, help=f"From this moment on: {_MOMENT}")
@click.option("--to", "end", metavar="T", required=True, help="Before this moment; likewise.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "json"]),
    required=True,
    help="The form to write it in.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to a file, complete or not at all.",
)
@click.option(
    "--all-states", is_flag=True, help="Also “unknown” and “unavailable”, as empty states."
)
@click.argument("more_entities", metavar="", nargs=-1)
@pass_invocation
def export(
    invocation: Invocation,
    what: str,
    entities: tuple[str, ...],
    start: str,
    end: str,
    form: str,
    output: Path | None,
    all_states: bool,
    more_entities: tuple[str, ...],
) -> None:
    """Write stored readings as CSV, Parquet or JSON."""
    arguments = {
        "what": what,
        "entities": [*entities, *more_entities],
        "from": start,
        "to": end,
        "format": form,
        "all_states": all_states,
    }

    def fetch(write: Callable[[bytes], None]) -> Any:
        return invocation.perform("export", arguments, write)

    if output is not None and str(output) != "-":
        with OutputFile(output) as file:
            answer = fetch(file.write)
        note(f"{answer['rows']:,} {what} written to {output}.")
    elif form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("Parquet is nothing to read on a terminal: give --output FILE")
    else:
        fetch(say_bytes)
