"""Files that cannot be used are named, and left as they are."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from energy_desktop.adapters.embedded.metric_schema import FORM as METRIC_FORM
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_schema import FORM as STATE_FORM
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.embedded.small_disk import SmallDisk
from tests.ports.sample_readings import reading, write

Opener = Callable[[Path], Awaitable[Any]]

METRICS, STATE = "metrics.duckdb", "state.sqlite"

KINDS = [
    pytest.param(EmbeddedMetricStore.open, METRICS, id="metrics"),
    pytest.param(EmbeddedStateStore.open, STATE, id="state"),
]
both = pytest.mark.parametrize(("opener", "name"), KINDS)


async def _refusal(opener: Opener, folder: Path) -> StoreUnusable:
    with pytest.raises(StoreUnusable) as raised:
        await opener(folder)
    return raised.value


async def _make(folder: Path) -> None:
    """Both files, with some content."""
    metrics = await EmbeddedMetricStore.open(folder)
    await write(metrics, *(reading(second, 0.1 * second) for second in range(50_000)))
    await metrics.seal(reading(0, 0, day=1).timestamp)
    await metrics.close()
    state = await EmbeddedStateStore.open(folder)
    await state.save_entities(Entity(str(number), str(number)) for number in range(2000))
    await state.close()


@both
async def test_a_store_that_is_open_here_is_locked(
    tmp_path: Path, opener: Opener, name: str
) -> None:
    first = await opener(tmp_path)
    error = await _refusal(opener, tmp_path)
    await first.close()
    assert error.problem.code == ProblemCode.STORE_LOCKED
    assert error.problem.parameters["path"] == tmp_path / name
    await (await opener(tmp_path)).close()


_HOLDER = """
import asyncio, sys
from pathlib import Path
from energy_desktop.adapters.embedded.{module} import {kind}

async def hold() -> None:
    store = await {kind}.open(Path(sys.argv[1]))
    print("open", flush=True)
    sys.stdin.readline()
    await store.close()

asyncio.run(hold())
"""


@pytest.mark.parametrize(
    ("opener", "module", "kind"),
    [
        (EmbeddedMetricStore.open, "metric_store", "EmbeddedMetricStore"),
        (EmbeddedStateStore.open, "state_store", "EmbeddedStateStore"),
    ],
)
async def test_a_store_that_another_program_has_open_is_locked(
    tmp_path: Path, opener: Opener, module: str, kind: str
) -> None:
    program = [sys.executable, "-c", _HOLDER.format(module=module, kind=kind), str(tmp_path)]
    pipe = asyncio.subprocess.PIPE
    holder = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe)
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"open\n"
    error = await _refusal(opener, tmp_path)
    await holder.communicate(b"\n")
    assert error.problem.code == ProblemCode.STORE_LOCKED
    await (await opener(tmp_path)).close()


@both
@pytest.mark.parametrize("content", [b"hello\n", b"\x7fELF" + bytes(100_000), b"x" * 20_000])
async def test_a_file_of_something_else_is_damaged_and_left_untouched(
    tmp_path: Path, opener: Opener, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    error = await _refusal(opener, tmp_path)
    assert error.problem.code == ProblemCode.STORE_DAMAGED
    assert (tmp_path / name).read_bytes() == content
    assert os.listdir(tmp_path) == [name]


@both
async def test_a_folder_in_the_place_of_the_file_is_not_writable(
    tmp_path: Path, opener: Opener, name: str
) -> None:
    (tmp_path / name).mkdir()
    error = await _refusal(opener, tmp_path)
    assert error.problem.code == ProblemCode.STORE_NOT_WRITABLE


@both
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
async def test_a_truncated_file_is_damaged_and_left_untouched(
    tmp_path: Path, opener: Opener, name: str, share: float
) -> None:
    await _make(tmp_path)
    content = (tmp_path / name).read_bytes()
    content = content[: round(share * len(content))]
    (tmp_path / name).write_bytes(content)
    error = await _refusal(opener, tmp_path)
    assert error.problem.code == ProblemCode.STORE_DAMAGED
    assert (tmp_path / name).read_bytes() == content


async def test_a_file_of_sqlite_is_no_metric_store(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / METRICS)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    error = await _refusal(EmbeddedMetricStore.open, tmp_path)
    assert error.problem.code == ProblemCode.STORE_DAMAGED


async def test_another_programs_duckdb_is_no_metric_store(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / METRICS) as connection:
        connection.execute("CREATE TABLE notes (line VARCHAR)")
    error = await _refusal(EmbeddedMetricStore.open, tmp_path)
    assert error.problem.code == ProblemCode.STORE_DAMAGED


async def test_another_programs_sqlite_is_no_state_store(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / STATE)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    content = (tmp_path / STATE).read_bytes()
    error = await _refusal(EmbeddedStateStore.open, tmp_path)
    assert error.problem.code == ProblemCode.STORE_DAMAGED
    assert (tmp_path / STATE).read_bytes() == content


async def test_a_metric_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    await (await EmbeddedMetricStore.open(tmp_path)).close()
    with duckdb.connect(tmp_path / METRICS) as connection:
        connection.execute("UPDATE form SET version = 99")
    error = await _refusal(EmbeddedMetricStore.open, tmp_path)
    assert error.problem.code == ProblemCode.STORE_NEWER
    assert error.problem.parameters["found"] == 99
    assert error.problem.parameters["known"] == METRIC_FORM


async def test_a_state_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    await (await EmbeddedStateStore.open(tmp_path)).close()
    connection = sqlite3.connect(tmp_path / STATE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    error = await _refusal(EmbeddedStateStore.open, tmp_path)
    assert error.problem.code == ProblemCode.STORE_NEWER
    assert error.problem.parameters["found"] == 99
    assert error.problem.parameters["known"] == STATE_FORM


@both
async def test_a_store_on_a_read_only_disk_is_not_writable(
    read_only_disk: SmallDisk, opener: Opener, name: str
) -> None:
    await (await opener(read_only_disk.home)).close()
    read_only_disk.protect()
    error = await _refusal(opener, read_only_disk.home)
    assert error.problem.code == ProblemCode.STORE_NOT_WRITABLE
    assert error.problem.parameters["path"] == read_only_disk.home / name


@both
async def test_a_home_that_cannot_be_made_is_not_writable(
    read_only_disk: SmallDisk, opener: Opener, name: str
) -> None:
    read_only_disk.protect()
    error = await _refusal(opener, read_only_disk.home)
    assert error.problem.code == ProblemCode.STORE_NOT_WRITABLE


@both
async def test_a_closed_store_says_so(tmp_path: Path, opener: Opener, name: str) -> None:
    store = await opener(tmp_path)
    await store.close()
    with pytest.raises(StoreUnusable) as raised:
        await (store.last_mark() if name == METRICS else store.settings())
    assert raised.value.problem.code == ProblemCode.STORE_AWAY


async def test_a_log_without_its_file_is_put_aside(tmp_path: Path) -> None:
    await (await EmbeddedMetricStore.open(tmp_path)).close()
    (tmp_path / METRICS).unlink()
    (tmp_path / f"{METRICS}.wal").write_bytes(b"the log of a file that was removed")
    store = await EmbeddedMetricStore.open(tmp_path)
    assert await store.last_mark() is None
    await store.close()
    assert (tmp_path / f"{METRICS}.wal.orphan").exists()
