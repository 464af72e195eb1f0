"""One append-only file of the journal: frames with a checksum, on the disk before they count."""

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"EDJ1"
_HEAD = struct.Struct("<4sIIQ")
"""Magic, length and checksum of what follows, number of the entry."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an entry lies."""

    number: int
    offset: int
    """Of its bytes, behind the head."""
    length: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes in which no whole entry lies."""

    offset: int
    length: int
    is_tail: bool
    """Nothing whole comes after it: an append that a crash cut short."""


class Segment:
    """A file that grows at its end; used by one thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size if path.exists() else 0
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        if not self.size:
            _sync_folder(path.parent)

    def append(self, number: int, data: bytes) -> Frame:
        """Append an entry; durable on return. Raises OSError and leaves the file as it was."""
        head = _HEAD.pack(_MAGIC, len(data), _checksum(number, data), number)
        try:
            self._file.seek(self.size)
            _write_all(self._file.fileno(), head + data)
            os.fsync(self._file.fileno())
        except OSError:
            self.cut(self.size)
            raise
        frame = Frame(number, self.size + _HEAD.size, len(data))
        self.size += _HEAD.size + len(data)
        return frame

    def read(self, frame: Frame) -> bytes:
        """The bytes of an entry."""
        self._file.seek(frame.offset)
        return self._file.read(frame.length)

    def frames(self) -> Iterator[Frame | Damage]:
        """Every whole entry and every damaged stretch, in order."""
        self._file.seek(0)
        data = self._file.readall()
        position = 0
        while position < len(data):
            frame = _frame_at(data, position)
            if frame is None:
                following = _next_frame(data, position + 1)
                end = len(data) if following is None else following
                yield Damage(position, end - position, following is None)
                position = end
            else:
                yield frame
                position = frame.offset + frame.length

    def cut(self, size: int) -> None:
        """Forget what lies behind a place; raises OSError."""
        self._file.truncate(size)
        os.fsync(self._file.fileno())
        self.size = size

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def remove(self) -> None:
        """Close the file and delete it."""
        self.close()
        self.path.unlink()


def _checksum(number: int, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(number.to_bytes(8, "little")))


def _frame_at(data: bytes, position: int) -> Frame | None:
    if position + _HEAD.size > len(data):
        return None
    magic, length, checksum, number = _HEAD.unpack_from(data, position)
    start = position + _HEAD.size
    if magic != _MAGIC or start + length > len(data):
        return None
    if _checksum(number, data[start : start + length]) != checksum:
        return None
    return Frame(number, start, length)


def _next_frame(data: bytes, position: int) -> int | None:
    while (position := data.find(_MAGIC, position)) >= 0:
        if _frame_at(data, position) is not None:
            return position
        position += 1
    return None


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while len(rest):
        rest = rest[os.write(descriptor, rest) :]


def _sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows knows no such thing and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
