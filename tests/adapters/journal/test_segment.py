"""One file: whole entries are found, whatever else lies in it."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from energy_desktop.adapters.journal.segment import Damage, Frame, Segment

ENTRIES = [b"first", b"", b"EDJ1 looks like a beginning", bytes(range(256))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file of a test lies."""
    return tmp_path / "segment"


def _filled(path: Path) -> int:
    """Write the usual entries; where the last one begins."""
    segment = Segment(path)
    last = 0
    for number, data in enumerate(ENTRIES, start=1):
        last = segment.size
        segment.append(number, data)
    segment.close()
    return last


def _found(path: Path) -> tuple[list[tuple[int, bytes]], list[Damage]]:
    segment = Segment(path)
    frames = list(segment.frames())
    entries = [(f.number, segment.read(f)) for f in frames if isinstance(f, Frame)]
    segment.close()
    return entries, [f for f in frames if isinstance(f, Damage)]


def test_entries_come_back_in_order(path: Path) -> None:
    _filled(path)
    assert _found(path) == (list(enumerate(ENTRIES, start=1)), [])


def test_a_file_cut_anywhere_in_its_last_entry_holds_the_others(path: Path) -> None:
    last = _filled(path)
    whole = path.read_bytes()
    for size in range(last + 1, len(whole)):
        path.write_bytes(whole[:size])
        entries, damages = _found(path)
        assert [number for number, _ in entries] == [1, 2, 3]
        assert damages == [Damage(last, size - last, is_tail=True)]


def test_an_entry_after_a_cut_tail_is_found(path: Path) -> None:
    last = _filled(path)
    path.write_bytes(path.read_bytes()[: last + 7])
    segment = Segment(path)
    segment.cut(last)
    segment.append(4, b"again")
    segment.close()
    assert _found(path)[0][-1] == (4, b"again")


@pytest.mark.parametrize("seed", range(20))
def test_a_flipped_bit_loses_only_the_entry_it_lies_in(path: Path, seed: int) -> None:
    last = _filled(path)
    data = bytearray(path.read_bytes())
    data[random.Random(seed).randrange(last)] ^= 1 << (seed % 8)
    path.write_bytes(data)
    entries, damages = _found(path)
    assert len(entries) == len(ENTRIES) - 1
    assert all(entry in enumerate(ENTRIES, start=1) for entry in entries)
    assert [damage.is_tail for damage in damages] == [False]


def test_a_file_of_noise_holds_nothing(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(5000))
    assert _found(path) == ([], [Damage(0, 5000, is_tail=True)])


@pytest.fixture
def failing_write(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that takes half of what is written, and no more after that."""
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        write(descriptor, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    yield
    monkeypatch.undo()


def test_an_append_that_failed_leaves_the_file_as_it_was(
    path: Path, failing_write: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = Segment(path)
    with pytest.raises(OSError, match="No space"):
        segment.append(1, b"does not fit")
    monkeypatch.undo()
    segment.append(1, b"fits")
    segment.close()
    assert _found(path) == ([(1, b"fits")], [])
