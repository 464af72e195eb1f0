"""No command: the window."""

import click

from energy_desktop.commands.invocation import Invocation


def window(invocation: Invocation) -> None:
    """Record, repair and show the energy of a Home Assistant home.

    Without a command, the window opens, or the one that is open comes to the front.
    """
    raise click.exceptions.Exit(invocation.program.open_window())
