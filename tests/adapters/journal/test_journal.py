"""What the journal keeps, for how long, and what it finds when it is opened."""

from pathlib import Path

import pytest

from energy_desktop.adapters.journal.batches import Batch
from energy_desktop.adapters.journal.journal import Journal, JournalLimits
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from tests.fakes.clock import ManualClock
from tests.ports.sample_readings import EVER, at, reading

SPARSE = 61.0
"""Seconds between batches that come to lie in files of their own."""


@pytest.fixture
def clock() -> ManualClock:
    """A clock whose hands the test moves."""
    return ManualClock()


def _opened(folder: Path, clock: ManualClock, limits: JournalLimits | None = None) -> Journal:
    journal = Journal(folder, limits or JournalLimits(), clock)
    journal.open()
    return journal


def _batch(number: int, rows: int = 1, mark: bool = True) -> Batch:
    readings = ReadingColumns.of(reading(number + n / 1000, float(number)) for n in range(rows))
    return Batch(readings, BatchMark(number, "session", at(number)) if mark else None)


def _filled(journal: Journal, clock: ManualClock, count: int, apart: float = 0.0) -> None:
    for number in range(1, count + 1):
        journal.append(_batch(number))
        clock.advance(apart)


def _waiting(journal: Journal) -> list[int]:
    return [entry.number for entry in journal.waiting]


def test_batches_wait_until_the_database_took_them(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock)
    _filled(journal, clock, 4)
    journal.taken(2)
    assert _waiting(journal) == [3, 4]
    assert [entry.number for entry, _ in journal.next_batches(10)] == [3, 4]
    journal.close()


def test_what_waits_is_found_by_its_span(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock)
    _filled(journal, clock, 4)
    assert len(list(journal.waiting_rows(None, EVER))) == 4
    assert len(list(journal.waiting_rows(None, TimeRange(at(2), at(4))))) == 2
    assert list(journal.waiting_rows(None, TimeRange(Micros(0), at(1)))) == []
    journal.close()


def test_batches_come_in_portions_of_about_so_many_rows(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock)
    for number in range(1, 6):
        journal.append(_batch(number, rows=10))
    assert [entry.number for entry, _ in journal.next_batches(25)] == [1, 2]
    assert [entry.number for entry, _ in journal.next_batches(1)] == [1]
    journal.close()


def test_everything_waits_when_the_journal_is_opened_again(
    tmp_path: Path, clock: ManualClock
) -> None:
    first = _opened(tmp_path, clock)
    _filled(first, clock, 3)
    first.taken(2)
    first.close()
    second = _opened(tmp_path, clock)
    assert _waiting(second) == [1, 2, 3]
    assert second.next_number == 4
    assert second.last_mark == BatchMark(3, "session", at(3))
    second.close()


def test_a_torn_tail_is_cut_and_told(
    tmp_path: Path, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    first = _opened(tmp_path, clock)
    _filled(first, clock, 3)
    first.close()
    (file,) = tmp_path.glob("*.journal")
    file.write_bytes(file.read_bytes()[:-5])
    second = _opened(tmp_path, clock)
    assert _waiting(second) == [1, 2]
    assert second.cut_bytes > 0
    assert second.lost_numbers == []
    assert "cut short" in caplog.text
    second.append(_batch(3))
    second.close()
    third = _opened(tmp_path, clock)
    assert _waiting(third) == [1, 2, 3]
    assert third.cut_bytes == 0
    third.close()


def test_a_damaged_batch_between_others_is_named(
    tmp_path: Path, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    first = _opened(tmp_path, clock)
    _filled(first, clock, 3)
    second_entry = first.waiting[1].frame
    first.close()
    (file,) = tmp_path.glob("*.journal")
    data = bytearray(file.read_bytes())
    data[second_entry.offset] ^= 1
    file.write_bytes(data)
    second = _opened(tmp_path, clock)
    assert _waiting(second) == [1, 3]
    assert second.lost_numbers == [2]
    assert "[2] are damaged" in caplog.text
    second.close()


def test_what_was_taken_stays_a_quarter_of_an_hour(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock)
    _filled(journal, clock, 5, apart=SPARSE)
    journal.taken(4)
    clock.advance(899.0 - SPARSE)
    journal.taken(4)
    journal.wait_again()
    assert _waiting(journal) == [1, 2, 3, 4, 5]
    journal.close()


def test_what_was_taken_a_quarter_of_an_hour_ago_is_gone(
    tmp_path: Path, clock: ManualClock
) -> None:
    journal = _opened(tmp_path, clock)
    _filled(journal, clock, 5, apart=SPARSE)
    journal.taken(4)
    clock.advance(901.0)
    journal.taken(5)
    journal.wait_again()
    assert _waiting(journal) == [5]
    assert journal.forgotten == 4
    assert len(list(tmp_path.glob("*.journal"))) == 1
    journal.close()


def test_what_waits_again_is_not_removed(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock)
    _filled(journal, clock, 3, apart=SPARSE)
    journal.taken(3)
    journal.wait_again()
    clock.advance(10_000.0)
    journal.taken(1)
    assert _waiting(journal) == [2, 3]
    journal.close()


def test_the_last_mark_stays_for_as_long_as_it_is_the_last(
    tmp_path: Path, clock: ManualClock
) -> None:
    journal = _opened(tmp_path, clock)
    _filled(journal, clock, 2, apart=SPARSE)
    for number in range(3, 6):
        journal.append(_batch(number, mark=False))
        clock.advance(SPARSE)
    journal.taken(5)
    clock.advance(10_000.0)
    journal.taken(5)
    assert journal.last_mark == BatchMark(2, "session", at(2))
    journal.close()


def test_what_was_forgotten_is_known_after_the_next_start(
    tmp_path: Path, clock: ManualClock
) -> None:
    first = _opened(tmp_path, clock)
    _filled(first, clock, 3, apart=SPARSE)
    first.taken(3)
    clock.advance(10_000.0)
    first.taken(3)
    first.close()
    second = _opened(tmp_path, clock)
    assert second.forgotten == 2
    second.close()


def test_a_full_journal_refuses_and_says_so(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock, JournalLimits(size=20_000))
    journal.append(_batch(1, rows=500))
    with pytest.raises(StoreUnusable) as refused:
        journal.append(_batch(2, rows=500))
    assert refused.value.problem.code is ProblemCode.JOURNAL_FULL
    assert _waiting(journal) == [1]
    journal.close()


def test_a_full_journal_gives_up_what_the_database_has(tmp_path: Path, clock: ManualClock) -> None:
    journal = _opened(tmp_path, clock, JournalLimits(size=40_000))
    journal.append(_batch(1, rows=500))
    clock.advance(SPARSE)
    journal.append(_batch(2, rows=500))
    journal.taken(1)
    clock.advance(SPARSE)
    journal.append(_batch(3, rows=500))
    assert _waiting(journal) == [2, 3]
    assert journal.size <= 40_000
    journal.close()


def test_much_that_the_database_has_is_not_kept_for_long(
    tmp_path: Path, clock: ManualClock
) -> None:
    journal = _opened(tmp_path, clock, JournalLimits(kept_size=40_000))
    for number in range(1, 6):
        journal.append(_batch(number, rows=500))
        clock.advance(SPARSE)
    journal.taken(4)
    assert journal.size <= 40_000
    assert _waiting(journal) == [5]
    assert journal.forgotten > 0
    journal.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnusable) as refused:
        _opened(tmp_path / "file", clock)
    assert refused.value.problem.code is ProblemCode.STORE_NOT_WRITABLE
