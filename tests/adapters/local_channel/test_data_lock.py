"""Who holds the data of a folder."""

from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.local_channel.processes import has_begun, holding


def test_a_folder_is_held_by_one_at_a_time(data_folder: Path) -> None:
    first, second = DataLock(data_folder), DataLock(data_folder)
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    first.release()
    assert second.acquire()
    assert second.is_held
    second.release()


def test_a_lock_ends_with_its_block(data_folder: Path) -> None:
    with DataLock(data_folder) as lock:
        assert lock.acquire()
    assert not lock.is_held


def test_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    with DataLock(tmp_path / "a") as first, DataLock(tmp_path / "b") as second:
        assert first.acquire()
        assert second.acquire()


def test_a_process_that_was_killed_holds_nothing(data_folder: Path) -> None:
    with holding(data_folder) as process:
        assert has_begun(process)
        lock = DataLock(data_folder)
        assert not lock.acquire()
        process.kill()
        process.wait()
        assert lock.acquire()
        lock.release()


def test_a_removed_lock_file_means_nothing_to_who_locks_next(data_folder: Path) -> None:
    lock = DataLock(data_folder)
    assert lock.acquire()
    (data_folder / "running.lock").unlink()
    with DataLock(data_folder) as next_one:
        assert next_one.acquire()
    lock.release()


def test_the_folder_it_makes_is_private(data_folder: Path) -> None:
    with DataLock(data_folder) as lock:
        lock.acquire()
        assert data_folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="file") as failure:
        DataLock(tmp_path / "file" / "data").acquire()
    assert failure.value.problem.code is ProblemCode.STORE_NOT_WRITABLE
