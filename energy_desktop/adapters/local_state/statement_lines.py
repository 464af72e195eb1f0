"""Statements as lines of text, each with a checksum, so that half a line is never believed."""

import zlib
from typing import get_args

import msgspec

from energy_desktop.model.ledger_statements import Statement

_KINDS: dict[str, type[Statement]] = {kind.__name__: kind for kind in get_args(Statement)}


class LinesDamaged(Exception):
    """A line before the last one is not what was written."""


def line_of(statement: Statement) -> bytes:
    """The line of a statement, with its end."""
    said = msgspec.json.encode({type(statement).__name__: statement})
    return b"%08x %s\n" % (zlib.crc32(said), said)


def statements_in(data: bytes) -> tuple[list[Statement], int]:
    """The statements of all whole lines, and the number of bytes of these.

    The last line may have been cut short by a crash: nobody was told then that it was taken.
    Raises LinesDamaged for every other trouble.
    """
    statements: list[Statement] = []
    whole = 0
    for line in data.splitlines(keepends=True):
        try:
            statements.append(_statement_of(line))
        except ValueError as error:  # also what the decoder raises
            if whole + len(line) < len(data):
                raise LinesDamaged(str(error)) from error
            break
        whole += len(line)
    return statements, whole


def _statement_of(line: bytes) -> Statement:
    checksum, _, said = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or int(checksum, 16) != zlib.crc32(said):
        raise ValueError("a line differs from its checksum")
    ((name, value),) = msgspec.json.decode(said, type=dict[str, msgspec.Raw]).items()
    if name not in _KINDS:
        raise ValueError(f"“{name}” is no statement")
    return msgspec.json.decode(value, type=_KINDS[name])
