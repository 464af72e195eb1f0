"""`connect`: where Home Assistant is, and the token that opens it."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from energy_desktop.commands.invocation import Invocation
from energy_desktop.commands.terminal import note, say
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage

TOKEN_VARIABLE = "ENERGY_DESKTOP_HA_TOKEN"

Url = Annotated[
    str,
    typer.Option(
        "--url", metavar="URL", help="Its address, such as http://homeassistant.local:8123."
    ),
]
TokenFile = Annotated[
    Path | None,
    typer.Option("--token-file", metavar="FILE", help="Read the token from a file."),
]
TokenStdin = Annotated[
    bool, typer.Option("--token-stdin", help="Read the token from standard input.")
]


def connect(
    invocation: Invocation,
    url: Url,
    token_file: TokenFile = None,
    token_stdin: TokenStdin = False,
) -> None:
    """Test an address and a long-lived access token of Home Assistant, then save them.

    The token goes to the system's keyring. Where ENERGY_DESKTOP_HA_TOKEN is set, it is used
    instead and never stored.
    """
    if token_file is not None and token_stdin:
        raise invocation.misuse("give --token-file or --token-stdin, not both")
    from_environment = bool(os.environ.get(TOKEN_VARIABLE))
    if not (from_environment or token_file or token_stdin):
        raise invocation.misuse(f"give --token-file or --token-stdin, or set {TOKEN_VARIABLE}")
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
        return str(typer.prompt("Token", hide_input=True, err=True))
    return sys.stdin.read()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise WrongUsage(ProblemCode.FILE_UNREADABLE, path=file, reason=reason) from error
