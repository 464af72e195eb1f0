"""Two files in the data folder: what the server told last, and what it has to be told."""

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVarTuple, Unpack

import msgspec

from energy_desktop.adapters.local_state.statement_lines import (
    LinesDamaged,
    line_of,
    statements_in,
)
from energy_desktop.adapters.owner_thread import OwnerThread
from energy_desktop.model.ledger_statements import Statement
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LastKnown

FOLDER_NAME = "state-copy"
_KNOWN = "last_known.json"
_WAITING = "waiting.log"

Arguments = TypeVarTuple("Arguments")

_log = logging.getLogger(__name__)


class LocalStateFiles:
    """Implements `ports.local_state.LocalState`; one thread owns the files.

    Neither holds a secret: tokens and passwords are in no state store.
    """

    def __init__(self, folder: Path) -> None:
        self.known = LastKnown()
        self.left: Sequence[Statement] = ()
        self._folder = folder
        self._waiting: BinaryIO | None = None
        self._thread = OwnerThread("local-state")
        self._is_closed = False

    @classmethod
    async def open(cls, folder: Path, address: str) -> "LocalStateFiles":
        """Read what is kept of the database at an address, below a folder; raises StoreUnusable.

        Another database has other files: what was meant for one is never told to another.
        """
        digest = hashlib.sha256(address.encode()).hexdigest()[:16]
        files = cls(folder / FOLDER_NAME / digest)
        try:
            await files._run(files._open)
        except BaseException:  # also cancelled: nobody else would end its thread
            await files.close()
            raise
        return files

    async def keep(self, known: LastKnown) -> None:
        """Keep this instead of what was known before."""
        self.known = known  # at once: another change may be made on top of it meanwhile
        await self._run(self._keep, known)

    async def append(self, statement: Statement) -> None:
        """Let a statement wait after the others; durable on return."""
        await self._run(self._append, statement)

    async def rewrite(self, statements: Sequence[Statement]) -> None:
        """Let exactly these wait; durable on return."""
        await self._run(self._rewrite, tuple(statements))

    async def close(self) -> None:
        """Close the files; idempotent."""
        if not self._is_closed:
            self._is_closed = True
            await self._thread.run(self._close)
            await self._thread.close()

    async def _run(self, function: Callable[[Unpack[Arguments]], None], *args: *Arguments) -> None:
        try:
            await self._thread.run(function, *args)
        except OSError as error:
            raise StoreUnusable.of_os_error(error, self._folder) from error

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        known = self._folder / _KNOWN
        if known.exists():
            try:
                self.known = msgspec.json.decode(known.read_bytes(), type=LastKnown)
            except msgspec.DecodeError as error:
                _log.warning("%s is damaged and not used: %s", known, error)
        self._read_waiting(self._folder / _WAITING)

    def _read_waiting(self, path: Path) -> None:
        """What was damaged is given up altogether: a part of it could claim too much."""
        if not path.exists():
            return
        data = path.read_bytes()
        try:
            self.left, whole = statements_in(data)
        except LinesDamaged as error:
            _log.error("%s is damaged; what it claims is read again: %s", path, error)
            path.unlink()
            return
        if whole < len(data):
            _log.warning("%s: a line was cut short by a crash", path)
            os.truncate(path, whole)

    def _keep(self, known: LastKnown) -> None:
        _replace(self._folder / _KNOWN, msgspec.json.encode(known))

    def _append(self, statement: Statement) -> None:
        """After an error the file is as it was, and opened anew for the next statement."""
        if self._waiting is None:
            self._waiting = (self._folder / _WAITING).open("ab", buffering=0)
            _sync(self._folder)
        size = self._waiting.seek(0, os.SEEK_END)
        try:
            line = memoryview(line_of(statement))
            while line:
                line = line[self._waiting.write(line) :]
            os.fsync(self._waiting.fileno())
        except OSError:
            with suppress(OSError):
                self._waiting.truncate(size)
            self._close()
            raise

    def _rewrite(self, statements: Sequence[Statement]) -> None:
        self._close()
        path = self._folder / _WAITING
        if statements:
            _replace(path, b"".join(line_of(each) for each in statements))
        elif path.exists():
            path.unlink()
            _sync(self._folder)

    def _close(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.close()


def _replace(path: Path, data: bytes) -> None:
    """The whole file or the one before, whenever the machine stops."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a change of names durable; Windows knows no such thing and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
