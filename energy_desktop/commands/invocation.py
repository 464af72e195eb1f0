"""One command being carried out: its options, the program behind it, what becomes of errors."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import click

from energy_desktop.commands import global_options, terminal
from energy_desktop.commands.exit_status import DONE, INTERRUPTED, exit_status_of
from energy_desktop.commands.global_options import GlobalOptions
from energy_desktop.commands.program import Program
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.recorder_control import Chunk, Message, Progress

_log = logging.getLogger(__name__)

MakeProgram = Callable[[GlobalOptions], Program]

_HINT = "The options of “energy-desktop --help” may stand here too."


@dataclass(frozen=True)
class Invocation:
    """What a command gets: options, and the program, made when it is first needed."""

    options: GlobalOptions
    make_program: MakeProgram

    @cached_property
    def program(self) -> Program:
        """The program with these options."""
        return self.make_program(self.options)

    def perform(
        self,
        command: str,
        arguments: Mapping[str, Any],
        on_chunk: Callable[[bytes], None] | None = None,
    ) -> Any:
        """Let the program perform a command; progress goes to the terminal."""
        with terminal.ProgressLine() as line:

            def receive(message: Message) -> None:
                if isinstance(message, Progress):
                    line.show(message.text)
                elif isinstance(message, Chunk) and on_chunk is not None:
                    on_chunk(message.data)

            return self.program.perform(command, arguments, receive)


pass_invocation = click.make_pass_decorator(Invocation)


class ProgramCommand(click.Command):
    """A command that also takes the program's options, and ends with the status of its outcome."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.epilog = _HINT
        self.params += global_options.options(before_command=False)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry it out with the options from both sides of its name."""
        given = {name: ctx.params.pop(name) for name in global_options.NAMES}
        before: Invocation = ctx.obj
        ctx.obj = Invocation(before.options.overridden(given), before.make_program)
        with exit_status_at_end():
            return super().invoke(ctx)


@contextmanager
def exit_status_at_end() -> Iterator[None]:
    """Turn every error into one sentence on standard error and its exit status."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort, click.ClickException):
        raise
    except terminal.OutputClosed:
        terminal.abandon_output()
        raise click.exceptions.Exit(DONE) from None
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None
    except EnergyDesktopError as error:
        _log.info("the command failed: %s", error)
        terminal.note(str(error))
        raise click.exceptions.Exit(exit_status_of(error)) from None
    except Exception as error:  # noqa: BLE001 -- a person gets a sentence, the log the traceback
        _log.exception("the command failed unexpectedly")
        terminal.note(str(EnergyDesktopError(ProblemCode.UNEXPECTED, reason=type(error).__name__)))
        raise click.exceptions.Exit(exit_status_of(error)) from None
