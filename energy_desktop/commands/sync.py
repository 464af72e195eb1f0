"""`sync`: a range of Home Assistant's statistics and readings, fetched again."""

from typing import Any

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import say, say_document

_MOMENT = "ISO 8601; without an offset, in Home Assistant's time zone."


@click.command("sync", cls=ProgramCommand)
@click.option(
    "--entity",
    "entities",
    metavar="ENTITY...",
    multiple=True,
    help="Which entities; may be repeated. Without it, all that are tracked.",
)
@click.option("--from", "start", metavar="T", required=True, help=f"From this moment on: {_MOMENT}")
@click.option("--to", "end", metavar="T", required=True, help="Before this moment; likewise.")
@click.option(
    "--period",
    type=click.Choice(["5minute", "hour", "day", "month"]),
    default="hour",
    show_default=True,
    help="Which statistics.",
)
@click.option("--raw", is_flag=True, help="Raw readings as well, as far as they are still kept.")
@json_option
@click.argument("more_entities", metavar="", nargs=-1)
@pass_invocation
def sync(
    invocation: Invocation,
    entities: tuple[str, ...],
    start: str,
    end: str,
    period: str,
    raw: bool,
    as_json: bool,
    more_entities: tuple[str, ...],
) -> None:
    """Fetch a range from Home Assistant again.

    It may be repeated and broken off at any time: what is there already stays as it is.

    With --json: entities, from, to, period, statistics (rows received), readings (received;
    null without --raw), duration_s.
    """
    arguments = {
        "entities": [*entities, *more_entities],
        "from": start,
        "to": end,
        "period": period,
        "raw": raw,
    }
    document = invocation.perform("sync", arguments)
    if as_json:
        say_document(document)
    else:
        say(_line(document))


def _line(document: dict[str, Any]) -> str:
    readings = document["readings"]
    also = "" if readings is None else f" and {readings:,} readings"
    return (
        f"{document['statistics']:,} {document['period']} statistics{also}"
        f" of {len(document['entities'])} entities in {document['duration_s']:.1f} s."
    )
