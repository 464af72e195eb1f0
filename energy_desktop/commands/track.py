"""`track` and `untrack`: what is recorded."""

from typing import Annotated

import typer

from energy_desktop.commands.invocation import Invocation
from energy_desktop.commands.terminal import say

Entities = Annotated[list[str] | None, typer.Argument(metavar="ENTITY...", show_default=False)]
All = Annotated[bool, typer.Option("--all", help="All that “discover” lists.")]
EnergyPrefs = Annotated[
    bool, typer.Option("--energy-prefs", help="All of Home Assistant's energy dashboard.")
]


def track(
    invocation: Invocation,
    entities: Entities = None,
    every: All = False,
    energy_prefs: EnergyPrefs = False,
) -> None:
    """Record entities from now on; a running recorder takes them up at once."""
    if [bool(entities), every, energy_prefs].count(True) != 1:
        raise invocation.misuse("name entities, or give either --all or --energy-prefs")
    answer = invocation.perform(
        "track", {"entities": entities or [], "all": every, "energy_prefs": energy_prefs}
    )
    _list("Tracked from now on", answer["tracked"])
    _list("Tracked already", answer["already"])
    if not answer["tracked"] and not answer["already"]:
        say("There was nothing to track.")


def untrack(
    invocation: Invocation,
    entities: Annotated[list[str], typer.Argument(metavar="ENTITY...")],
) -> None:
    """Record entities no longer; what was recorded stays."""
    answer = invocation.perform("untrack", {"entities": entities})
    _list("No longer tracked", answer["untracked"])
    if not answer["untracked"]:
        say("None of them was tracked.")


def _list(title: str, entities: list[str]) -> None:
    if entities:
        say(f"{title} ({len(entities)}):")
        for entity in entities:
            say(f"  {entity}")
