"""`migrate`: the data from one profile to the other."""

from typing import Any

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import pairs, say, say_document


@click.command("migrate", cls=ProgramCommand)
@click.option(
    "--to",
    "target",
    type=click.Choice(["servers", "embedded"]),
    required=True,
    help="Where the data are to be kept from now on.",
)
@json_option
@pass_invocation
def migrate(invocation: Invocation, target: str, as_json: bool) -> None:
    """Move all data to the other profile, while recording goes on.

    What was interrupted goes on where it was. Both are compared before the switch, and the
    old ones are kept.
    """
    document = invocation.perform("migrate", {"to": target})
    if as_json:
        say_document(document)
    else:
        say(pairs(_lines(document)))


def _lines(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Profile", f"{document['to']} from now on; what is in {document['from']} is kept"),
        ("Readings", f"{document['readings']:,} in the new stores, all compared"),
        ("Statistics", f"{document['statistics']:,} compared, all equal"),
        ("Rows written", f"{document['rows_written']:,}"),
        ("Ledger", f"{document['sessions']:,} sessions, {document['intervals']:,} intervals"),
        (
            "Duration",
            f"{document['duration_s']:.1f} s, recording held for {document['held_s']:.2f} s",
        ),
    ]
