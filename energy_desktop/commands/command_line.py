"""The command line: every command with its own options and those of the whole program."""

import inspect
from collections.abc import Callable
from typing import Any

import typer

from energy_desktop.commands import global_options
from energy_desktop.commands.connect import connect
from energy_desktop.commands.demo_home import demo_home
from energy_desktop.commands.discover import discover
from energy_desktop.commands.export import export
from energy_desktop.commands.global_options import GlobalOptions
from energy_desktop.commands.invocation import Invocation, MakeProgram, exit_status_at_end
from energy_desktop.commands.record import record
from energy_desktop.commands.status import status
from energy_desktop.commands.track import track, untrack
from energy_desktop.commands.window import window

Command = Callable[..., None]
"""Takes an Invocation, then its own parameters as typer reads them."""

_COMMANDS: dict[str, Command] = {
    "connect": connect,
    "discover": discover,
    "track": track,
    "untrack": untrack,
    "record": record,
    "status": status,
    "export": export,
    "demo-home": demo_home,
}

_HINT = "The options of “energy-desktop --help” may stand here too."


def build(make_program: MakeProgram) -> typer.Typer:
    """The command line of the program that `make_program` makes; exits as exit_status says."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback(invoke_without_command=True, help=window.__doc__)(_window(make_program))
    for name, command in _COMMANDS.items():
        app.command(name, epilog=_HINT)(_with_global_options(command, make_program))
    return app


def _window(make_program: MakeProgram) -> Callable[..., None]:
    def before_any_command(context: typer.Context, **given: Any) -> None:
        context.obj = GlobalOptions().overridden(given)
        if context.invoked_subcommand is None:
            with exit_status_at_end():
                window(Invocation(context.obj, make_program, context))

    _declare(before_any_command, global_options.parameters(before_command=True))
    return before_any_command


def _with_global_options(command: Command, make_program: MakeProgram) -> Callable[..., None]:
    def run(context: typer.Context, **values: Any) -> None:
        given = {name: values.pop(name) for name in global_options.NAMES}
        options = context.obj.overridden(given)
        with exit_status_at_end():
            command(Invocation(options, make_program, context), **values)

    _, *own = inspect.signature(command).parameters.values()
    by_name = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    _declare(run, [*by_name, *global_options.parameters(before_command=False)])
    run.__doc__ = command.__doc__
    return run


def _declare(function: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    """Let typer see these parameters behind the context, in place of `**values`."""
    context, *_ = inspect.signature(function).parameters.values()
    function.__signature__ = inspect.Signature([context, *parameters])  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in (context, *parameters)}
