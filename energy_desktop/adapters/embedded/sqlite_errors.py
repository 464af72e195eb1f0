"""What SQLite's exceptions mean, judged by their result codes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

_MEANINGS = {
    sqlite3.SQLITE_BUSY: ProblemCode.STORE_LOCKED,
    sqlite3.SQLITE_LOCKED: ProblemCode.STORE_LOCKED,
    sqlite3.SQLITE_FULL: ProblemCode.STORE_FULL,
    sqlite3.SQLITE_CORRUPT: ProblemCode.STORE_DAMAGED,
    sqlite3.SQLITE_NOTADB: ProblemCode.STORE_DAMAGED,
    sqlite3.SQLITE_IOERR: ProblemCode.STORE_DAMAGED,
    sqlite3.SQLITE_READONLY: ProblemCode.STORE_NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: ProblemCode.STORE_NOT_WRITABLE,
    sqlite3.SQLITE_PERM: ProblemCode.STORE_NOT_WRITABLE,
    sqlite3.SQLITE_AUTH: ProblemCode.STORE_NOT_WRITABLE,
}


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's and the operating system's errors about a file into StoreUnusable."""
    try:
        yield
    except OSError as error:
        raise StoreUnusable.of_os_error(error, path) from error
    except sqlite3.Error as error:
        code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        meaning = _MEANINGS.get(code & 0xFF)  # the low byte is the primary result code
        if meaning is None:
            raise
        raise StoreUnusable(meaning, path=path, reason=str(error)) from error
