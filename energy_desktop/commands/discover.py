"""`discover`: the entities that qualify."""

from typing import Any

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import note, say, say_document, table


@click.command("discover", cls=ProgramCommand)
@json_option
@pass_invocation
def discover(invocation: Invocation, as_json: bool) -> None:
    """List the entities that measure energy.

    Power, energy, gas, water, batteries, and whatever the energy dashboard names.
    """
    document = invocation.perform("discover", {})
    if as_json:
        say_document(document)
    elif document["entities"]:
        say(table(("ENTITY", "NAME", "UNIT", "NOTES"), [_row(e) for e in document["entities"]]))
    else:
        note("Home Assistant has no entity that qualifies.")


def _row(entity: dict[str, Any]) -> tuple[str, str, str, str]:
    notes = [
        text
        for text, applies in (
            ("tracked", entity["tracked"]),
            ("energy dashboard", entity["energy_prefs"]),
            ("not active", not entity["active"]),
        )
        if applies
    ]
    return entity["entity_id"], entity["name"] or "", entity["unit"] or "", ", ".join(notes)
