"""`discover`: the entities that qualify."""

from typing import Any

from energy_desktop.commands.invocation import Invocation
from energy_desktop.commands.json_option import AsJson
from energy_desktop.commands.terminal import note, say, say_document, table


def discover(invocation: Invocation, as_json: AsJson = False) -> None:
    """List Home Assistant's entities that measure power, energy, gas, water or a battery."""
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
