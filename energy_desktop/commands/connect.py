"""`connect`: where Home Assistant is, and the token that opens it."""

import os
import sys
from pathlib import Path

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.terminal import note, say
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage

TOKEN_VARIABLE = "ENERGY_DESKTOP_HA_TOKEN"


@click.command("connect", cls=ProgramCommand)
@click.option(
    "--url",
    metavar="URL",
    required=True,
    help="Its address, such as http://homeassistant.local:8123.",
)
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read the token from a file.",
)
@click.option("--token-stdin", is_flag=True, help="Read the token from standard input.")
@pass_invocation
def connect(invocation: Invocation, url: str, token_file: Path | None, token_stdin: bool) -> None:
    """Test Home Assistant's address and token, then save them.

    The token goes to the system's keyring. Where ENERGY_DESKTOP_HA_TOKEN is set, it is used
    instead and never stored.
    """
    if token_file is not None and token_stdin:
        raise click.UsageError("give --token-file or --token-stdin, not both")
    from_environment = bool(os.environ.get(TOKEN_VARIABLE))
    if not (from_environment or token_file or token_stdin):
        raise click.UsageError(f"give --token-file or --token-stdin, or set {TOKEN_VARIABLE}")
    if from_environment and (token_file or token_stdin):
        note(f"The token in {TOKEN_VARIABLE} is used instead.")
    answer = invocation.perform(
        "connect",
        {
            "url": url,
            "token": os.environ[TOKEN_VARIABLE] if from_environment else read_token(token_file),
            "keep": not from_environment,
        },
    )
    say(f"Connected to {answer['location_name'] or answer['url']} ({answer['url']}),")
    say(f"Home Assistant {answer['version']}. {_whereabouts(answer['stored'])}")


def _whereabouts(stored: str) -> str:
    if stored == "environment":
        return f"The address is saved; the token stays in {TOKEN_VARIABLE}."
    return "The address is saved, the token is in the keyring."


def read_token(file: Path | None) -> str:
    """The token from a file, or from standard input where none is named; else WrongUsage."""
    token = (_read(file) if file else _ask()).strip()
    if not token:
        raise WrongUsage(ProblemCode.TOKEN_EMPTY)
    return token


def _ask() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Token", hide_input=True, err=True))
    return sys.stdin.read()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise WrongUsage(ProblemCode.FILE_UNREADABLE, path=file, reason=reason) from error
