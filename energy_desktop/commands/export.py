"""`export`: what the store holds, to a file or to standard output."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from energy_desktop.commands.invocation import Invocation
from energy_desktop.commands.output_file import OutputFile
from energy_desktop.commands.terminal import note, say_bytes


class What(StrEnum):
    """What can be exported."""

    READINGS = "readings"


class Format(StrEnum):
    """The form of an export."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


MOMENT = "ISO 8601; without an offset, in Home Assistant's time zone."

WhatOption = Annotated[What, typer.Option("--what", help="What to export.")]
EntityOption = Annotated[
    list[str], typer.Option("--entity", metavar="ENTITY...", help="Which entities.")
]
MoreEntities = Annotated[list[str] | None, typer.Argument(hidden=True, metavar="")]
From = Annotated[str, typer.Option("--from", metavar="T", help=f"From this moment on: {MOMENT}")]
To = Annotated[str, typer.Option("--to", metavar="T", help="Before this moment; likewise.")]
FormatOption = Annotated[Format, typer.Option("--format", help="The form to write it in.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write to a file, complete or not at all."),
]
AllStates = Annotated[
    bool, typer.Option("--all-states", help="Also “unknown” and “unavailable”, as empty states.")
]


def export(
    invocation: Invocation,
    what: WhatOption,
    entity: EntityOption,
    start: From,
    end: To,
    form: FormatOption,
    more_entities: MoreEntities = None,
    output: Output = None,
    all_states: AllStates = False,
) -> None:
    """Write readings of some entities and a stretch of time as CSV, Parquet or JSON."""
    arguments = {
        "what": what.value,
        "entities": [*entity, *(more_entities or [])],
        "from": start,
        "to": end,
        "format": form.value,
        "all_states": all_states,
    }

    def fetch(write: Callable[[bytes], None]) -> Any:
        return invocation.perform("export", arguments, write)

    if output is not None and str(output) != "-":
        with OutputFile(output) as file:
            answer = fetch(file.write)
        note(f"{answer['rows']:,} {what.value} written to {output}.")
    elif form is Format.PARQUET and sys.stdout.isatty():
        raise invocation.misuse("Parquet is nothing to read on a terminal: give --output FILE")
    else:
        fetch(say_bytes)
        sys.stdout.flush()
