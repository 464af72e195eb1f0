"""The lock that says which process holds the data of a folder."""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

_FILE = "running.lock"
_HELD_BY_ANOTHER = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class DataLock:
    """Held by at most one process; the operating system frees it when that process ends."""

    def __init__(self, data_folder: Path) -> None:
        self.data_folder = data_folder
        self._path = data_folder / _FILE
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds it."""
        return self._descriptor is not None

    def acquire(self) -> bool:
        """Take it if it is free, and make the folder; whether this object now holds it.

        Raises StoreUnusable when the folder cannot be written.
        """
        while self._descriptor is None:
            try:
                self.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise self._unusable(error) from error
            try:
                _lock(descriptor)
            except OSError as error:
                os.close(descriptor)
                if error.errno in _HELD_BY_ANOTHER:
                    return False
                raise self._unusable(error) from error
            if self._is_still_there(descriptor):
                self._descriptor = descriptor
            else:  # someone removed the file meanwhile: what was locked means nothing
                os.close(descriptor)
        return True

    def release(self) -> None:
        """Let another process take it; nothing happens when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> "DataLock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _is_still_there(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def _unusable(self, error: OSError) -> StoreUnusable:
        return StoreUnusable(
            ProblemCode.STORE_NOT_WRITABLE,
            path=self.data_folder,
            reason=error.strerror or str(error),
        )
