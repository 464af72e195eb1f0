"""The options that every command takes, before its name or after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

import energy_desktop


class LogLevel(StrEnum):
    """How much the log file tells."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """What holds for the whole program, whatever the command."""

    data_dir: Path | None = None
    """None: the platform's data folder."""
    profile: str = "embedded"
    demo: bool = False
    demo_seed: int = 1
    demo_start: str | None = None
    """As given; a time without offset is in the demo home's zone. None: now."""
    demo_speed: float = 1.0
    log_level: LogLevel = LogLevel.INFO

    def overridden(self, given: Mapping[str, Any]) -> "GlobalOptions":
        """These options, but with those that were given; None stands for not given."""
        known = {field.name for field in fields(self)}
        return replace(self, **{k: v for k, v in given.items() if k in known and v is not None})


def _known_profile(profile: str | None) -> str | None:
    if profile in (None, "embedded"):
        return profile
    if profile == "servers":
        raise typer.BadParameter("the profile “servers” is not available yet; use “embedded”")
    raise typer.BadParameter(f"there is no profile “{profile}”; use “embedded”")


def positive_speed(speed: float | None) -> float | None:
    """The speed of a demo home, if it is one; typer.BadParameter otherwise."""
    if speed is not None and not 0 < speed < float("inf"):
        raise typer.BadParameter("the speed must be greater than 0; 1 is real time")
    return speed


def _print_version(wanted: bool | None) -> None:
    if wanted:
        typer.echo(f"energy-desktop {energy_desktop.__version__}")
        raise typer.Exit


@dataclass(frozen=True, slots=True)
class _Option:
    """An option of the program, which can be declared at two places."""

    flag: str
    kind: Any
    help: str
    metavar: str | None = None
    callback: Callable[..., Any] | None = None
    has_variable: bool = True

    @property
    def name(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")

    def parameter(self, *, before_command: bool) -> Parameter:
        """Its parameter; the environment counts before the command, what follows wins over it."""
        variable = f"ENERGY_DESKTOP_{self.name.upper()}"
        declared = typer.Option(
            self.flag,
            help=self.help,
            metavar=self.metavar,
            callback=self.callback,
            is_eager=not self.has_variable,
            envvar=variable if before_command and self.has_variable else None,
            hidden=not before_command,
        )
        return Parameter(
            self.name,
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[self.kind | None, declared],
        )


_OPTIONS = (
    _Option("--data-dir", Path, "Folder of the data [default: the platform's].", "DIR"),
    _Option("--profile", str, "Kind of the stores: embedded.", "NAME", _known_profile),
    _Option("--demo", bool, "Use a built-in demo home, with a data folder of its own."),
    _Option("--demo-seed", int, "Which demo home [default: 1].", "N"),
    _Option("--demo-start", str, "When the demo home begins [default: now].", "T"),
    _Option(
        "--demo-speed",
        float,
        "How fast the demo home's time runs [default: 1].",
        "X",
        positive_speed,
    ),
    _Option("--log-level", LogLevel, "How much the log tells [default: info]."),
    _Option(
        "--version",
        bool,
        "Print the version and exit.",
        callback=_print_version,
        has_variable=False,
    ),
)

NAMES = tuple(option.name for option in _OPTIONS)


def parameters(*, before_command: bool) -> list[Parameter]:
    """The parameters of all options, None where one is not given.

    Behind a command's name they are not listed once more in its help.
    """
    return [option.parameter(before_command=before_command) for option in _OPTIONS]
