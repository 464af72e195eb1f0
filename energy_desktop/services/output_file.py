"""A file that appears complete or not at all."""

import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage


class OutputFile:
    """Written beside its place and moved there at the end; devices and pipes directly.

    Raises WrongUsage when it cannot be written. When the block raises, what stood at the
    place before is left as it was.
    """

    def __init__(self, path: Path, *, is_synced: bool = True) -> None:
        """`is_synced` waits for the disk at the end, which may take long: not on a GUI's loop."""
        self._path = path
        self._is_synced = is_synced
        place = Path(os.path.realpath(path))
        self._is_replaced = not place.exists() or place.is_file()
        self._place = place
        self._draft = place.with_name(f".{place.name}.{os.getpid()}.part")
        self._file: BinaryIO | None = None

    def __enter__(self) -> "OutputFile":
        try:
            self._file = (self._draft if self._is_replaced else self._place).open("wb")
        except OSError as error:
            raise self._not_writable(error) from error
        return self

    def write(self, data: bytes) -> None:
        """Append."""
        assert self._file is not None
        try:
            self._file.write(data)
        except OSError as error:
            raise self._not_writable(error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._finish(is_complete=kind is None)
        except OSError as failure:
            if kind is None:
                raise self._not_writable(failure) from failure
        finally:
            if self._is_replaced:
                self._draft.unlink(missing_ok=True)

    def _finish(self, *, is_complete: bool) -> None:
        assert self._file is not None
        with self._file as file:
            file.flush()
            if self._is_replaced and self._is_synced:
                os.fsync(file.fileno())
        if is_complete and self._is_replaced:
            self._draft.replace(self._place)

    def _not_writable(self, error: OSError) -> WrongUsage:
        reason = error.strerror or str(error)
        return WrongUsage(ProblemCode.FILE_NOT_WRITABLE, path=self._path, reason=reason)
