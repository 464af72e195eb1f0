"""QuestDB away for ten minutes while the program records: each reading is there once afterwards.

Takes a quarter of an hour, so it is measured only by its name: `make bench ARGS=questdb_outage`.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import SECOND, Micros, to_epoch_seconds
from tests.end_to_end.program import Program
from tests.real_servers import mongodb_install, questdb_install
from tests.real_servers.mongodb_server import FerretServer
from tests.real_servers.questdb_server import QuestDbServer

RATE = 2_000
"""Events a second, from before the outage until after it."""
AWAY_FOR = 600.0
BESIDE = 30.0
"""Seconds of recording before and after."""
CATCHES_UP_WITHIN = 60.0
_LOOK_EVERY = 3.0
_ENDS_WITHIN = 120.0

_SENSORS = tuple(
    f"sensor.{name}_power"
    for name in ("grid", "solar", "heat_pump", "dishwasher", "fridge", "oven", "pond")
)
_ON_SERVERS = ("--profile", "servers")


@dataclass(frozen=True, slots=True)
class Outage:
    """What was measured."""

    recorded: int
    """Readings that the home held."""
    wrong: int
    """Readings of these that are missing or stored twice, and stored ones that it never had."""
    received: int
    """Rows a second that came to the journal meanwhile, imported statistics among them."""
    caught_up: float
    """Seconds from the return of the server until nothing waited."""


async def _run(folder: Path) -> Outage:
    questdb, mongodb = QuestDbServer(folder / "questdb"), FerretServer(folder / "mongodb")
    questdb.start()
    mongodb.start()
    environment = {
        "ENERGY_DESKTOP_QUESTDB_ILP": questdb.ilp,
        "ENERGY_DESKTOP_QUESTDB_PG": questdb.pg,
        "ENERGY_DESKTOP_MONGODB_URI": mongodb.uri,
    }
    program = Program(folder / "data", "demo", environment)
    try:
        async with DemoHome(1, to_epoch_seconds(SystemClock().wall())) as home:
            return await _measured(program, home, questdb)
    finally:
        questdb.kill()
        mongodb.kill()


async def _measured(program: Program, home: DemoHome, questdb: QuestDbServer) -> Outage:
    await program.run("connect", *_ON_SERVERS, "--url", home.url)
    tracked = await program.run("track", *_ON_SERVERS, *_SENSORS)
    assert tracked.status == 0, tracked.errors
    with (program.data_dir / "output").open("wb") as output:
        recorder = await program.start("record", *_ON_SERVERS, output=output)
        try:
            async with asyncio.TaskGroup() as group:
                flood = group.create_task(home.faults.flood(RATE, 10 * AWAY_FOR, _SENSORS))
                await _until(program, lambda told: told["recorder"]["state"] == "recording")
                await asyncio.sleep(BESIDE)
                questdb.kill()
                before = await _until(program, lambda told: told["journal"]["batches"])
                began = time.monotonic()
                await asyncio.sleep(AWAY_FOR)
                after = await _until(program, lambda told: told["journal"]["batches"])
                seconds = time.monotonic() - began
                await questdb.restart()
                began = time.monotonic()
                await _until(program, lambda told: told["journal"]["batches"] <= 1)
                caught_up = time.monotonic() - began
                await asyncio.sleep(BESIDE)
                flood.cancel()
            await _until(program, _is_done)
            recorder.terminate()
            await recorder.wait()
        finally:
            if recorder.returncode is None:
                recorder.kill()
    waited = after["journal"]["readings"] - before["journal"]["readings"]
    recorded, wrong = await _compared(home, questdb)
    return Outage(recorded, wrong, round(waited / seconds), caught_up)


async def _compared(home: DemoHome, questdb: QuestDbServer) -> tuple[int, int]:
    """Readings that the home held, and how many of them, or beside them, are wrong."""
    store = QuestDbMetricStore(QuestDbAddress.of(questdb.ilp, questdb.pg))
    recorded = wrong = 0
    end = home.now - 1.0
    span = TimeRange(Micros(round(home.start_time * SECOND)), Micros(round(end * SECOND)))
    try:
        for entity_id in _SENSORS:
            truth = [at for at, _ in home.truth(entity_id, home.start_time, end)]
            stored = (await store.readings([entity_id], span)).timestamp.tolist()
            recorded += len(truth)
            wrong += len(set(truth) ^ set(stored)) + len(stored) - len(set(stored))
    finally:
        await store.close()
    return recorded, wrong


def _is_done(told: Any) -> bool:
    """Nothing waits, and what was missed is repaired."""
    return bool(told["journal"]["batches"] == told["gaps"]["open"] == 0)


async def _until(program: Program, holds: Callable[[Any], object]) -> Any:
    """The first answer of the running program for which something holds."""
    deadline = time.monotonic() + _ENDS_WITHIN
    while True:
        ended = await program.run("status", *_ON_SERVERS, "--json")
        if ended.status == 0 and holds(ended.document):
            return ended.document
        assert time.monotonic() < deadline, ended.output.decode() + ended.errors
        await asyncio.sleep(_LOOK_EVERY)


def measure() -> list[BenchmarkRow]:
    """The whole program on both real servers; nothing without them."""
    for each in (questdb_install, mongodb_install):
        if not each.can_be_run():
            sys.stderr.write(f"{each.HOW_TO_GET_ONE}\n")
            return []
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_run(Path(folder)))
    minutes = round(AWAY_FOR / 60)
    name = f"QuestDB away for {minutes} minutes"
    return [
        BenchmarkRow(
            f"{name}: of {found.recorded:,} readings wrong",
            "",
            found.wrong,
            0,
            0,
            "0",
            not found.wrong,
        ),
        BenchmarkRow(
            f"{name}: rows to the journal meanwhile",
            "events/s",
            found.received,
            RATE,
            round(found.received / RATE, 3),
            ">= 0.95 x",
            found.received >= 0.95 * RATE,
        ),
        BenchmarkRow(
            f"{name}: caught up in",
            "s",
            round(found.caught_up, 1),
            CATCHES_UP_WITHIN,
            round(found.caught_up / CATCHES_UP_WITHIN, 3),
            f"<= {CATCHES_UP_WITHIN:g} s",
            found.caught_up <= CATCHES_UP_WITHIN,
        ),
    ]
