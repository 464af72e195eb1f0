"""One SQLite file and its connection, both owned by one thread."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from energy_desktop.adapters.embedded.sqlite_errors import sqlite_errors
from energy_desktop.adapters.embedded.state_schema import migrate
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable


class StateDatabase:
    """Locked against every other process and every other connection while it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the file, or make it; raises StoreUnusable and leaves a file it refuses as is."""
        with sqlite_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._refuse_read_only()
            connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
            try:
                self._prepare(connection)
            except Exception:
                connection.close()
                raise
            self._connection = connection

    def close(self) -> None:
        """Close the file; idempotent."""
        if self._connection is not None:
            with suppress(sqlite3.Error):  # what is committed is durable in the log
                self._connection.close()
            self._connection = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; durable when the block ends."""
        connection = self._connection
        if connection is None:
            raise StoreUnusable(ProblemCode.STORE_AWAY, path=self.path, reason="it is closed")
        with sqlite_errors(self.path):
            connection.execute("BEGIN")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:  # whatever ends the block leaves no transaction open
                with suppress(sqlite3.Error):  # some errors have rolled back already
                    connection.execute("ROLLBACK")
                raise

    def _refuse_read_only(self) -> None:
        """SQLite calls this an I/O error. Asked, not tried: closing a file frees its locks."""
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise StoreUnusable(
                ProblemCode.STORE_NOT_WRITABLE, path=self.path, reason="it is read-only"
            )

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = FULL")
        self._check(connection)
        migrate(connection, self.path)
        connection.execute("PRAGMA journal_mode = WAL")
        # The first write takes the exclusive lock, and this mode never gives it back.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")

    def _check(self, connection: sqlite3.Connection) -> None:
        """The file is small: read it once rather than meet a damaged page in the night."""
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StoreUnusable(ProblemCode.STORE_DAMAGED, path=self.path, reason=verdict)
