"""The journal: batches on the local disk until the database has them, and a while longer."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from energy_desktop.adapters.journal.batches import Batch, decoded, encoded
from energy_desktop.adapters.journal.segment import Damage, Frame, Segment
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable

_SUFFIX = ".journal"
_FORGOTTEN = "forgotten"
_SEGMENT_BYTES = 8 * 1024 * 1024
_SEGMENT_SECONDS = 60.0
_MEGABYTE = 1_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JournalLimits:
    """How much is kept, and how long."""

    size: int = 1_000 * _MEGABYTE
    """Bytes; beyond that batches are refused until the database has taken some."""
    kept_seconds: float = 900.0
    """How long a batch stays after the database took it, in case that loses its last ones."""
    kept_size: int = 64 * _MEGABYTE
    """Bytes of the whole journal beyond which none stays for that long: 2 million readings are
    quarter of an hour of a very busy home, or what a copy of years brings in half a minute."""


@dataclass(slots=True)
class Entry:
    """What is known of a batch without reading it."""

    number: int
    segment: Segment
    frame: Frame
    kind: Period | None
    span: TimeRange | None
    rows: int
    mark: BatchMark | None
    taken_at: float | None = None
    """When the database took it, in monotonic seconds; None while it waits."""


class Journal:
    """Segments in a folder of their own, oldest first; used by one thread."""

    def __init__(self, folder: Path, limits: JournalLimits, clock: Clock) -> None:
        self.folder = folder
        self.cut_bytes = 0
        """Bytes of appends that a crash cut short, found when the journal was opened."""
        self.lost_numbers: list[int] = []
        """Numbers of entries that lay in damaged bytes: a disk that forgets."""
        self._limits = limits
        self._clock = clock
        self._segments: list[Segment] = []
        self._entries: list[Entry] = []
        self._first_waiting = 0
        self._segment_began = 0.0
        self._next_number = 1
        self.forgotten = 0
        """Number of the newest mark that was taken and is kept no more: the database has it."""

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(segment.size for segment in self._segments)

    @property
    def next_number(self) -> int:
        """The number of the next entry."""
        return self._next_number

    @property
    def waiting(self) -> list[Entry]:
        """What the database has not taken yet, oldest first."""
        return self._entries[self._first_waiting :]

    @property
    def last_mark(self) -> BatchMark | None:
        """The newest mark, taken or not."""
        return next((e.mark for e in reversed(self._entries) if e.mark is not None), None)

    def open(self) -> None:
        """Read what an earlier run left: all of it waits. Raises StoreUnusable."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.forgotten = _number_in(self.folder / _FORGOTTEN)
            for path in sorted(self.folder.glob(f"*{_SUFFIX}")):
                self._read_segment(path)
        except OSError as error:
            self.close()
            raise StoreUnusable.of_os_error(error, self.folder) from error
        self._find_holes()

    def append(self, batch: Batch) -> None:
        """Take a batch; durable on return. Raises StoreUnusable when there is no room."""
        data = encoded(batch)
        self._make_room(len(data))
        try:
            segment = self._open_segment()
            frame = segment.append(self._next_number, data)
        except OSError as error:
            self._segment_began = -_SEGMENT_SECONDS  # the next append begins another file
            raise StoreUnusable.of_os_error(error, self.folder) from error
        self._entries.append(_entry(segment, frame, batch))
        self._next_number += 1

    def next_batches(self, rows: int) -> list[tuple[Entry, Batch]]:
        """The oldest batches of one kind that wait, of about so many rows together."""
        chosen: list[tuple[Entry, Batch]] = []
        total = 0
        for entry in self._waiting_entries():
            total += entry.rows
            if chosen and (total > rows or entry.kind != chosen[0][0].kind):
                break
            chosen.append((entry, self._read(entry)))
        return chosen

    def waiting_rows(self, kind: Period | None, span: TimeRange) -> Iterator[Batch]:
        """The batches of a kind that wait and touch a span, oldest first, read one by one."""
        for entry in self._waiting_entries():
            if entry.kind == kind and entry.span is not None and entry.span.intersection(span):
                yield self._read(entry)

    def taken(self, number: int) -> None:
        """The database has everything up to this entry, durably."""
        now = self._clock.monotonic()
        while self._first_waiting < len(self._entries):
            entry = self._entries[self._first_waiting]
            if entry.number > number:
                break
            entry.taken_at = now
            self._first_waiting += 1
        self._forget_old(now - self._limits.kept_seconds)

    def wait_again(self) -> None:
        """Everything that is still kept waits once more: the database may have lost it."""
        self._first_waiting = 0

    def expect(self, number: int) -> None:
        """The database has proved this number, and what it lost before is given up.

        Raises StoreUnusable.
        """
        try:
            self._note_forgotten(number)
        except OSError as error:
            raise StoreUnusable.of_os_error(error, self.folder) from error

    def close(self) -> None:
        """Close the files; idempotent."""
        for segment in self._segments:
            segment.close()

    def _note_forgotten(self, number: int) -> None:
        if number != self.forgotten:
            _save_number(self.folder / _FORGOTTEN, number)
            self.forgotten = number

    def _read(self, entry: Entry) -> Batch:
        try:
            return decoded(entry.segment.read(entry.frame))
        except OSError as error:
            raise StoreUnusable.of_os_error(error, entry.segment.path) from error

    def _waiting_entries(self) -> Iterator[Entry]:
        for index in range(self._first_waiting, len(self._entries)):
            yield self._entries[index]

    def _read_segment(self, path: Path) -> None:
        segment = Segment(path)
        self._segments.append(segment)
        for found in segment.frames():
            if isinstance(found, Frame):
                self._entries.append(_entry(segment, found, decoded(segment.read(found))))
                self._next_number = found.number + 1
            elif found.is_tail:
                self._cut(segment, found)

    def _cut(self, segment: Segment, tail: Damage) -> None:
        _log.warning("%s: an append was cut short: %d bytes", segment.path.name, tail.length)
        self.cut_bytes += tail.length
        segment.cut(tail.offset)

    def _find_holes(self) -> None:
        numbers = [entry.number for entry in self._entries]
        if numbers:
            expected = range(numbers[0], numbers[-1] + 1)
            self.lost_numbers = sorted(set(expected).difference(numbers))
        if self.lost_numbers:
            _log.error("%s: batches %s are damaged and lost", self.folder, self.lost_numbers)

    def _open_segment(self) -> Segment:
        """The newest segment, or another one when that is large or old."""
        now = self._clock.monotonic()
        is_due = now - self._segment_began >= _SEGMENT_SECONDS
        if not self._segments or is_due or self._segments[-1].size >= _SEGMENT_BYTES:
            name = f"{self._next_number:016d}{_SUFFIX}"
            path = self.folder / name
            if not self._segments or self._segments[-1].path != path:
                self._segments.append(Segment(path))
            self._segment_began = now
        return self._segments[-1]

    def _make_room(self, wanted: int) -> None:
        """Give up what is kept only in case the database forgets, before refusing a batch."""
        if self.size + wanted <= self._limits.size:
            return
        self._forget_old(self._clock.monotonic())
        if self.size + wanted > self._limits.size:
            raise StoreUnusable(
                ProblemCode.JOURNAL_FULL, path=self.folder, size=self.size // _MEGABYTE
            )

    def _forget_old(self, before: float) -> None:
        """Remove files whose every batch was taken before a moment; the newest one stays.

        Where much is kept, they need not wait for that moment.
        """
        while len(self._segments) > 1:
            is_much = self.size > self._limits.kept_size
            limit = self._clock.monotonic() if is_much else before
            first = self._entries[0].taken_at if self._entries else limit
            if first is None or first > limit:
                return  # most of the time, and looked at once for each batch
            oldest = self._segments[0]
            inside = [e for e in self._oldest_entries() if e.segment is oldest]
            if any(e.taken_at is None or e.taken_at > limit for e in inside):
                return
            if len(inside) > self._first_waiting:
                return  # they were taken once, and wait again
            rest = self._entries[len(inside) :]
            if any(e.mark for e in inside) and not any(e.mark for e in rest):
                return  # the last mark stays, to be told while the database is away
            numbers = [e.mark.number for e in inside if e.mark is not None]
            try:
                self._note_forgotten(max(numbers, default=self.forgotten))
                oldest.remove()
            except OSError as error:
                _log.warning("%s stays a while longer: %s", oldest.path.name, error)
                return
            del self._segments[0]
            del self._entries[: len(inside)]
            self._first_waiting -= len(inside)

    def _oldest_entries(self) -> Iterator[Entry]:
        oldest = self._segments[0]
        for entry in self._entries:
            if entry.segment is not oldest:
                return
            yield entry


def _number_in(path: Path) -> int:
    """The number in a file; 0 where there is none, or none that can be understood."""
    try:
        return int(path.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def _save_number(path: Path, number: int) -> None:
    new = path.with_suffix(".new")
    with new.open("w", encoding="ascii") as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _entry(segment: Segment, frame: Frame, batch: Batch) -> Entry:
    return Entry(frame.number, segment, frame, batch.kind, batch.span, len(batch.rows), batch.mark)
