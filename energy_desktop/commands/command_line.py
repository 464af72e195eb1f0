"""The command line: every command with its own options and those of the whole program."""

from typing import Any

import click

from energy_desktop.commands import global_options
from energy_desktop.commands.audit import audit
from energy_desktop.commands.connect import connect
from energy_desktop.commands.demo_home import demo_home
from energy_desktop.commands.discover import discover
from energy_desktop.commands.export import export
from energy_desktop.commands.global_options import GlobalOptions
from energy_desktop.commands.invocation import Invocation, MakeProgram, exit_status_at_end
from energy_desktop.commands.migrate import migrate
from energy_desktop.commands.record import record
from energy_desktop.commands.servers import servers
from energy_desktop.commands.status import status
from energy_desktop.commands.sync import sync
from energy_desktop.commands.track import track, untrack
from energy_desktop.commands.window import window

_COMMANDS = (
    connect,
    discover,
    track,
    untrack,
    record,
    status,
    sync,
    audit,
    export,
    servers,
    migrate,
    demo_home,
)


class _InOrder(click.Group):
    """Lists its commands in the order in which a person needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def build(make_program: MakeProgram) -> click.Group:
    """The command line of the program that `make_program` makes; exits as exit_status says."""

    @click.pass_context
    def before_any_command(context: click.Context, /, **given: Any) -> None:
        context.obj = Invocation(GlobalOptions().overridden(given), make_program)
        if context.invoked_subcommand is None:
            with exit_status_at_end():
                window(context.obj)

    return _InOrder(
        "energy-desktop",
        commands={each.name: each for each in _COMMANDS if each.name},
        callback=before_any_command,
        invoke_without_command=True,
        params=global_options.options(before_command=True),
        help=window.__doc__,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
