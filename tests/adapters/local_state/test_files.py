"""What a machine keeps of a server's state survives a kill, and is never half believed."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.adapters.local_state.files import FOLDER_NAME, LocalStateFiles
from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Session, Source
from energy_desktop.model.entities import DatedUnit, EarlierId, Entity
from energy_desktop.model.ledger_statements import (
    EntitiesSaved,
    IntervalsAdded,
    SessionAdvanced,
    SessionBegun,
    SessionsCut,
    SessionsReconciled,
    SettingsSaved,
    Statement,
    StretchRecorded,
    SyncEntryAdded,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LastKnown
from energy_desktop.ports.recorder_lease import Tenure
from tests.adapters.embedded.conftest import small_disk
from tests.adapters.embedded.small_disk import SmallDisk

__all__ = ["small_disk"]

ADDRESS = "mongodb://server:27017/energy"
AT = Micros(1_795_521_600_000_001)
ENTITY = Entity(
    "sensor.zähler",
    "sensor.meter",
    units=(DatedUnit("kWh", AT),),
    earlier_ids=(EarlierId("a", AT),),
)
SESSION = Session("one", "set", Micros(0), AT, 2**40)
MEMBERS = EntitySet.of(["sensor.a", "sensor.zähler"])
EVERY_KIND: tuple[Statement, ...] = (
    SessionBegun(SESSION, MEMBERS),
    SessionAdvanced(SESSION, MEMBERS, None),
    StretchRecorded(SESSION, MEMBERS, AT),
    SessionsCut(AT),
    SessionsReconciled(None),
    SessionsReconciled(BatchMark(7, "one", AT)),
    IntervalsAdded((Interval("sensor.a", TimeRange(Micros(0), AT), Source.RAW, "why"),), 7),
    SyncEntryAdded(SyncEntry("repair", "sensor.a", AT, AT, 3, None, "two\nlines")),
    SettingsSaved({"currency": "€"}),
    EntitiesSaved((ENTITY,)),
)
KNOWN = LastKnown(
    {"time_zone": "Europe/Zurich"},
    (ENTITY,),
    SubscriptionState("one", AT, "live"),
    Tenure(3, "cellar", is_ours=True),
)


async def _left(folder: Path) -> tuple[Statement, ...]:
    files = await LocalStateFiles.open(folder, ADDRESS)
    await files.close()
    return tuple(files.left)


def _log_of(folder: Path) -> Path:
    (found,) = (folder / FOLDER_NAME).glob("*/waiting.log")
    return found


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[LocalStateFiles]:
    opened = await LocalStateFiles.open(tmp_path, ADDRESS)
    yield opened
    await opened.close()


async def test_nothing_is_known_at_first(files: LocalStateFiles) -> None:
    assert not files.known.is_complete
    assert list(files.left) == []


async def test_what_was_known_last_is_found_by_the_next_start(
    files: LocalStateFiles, tmp_path: Path
) -> None:
    await files.keep(LastKnown(settings={}))
    await files.keep(KNOWN)
    again = await LocalStateFiles.open(tmp_path, ADDRESS)
    assert again.known == KNOWN
    assert again.known.is_complete
    await again.close()


async def test_statements_of_every_kind_are_found_in_their_order(
    files: LocalStateFiles, tmp_path: Path
) -> None:
    for statement in EVERY_KIND:
        await files.append(statement)
    assert await _left(tmp_path) == EVERY_KIND  # nothing was closed: it could have been a kill


async def test_what_is_written_anew_replaces_all_and_goes_on(
    files: LocalStateFiles, tmp_path: Path
) -> None:
    for statement in EVERY_KIND:
        await files.append(statement)
    await files.rewrite(EVERY_KIND[:2])
    await files.append(EVERY_KIND[3])
    assert await _left(tmp_path) == (*EVERY_KIND[:2], EVERY_KIND[3])
    await files.rewrite(())
    assert await _left(tmp_path) == ()


async def test_a_line_that_a_crash_cut_short_was_never_taken(
    files: LocalStateFiles, tmp_path: Path
) -> None:
    for statement in EVERY_KIND:
        await files.append(statement)
    whole = _log_of(tmp_path).read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    for cut in (1, 5, last - 1):
        _log_of(tmp_path).write_bytes(whole[:-cut])
        assert await _left(tmp_path) == EVERY_KIND[:-1]
        assert _log_of(tmp_path).read_bytes() == whole[:-last]


async def test_after_damage_between_whole_lines_nothing_is_claimed(
    files: LocalStateFiles, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for statement in EVERY_KIND:
        await files.append(statement)
    data = bytearray(_log_of(tmp_path).read_bytes())
    data[len(data) // 2] ^= 1
    _log_of(tmp_path).write_bytes(data)
    assert await _left(tmp_path) == ()
    assert "is damaged; what it claims is read again" in caplog.text


async def test_a_copy_that_is_damaged_is_not_used(files: LocalStateFiles, tmp_path: Path) -> None:
    await files.keep(KNOWN)
    (known,) = (tmp_path / FOLDER_NAME).glob("*/last_known.json")
    os.truncate(known, 20)
    again = await LocalStateFiles.open(tmp_path, ADDRESS)
    assert again.known == LastKnown()
    await again.close()


async def test_what_one_database_was_to_be_told_is_told_to_no_other(
    files: LocalStateFiles, tmp_path: Path
) -> None:
    await files.append(EVERY_KIND[0])
    await files.keep(KNOWN)
    other = await LocalStateFiles.open(tmp_path, "mongodb://elsewhere/energy")
    assert (other.known, tuple(other.left)) == (LastKnown(), ())
    await other.close()


async def test_changes_at_the_same_moment_are_both_kept(
    files: LocalStateFiles, tmp_path: Path
) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(files.keep(LastKnown(settings={})))
        await asyncio.sleep(0)
        group.create_task(files.keep(replace(files.known, tenure=KNOWN.tenure)))
    again = await LocalStateFiles.open(tmp_path, ADDRESS)
    assert again.known == LastKnown(settings={}, tenure=KNOWN.tenure)
    await again.close()


async def test_a_full_disk_is_told_and_what_was_taken_before_stays(small_disk: SmallDisk) -> None:
    files = await LocalStateFiles.open(small_disk.home, ADDRESS)
    await files.append(EVERY_KIND[0])
    small_disk.fill()
    large = SettingsSaved({"currency": "€" * 5_000})
    with pytest.raises(StoreUnusable) as refused:
        await files.append(large)
    assert refused.value.problem.code is ProblemCode.STORE_FULL
    small_disk.free()
    left = await _left(small_disk.home)
    await files.append(EVERY_KIND[1])
    assert left[0] == EVERY_KIND[0]
    assert await _left(small_disk.home) == (*left, EVERY_KIND[1])
    await files.close()
