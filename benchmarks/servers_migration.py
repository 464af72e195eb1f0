"""Ten million readings and a year of statistics to the servers and back, while recording goes on.

The recorder, in which a migration runs, is killed five times on the way; what has arrived is
compared with what was there value by value. Takes ten minutes, so it is measured only by its
name: `make bench ARGS=servers_migration`.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.json import decode
from numpy.typing import NDArray

from benchmarks.event_source import entity_ids
from benchmarks.ingest import event_source
from benchmarks.recorded_home import record_home, record_past, tracked
from benchmarks.recording_program import most_memory
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.embedded.metric_store import FILE_NAME as METRICS
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import FILE_NAME as STATE
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.ports.metric_store import MetricStore
from tests.end_to_end.program import Program
from tests.real_servers import mongodb_install, questdb_install
from tests.real_servers.mongodb_server import FerretServer
from tests.real_servers.questdb_server import QuestDbServer

ENTITIES = 100
RATE = 100
"""Events a second that are recorded meanwhile."""
READINGS_OF, STATISTICS_OF = 12 * DAY, 365 * DAY
"""One reading in ten seconds, one row of statistics an hour."""
KILLED = {"servers": 3, "embedded": 2}
"""How often on the way to a profile."""
_KILLED_WITHIN = (2.0, 12.0)
_MIGRATES_WITHIN = 1_200.0
_HELD_AT_MOST = 2.0
_MEMORY_AT_MOST = 500.0
_SENT_SECONDS = 2_400
_RECORDS_ON = 5.0
_EVER = TimeRange(Micros(0), Micros(2**62))


@dataclass(slots=True)
class Moved:
    """What a migration said, and what a comparison of both stores found."""

    document: dict[str, Any]
    killed: int
    memory: float
    """The most that the recorder took in the last attempt, in megabytes."""
    readings: int = 0
    statistics: int = 0
    wrong: int = 0
    """Rows of the old store that the new one has otherwise or not at all, or has beside them."""


async def _run(folder: Path) -> dict[str, Moved]:
    """There and back."""
    questdb, mongodb = QuestDbServer(folder / "questdb"), FerretServer(folder / "mongodb")
    questdb.start()
    mongodb.start()
    environment = {
        "ENERGY_DESKTOP_QUESTDB_ILP": questdb.ilp,
        "ENERGY_DESKTOP_QUESTDB_PG": questdb.pg,
        "ENERGY_DESKTOP_MONGODB_URI": mongodb.uri,
    }
    program = Program(folder / "data", "benchmark", environment)
    names = entity_ids(ENTITIES)
    journey: dict[str, Moved] = {}
    try:
        with event_source(RATE * _SENT_SECONDS, ENTITIES, RATE, is_live=True) as port:
            await record_home(program.data_dir, tracked(names), f"http://127.0.0.1:{port}")
            now = SystemClock().wall()
            await record_past(program.data_dir, names, now, STATISTICS_OF, READINGS_OF)
            for target in ("servers", "embedded"):
                moved = await _migrated(program, target)
                await _compare(program, questdb, names, target, moved)
                journey[target] = moved
                if target == "servers":
                    _remove_embedded(program.data_dir)
    finally:
        questdb.kill()
        mongodb.kill()
    return journey


async def _migrated(program: Program, target: str) -> Moved:
    """Migrate under a recorder that is killed again and again, and stop it in the end."""
    for _ in range(KILLED[target]):
        async with _recorder(program) as recorder:
            migration = await program.start("migrate", "--to", target, "--json")
            await asyncio.sleep(random.uniform(*_KILLED_WITHIN))
            assert migration.returncode is None, "the migration was quicker than the kill"
            recorder.kill()
            await migration.communicate()
    async with _recorder(program) as recorder:
        migration = await program.start("migrate", "--to", target, "--json")
        async with asyncio.timeout(_MIGRATES_WITHIN):
            output, errors = await migration.communicate()
        assert migration.returncode == 0, errors.decode()
        await asyncio.sleep(_RECORDS_ON)
        memory = most_memory(recorder.pid)
        recorder.terminate()
        assert await recorder.wait() == 0
    return Moved(decode(output), KILLED[target], memory)


@asynccontextmanager
async def _recorder(program: Program) -> AsyncIterator[asyncio.subprocess.Process]:
    with (program.data_dir / "output").open("ab") as output:
        process = await program.start("record", output=output)
        try:
            await program.recording()
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _compare(
    program: Program, questdb: QuestDbServer, names: list[str], target: str, moved: Moved
) -> None:
    """Every row of the old store is in the new one; what that has beside came afterwards."""
    embedded = await EmbeddedMetricStore.open(program.data_dir)
    servers = QuestDbMetricStore(QuestDbAddress.of(questdb.ilp, questdb.pg))
    old, new = (embedded, servers) if target == "servers" else (servers, embedded)
    try:
        for name in names:
            await _compare_one(old, new, name, moved)
    finally:
        await servers.close()
        await embedded.close()


async def _compare_one(old: MetricStore, new: MetricStore, name: str, moved: Moved) -> None:
    theirs = await old.readings([name], _EVER)
    until = TimeRange(Micros(0), Micros(int(theirs.timestamp[-1]) + 1))
    ours = await new.readings([name], until)
    moved.readings += len(theirs)
    moved.wrong += _wrong(
        (theirs.timestamp, theirs.state, theirs.last_reset),
        (ours.timestamp, ours.state, ours.last_reset),
    )
    statistics = await old.statistics([name], Period.HOUR, _EVER)
    copies = await new.statistics([name], Period.HOUR, _EVER)
    moved.statistics += len(statistics)
    moved.wrong += _wrong(
        (statistics.timestamp, statistics.mean, statistics.min, statistics.max),
        (copies.timestamp, copies.mean, copies.min, copies.max),
    )


def _wrong(old: tuple[NDArray[Any], ...], new: tuple[NDArray[Any], ...]) -> int:
    if len(old[0]) != len(new[0]):
        return abs(len(old[0]) - len(new[0]))
    differs = np.zeros(len(old[0]), dtype=bool)
    for theirs, ours in zip(old, new, strict=True):
        differs |= (theirs != ours) & ~((theirs != theirs) & (ours != ours))
    return int(differs.sum())


def _remove_embedded(data_dir: Path) -> None:
    """What a person does who no longer wants the old files, so that all has to come back."""
    for name in (METRICS, STATE):
        for file in data_dir.glob(f"{name}*"):
            file.unlink()


def measure() -> list[BenchmarkRow]:
    """The whole program on both real servers; nothing without them."""
    for each in (questdb_install, mongodb_install):
        if not each.can_be_run():
            sys.stderr.write(f"{each.HOW_TO_GET_ONE}\n")
            return []
    with tempfile.TemporaryDirectory() as folder:
        journey = asyncio.run(_run(Path(folder)))
    return [row for target, moved in journey.items() for row in _rows(target, moved)]


def _rows(target: str, moved: Moved) -> list[BenchmarkRow]:
    seconds = moved.document["duration_s"]
    name = f"to {target}, killed {moved.killed} times"
    rows = moved.readings + moved.statistics
    held = moved.document["held_s"]
    return [
        BenchmarkRow(
            f"{name}: of {rows:,} rows wrong", "", moved.wrong, 0, 0, "0", not moved.wrong
        ),
        BenchmarkRow(
            f"{name}: the last attempt",
            "s",
            seconds,
            _MIGRATES_WITHIN,
            round(seconds / _MIGRATES_WITHIN, 3),
            f"< {_MIGRATES_WITHIN:,.0f} s",
            seconds < _MIGRATES_WITHIN,
        ),
        BenchmarkRow(
            f"{name}: memory at its most",
            "MB",
            round(moved.memory),
            _MEMORY_AT_MOST,
            round(moved.memory / _MEMORY_AT_MOST, 3),
            f"< {_MEMORY_AT_MOST:,.0f} MB",
            moved.memory < _MEMORY_AT_MOST,
        ),
        BenchmarkRow(
            f"{name}: recording held",
            "s",
            held,
            _HELD_AT_MOST,
            round(held / _HELD_AT_MOST, 3),
            f"< {_HELD_AT_MOST:g} s",
            held < _HELD_AT_MOST,
        ),
    ]
