"""What DuckDB's exceptions mean, judged by their type and text: it has no codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

# The first text that occurs decides, so what a fatal error quotes comes before "fatal" itself.
_MEANINGS: tuple[tuple[ProblemCode, tuple[str, ...]], ...] = (
    (ProblemCode.STORE_LOCKED, ("could not set lock on file", "being used by another process")),
    (
        ProblemCode.STORE_FULL,
        ("no space left on device", "disk quota exceeded", "not enough space on the disk"),
    ),
    (
        ProblemCode.STORE_NOT_WRITABLE,
        ("permission denied", "read-only file system", "is a directory", "access is denied"),
    ),
    (
        ProblemCode.STORE_DAMAGED,
        (
            "not a valid duckdb database file",
            "could not read enough bytes",
            "sqlite_scanner",  # the file is SQLite's
            "does not match stored checksum",
            "corrupt",
            "failed to deserialize",
            "failure while replaying wal",
            "input/output error",
            "version number",
        ),
    ),
)


@contextmanager
def duckdb_errors(path: Path) -> Iterator[None]:
    """Turn DuckDB's and the operating system's errors about a file into StoreUnusable."""
    try:
        yield
    except OSError as error:
        raise StoreUnusable.of_os_error(error, path) from error
    except duckdb.Error as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise StoreUnusable(meaning, path=path, reason=_first_line(error)) from error


def _meaning(error: duckdb.Error) -> ProblemCode | None:
    """None for a mistake of ours, such as a wrong statement."""
    text = str(error).lower()
    for code, signs in _MEANINGS:
        if any(sign in text for sign in signs):
            return code
    if isinstance(error, (duckdb.SerializationException, duckdb.IOException)):
        return ProblemCode.STORE_DAMAGED
    if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
        return ProblemCode.STORE_DAMAGED
    if isinstance(error, duckdb.OutOfMemoryException):
        return ProblemCode.UNEXPECTED
    return None


def _first_line(error: duckdb.Error) -> str:
    first = str(error).partition("\n")[0]
    return first.partition("Error: ")[2] or first
