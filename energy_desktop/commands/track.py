"""`track` and `untrack`: what is recorded."""

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.terminal import say


@click.command("track", cls=ProgramCommand)
@click.argument("entities", metavar="[ENTITY...]", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All that “discover” lists.")
@click.option("--energy-prefs", is_flag=True, help="All of Home Assistant's energy dashboard.")
@pass_invocation
def track(
    invocation: Invocation, entities: tuple[str, ...], every: bool, energy_prefs: bool
) -> None:
    """Record entities from now on.

    A running recorder takes them up at once.
    """
    if [bool(entities), every, energy_prefs].count(True) != 1:
        raise click.UsageError("name entities, or give either --all or --energy-prefs")
    answer = invocation.perform(
        "track", {"entities": list(entities), "all": every, "energy_prefs": energy_prefs}
    )
    _list("Tracked from now on", answer["tracked"])
    _list("Tracked already", answer["already"])
    if not answer["tracked"] and not answer["already"]:
        say("There was nothing to track.")


@click.command("untrack", cls=ProgramCommand)
@click.argument("entities", metavar="ENTITY...", nargs=-1, required=True)
@pass_invocation
def untrack(invocation: Invocation, entities: tuple[str, ...]) -> None:
    """Record entities no longer; what was recorded stays."""
    answer = invocation.perform("untrack", {"entities": list(entities)})
    _list("No longer tracked", answer["untracked"])
    if not answer["untracked"]:
        say("None of them was tracked.")


def _list(title: str, entities: list[str]) -> None:
    if entities:
        say(f"{title} ({len(entities)}):")
        for entity in entities:
            say(f"  {entity}")
