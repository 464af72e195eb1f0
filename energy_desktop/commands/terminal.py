"""Standard output, standard error and what a terminal can show."""

import json
import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import click


class OutputClosed(Exception):
    """Nobody reads standard output any more, as behind `| head`."""


def say(text: str) -> None:
    """Write a line to standard output; OutputClosed when nobody reads it.

    Characters that the terminal's encoding lacks become question marks.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    say_bytes(f"{text}\n".encode(encoding, "replace"))


def note(text: str) -> None:
    """Write a line to standard error: whatever is not the answer itself."""
    click.echo(text, err=True)


def say_document(document: Any) -> None:
    """Write one JSON document, in ASCII so that it passes through every encoding."""
    say(json.dumps(document, indent=2))


def say_bytes(data: bytes) -> None:
    """Write to standard output as it is; OutputClosed when nobody reads it."""
    try:
        click.echo(data, nl=False)
    except BrokenPipeError as error:
        raise OutputClosed from error


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns aligned by spaces, under their heads."""
    lines = [tuple(heads), *map(tuple, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Labels and what they stand for, aligned."""
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"{label.ljust(width)}  {text}".rstrip() for label, text in rows)


def abandon_output() -> None:
    """Stop writing to a standard output that nobody reads any more."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


class ProgressLine:
    """A line on standard error that is written over; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._is_shown = False

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._is_shown:
            self._write("")

    def show(self, text: str) -> None:
        """Replace the line."""
        if sys.stderr.isatty():
            self._write(text)
            self._is_shown = True

    def _write(self, text: str) -> None:
        click.echo(f"\r\x1b[2K{text}", err=True, nl=False)
