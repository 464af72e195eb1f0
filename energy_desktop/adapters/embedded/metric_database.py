"""One DuckDB file: a connection for its writer, a cursor for each reader."""

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from energy_desktop.adapters.embedded import claims
from energy_desktop.adapters.embedded.duckdb_errors import duckdb_errors
from energy_desktop.adapters.embedded.metric_schema import (
    check_form,
    create_tables,
    last_block_in_use,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

CHECKPOINT_BYTES = 16 * 1024 * 1024
"""Size of the write-ahead log at which it is worked into the file."""

_HEADER_BYTES = 3 * 4096

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DatabaseLimits:
    """What DuckDB may take of the machine."""

    memory_mb: int = 128
    threads: int = 2


class MetricDatabase:
    """Opened, written and closed by one thread; `reading` may be used by any.

    A fatal error of DuckDB (a disk that fills up while it checkpoints) makes its instance
    useless, not the file: `transaction` opens it anew before it goes on.
    """

    def __init__(self, path: Path, limits: DatabaseLimits) -> None:
        self.path = path
        self._limits = limits
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._readers = 0
        self._readers_changed = threading.Condition()
        self._is_reopening = False
        self.is_invalid = False
        """A fatal error happened; the next `transaction` or `reopen` cures it."""

    def open(self) -> None:
        """Open the file, or make it; raises StoreUnusable and leaves the file as it was."""
        claims.claim(self.path)
        try:
            with duckdb_errors(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if not self.path.exists():
                    self._create()
                self._connection = self._connect_checked()
        except Exception:
            claims.release(self.path)
            raise

    def close(self) -> None:
        """Close the file after the readers that still run; idempotent."""
        self._disconnect()
        claims.release(self.path)

    def reopen(self) -> None:
        """Open the file anew after a fatal error; nothing happens when there was none."""
        if not self.is_invalid:
            return
        with self._readers_changed:
            self._is_reopening = True
            self._readers_changed.wait_for(lambda: self._readers == 0)
        try:
            self._disconnect()
            with duckdb_errors(self.path):
                self._connection = self._connect_checked()
            self.is_invalid = False
        finally:
            with self._readers_changed:
                self._is_reopening = False
                self._readers_changed.notify_all()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A write transaction: durable when the block ends, undone when it raises."""
        self.reopen()
        connection = self._open_connection()
        with self._errors():
            connection.execute("BEGIN")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:  # whatever ends the block leaves no transaction open
                with suppress(duckdb.Error):  # a failed commit has rolled back already
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction of its own: all its questions see one moment."""
        with self._as_reader(), self._errors():
            cursor = self._open_connection().cursor()
            try:
                cursor.execute("BEGIN")
                yield cursor
            finally:
                cursor.close()

    def checkpoint_if_due(self) -> None:
        """Work a long write-ahead log into the file, if the disk has room for it.

        Done here and not by DuckDB, because there a full disk at this moment would make a
        commit look failed that is durable. Never raises: the log itself is durable.
        """
        pending = self._log_bytes()
        if pending < CHECKPOINT_BYTES:
            return
        if shutil.disk_usage(self.path.parent).free < 2 * pending:
            _log.warning("no room to work the log of %s into it", self.path)
            return
        try:
            with self._errors():
                self._open_connection().execute("CHECKPOINT")
        except (StoreUnusable, duckdb.Error) as error:
            _log.warning("checkpoint of %s failed: %s", self.path, error)

    def _log_bytes(self) -> int:
        try:
            return self.path.with_name(self.path.name + ".wal").stat().st_size
        except OSError:
            return 0

    def _create(self) -> None:
        """Make the file under another name first: a crash leaves none that looks damaged."""
        new = self.path.with_name(self.path.name + ".new")
        orphan = self.path.with_name(self.path.name + ".wal")
        try:
            new.unlink(missing_ok=True)
            if orphan.exists():  # the log of a file that somebody removed
                orphan.replace(orphan.with_name(orphan.name + ".orphan"))
            connection = self._connect(new)
            try:
                create_tables(connection)
            finally:
                connection.close()
            os.replace(new, self.path)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def _connect_checked(self) -> duckdb.DuckDBPyConnection:
        connection = self._connect(self.path)
        try:
            self._check_length(connection)
            check_form(connection, self.path)
        except Exception:
            connection.close()
            raise
        return connection

    def _connect(self, path: Path) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(
            path,
            config={
                "memory_limit": f"{self._limits.memory_mb}MB",
                "threads": self._limits.threads,
                "async_threads": 1,
                "checkpoint_threshold": "1TB",  # `checkpoint_if_due` does it
                # Else a file of another program makes DuckDB fetch an extension for it.
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )

    def _check_length(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Find a truncated file now rather than when what is missing is read one day.

        A file may be shorter than the number of its blocks says, when one was reserved and
        never written; then each block that is in use is looked at.
        """
        size, blocks = connection.execute(
            "SELECT block_size, total_blocks FROM pragma_database_size()"
        ).fetchall()[0]
        found = self.path.stat().st_size
        if found >= _HEADER_BYTES + blocks * size:
            return
        expected = _HEADER_BYTES + (last_block_in_use(connection) + 1) * size
        if found < expected:
            raise StoreUnusable(
                ProblemCode.STORE_DAMAGED,
                path=self.path,
                reason=f"it ends after {found} of {expected} bytes",
            )

    def _disconnect(self) -> None:
        if self._connection is not None:
            with self._readers_changed:
                self._readers_changed.wait_for(lambda: self._readers == 0)
            with suppress(duckdb.Error):  # what is committed is durable in the log
                self._connection.close()
            self._connection = None

    def _open_connection(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            raise StoreUnusable(ProblemCode.STORE_AWAY, path=self.path, reason="it is closed")
        return self._connection

    @contextmanager
    def _as_reader(self) -> Iterator[None]:
        with self._readers_changed:
            self._readers_changed.wait_for(lambda: not self._is_reopening)
            self._readers += 1
        try:
            yield
        finally:
            with self._readers_changed:
                self._readers -= 1
                self._readers_changed.notify_all()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        with duckdb_errors(self.path):
            try:
                yield
            except (duckdb.FatalException, duckdb.InternalException):
                self.is_invalid = True
                raise
