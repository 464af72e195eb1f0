"""`audit`: whether the store holds what Home Assistant holds, and nothing else."""

import json
from typing import Any

import click

from energy_desktop.commands.exit_status import UNEXPLAINED
from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import pairs, say, say_document, table

_MOMENT = "ISO 8601; without an offset, in Home Assistant's time zone."


@click.command("audit", cls=ProgramCommand)
@click.option(
    "--entity",
    "entities",
    metavar="ENTITY...",
    multiple=True,
    help="Which entities; may be repeated [default: all that are tracked].",
)
@click.option("--from", "start", metavar="T", required=True, help=f"From this moment on: {_MOMENT}")
@click.option("--to", "end", metavar="T", required=True, help="Before this moment; likewise.")
@json_option
@click.argument("more_entities", metavar="", nargs=-1)
@pass_invocation
def audit(
    invocation: Invocation,
    entities: tuple[str, ...],
    start: str,
    end: str,
    as_json: bool,
    more_entities: tuple[str, ...],
) -> None:
    """Compare the store with Home Assistant, entity by entity and hour by hour.

    Every difference is listed with its explanation. Ends with 6 if one has none.
    """
    differences: list[dict[str, Any]] = []
    arguments = {"entities": [*entities, *more_entities], "from": start, "to": end}
    figures = invocation.perform(
        "audit", arguments, lambda chunk: differences.extend(json.loads(chunk))
    )
    if as_json:
        say_document({**figures, "differences": differences})
    else:
        _say(figures, differences)
    if figures["unexplained"]:
        raise click.exceptions.Exit(UNEXPLAINED)


def _say(figures: dict[str, Any], differences: list[dict[str, Any]]) -> None:
    if differences:
        rows = [
            (d["hour"][:16], d["entity_id"], d["what"], str(d["count"]), d["class"], d["reason"])
            for d in differences
        ]
        say(table(("HOUR (UTC)", "ENTITY", "WHAT", "ROWS", "CLASS", "REASON"), rows))
    readings = sum(each["readings"] for each in figures["entities"])
    statistics = sum(each["statistics"] for each in figures["entities"])
    say(
        pairs(
            [
                ("Compared", f"{readings:,} readings and {statistics:,} hours of statistics"),
                *((f"  {name}", f"{count:,}") for name, count in figures["classes"].items()),
            ]
        )
    )
