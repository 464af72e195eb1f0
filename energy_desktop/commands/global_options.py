"""The options that every command takes, before its name or after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

import energy_desktop


class LogLevel(StrEnum):
    """How much the log tells."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """What holds for the whole program, whatever the command."""

    data_dir: Path | None = None
    """None: the platform's data folder."""
    profile: str | None = None
    """`embedded` or `servers`; None: as chosen in the settings, else `embedded`."""
    demo: bool = False
    demo_seed: int = 1
    demo_start: str | None = None
    """As given; a time without offset is in the demo home's zone. None: now."""
    demo_speed: float = 1.0
    log_level: LogLevel = LogLevel.INFO

    def overridden(self, given: Mapping[str, Any]) -> "GlobalOptions":
        """These options, but with those that were given; None stands for not given."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})


NAMES = tuple(field.name for field in fields(GlobalOptions))


def check_speed(_context: click.Context, _parameter: click.Parameter, speed: Any) -> Any:
    """Let a speed of the demo home pass; click.BadParameter for what is none."""
    if speed is not None and not 0 < speed < float("inf"):
        raise click.BadParameter("the speed must be greater than 0; 1 is real time")
    return speed


def _check_profile(_context: click.Context, _parameter: click.Parameter, profile: Any) -> Any:
    if profile in (None, "embedded", "servers"):
        return profile
    raise click.BadParameter(f"there is no profile “{profile}”; use “embedded” or “servers”")


def _as_level(_context: click.Context, _parameter: click.Parameter, level: Any) -> Any:
    return None if level is None else LogLevel(level)


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: Any) -> None:
    if wanted:
        click.echo(f"energy-desktop {energy_desktop.__version__}")
        context.exit()


@dataclass(frozen=True, slots=True)
class _Declaration:
    """An option of the program, which can stand at two places."""

    flag: str
    help: str
    metavar: str | None = None
    kind: Any = None
    callback: Callable[[click.Context, click.Parameter, Any], Any] | None = None

    def option(self, *, before_command: bool) -> click.Option:
        """The environment counts before the command; what stands behind it wins over it."""
        variable = "ENERGY_DESKTOP_" + self.flag.removeprefix("--").replace("-", "_").upper()
        return click.Option(
            [self.flag],
            help=self.help,
            metavar=self.metavar,
            type=self.kind,
            is_flag=self.kind is bool,
            default=None,
            callback=self.callback,
            envvar=variable if before_command else None,
            show_envvar=True,
            hidden=not before_command,
        )


_DECLARATIONS = (
    _Declaration(
        "--data-dir",
        "Folder of the data [default: the platform's].",
        "DIR",
        click.Path(path_type=Path),
    ),
    _Declaration(
        "--profile",
        "Where the data are kept: embedded or servers [default: as chosen in the settings].",
        "NAME",
        callback=_check_profile,
    ),
    _Declaration("--demo", "Use a built-in demo home, with a data folder of its own.", kind=bool),
    _Declaration("--demo-seed", "Which demo home [default: 1].", "N", int),
    _Declaration("--demo-start", "When the demo home begins [default: now].", "T"),
    _Declaration(
        "--demo-speed",
        "How fast the demo home's time runs [default: 1].",
        "X",
        float,
        check_speed,
    ),
    _Declaration(
        "--log-level",
        "How much the log tells [default: info].",
        kind=click.Choice([level.value for level in LogLevel]),
        callback=_as_level,
    ),
)


def options(*, before_command: bool) -> list[click.Parameter]:
    """All options, None where one is not given, and `--version`.

    Behind a command's name they are not listed once more in its help.
    """
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        hidden=not before_command,
        help="Print the version and exit.",
    )
    return [*(each.option(before_command=before_command) for each in _DECLARATIONS), version]
