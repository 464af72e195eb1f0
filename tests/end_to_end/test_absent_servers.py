"""The program starts and records while a database is away, and loses nothing by a kill then."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.coverage import Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import SECOND, Micros, parse_moment, to_epoch_seconds
from tests.end_to_end.program import Program
from tests.real_servers.mongodb_fixtures import mongodb_server
from tests.real_servers.mongodb_server import FerretServer
from tests.real_servers.questdb_fixtures import questdb_server
from tests.real_servers.questdb_server import QuestDbServer

__all__ = ["mongodb_server", "questdb_server"]

pytestmark = [pytest.mark.real_servers, pytest.mark.timeout(240)]

ENTITIES = ("sensor.grid_power", "sensor.solar_power", "sensor.heat_pump_power")
RATE = 300
ON_SERVERS = ("--profile", "servers")
ALWAYS = TimeRange(Micros(0), Micros(4_000_000_000_000_000))


@pytest.fixture
def program(tmp_path: Path, mongodb_server: FerretServer, questdb_server: QuestDbServer) -> Program:
    """A program on both databases, which may go away."""
    environment = {
        "ENERGY_DESKTOP_QUESTDB_ILP": questdb_server.ilp,
        "ENERGY_DESKTOP_QUESTDB_PG": questdb_server.pg,
        "ENERGY_DESKTOP_MONGODB_URI": mongodb_server.uri,
    }
    return Program(tmp_path / "data", "demo", environment)


@pytest.fixture
async def home(program: Program) -> AsyncIterator[DemoHome]:
    """A home under load that the program is connected to and tracks."""
    start = to_epoch_seconds(SystemClock().wall())
    async with DemoHome(1, start) as home, asyncio.TaskGroup() as group:
        flood = group.create_task(home.faults.flood(RATE, 600, ENTITIES))
        connected = await program.run("connect", *ON_SERVERS, "--url", home.url)
        assert connected.status == 0, connected.errors
        tracked = await program.run("track", *ON_SERVERS, *ENTITIES)
        assert tracked.status == 0, tracked.errors
        yield home
        flood.cancel()


async def test_a_start_without_questdb_records_every_reading_once(
    program: Program, home: DemoHome, questdb_server: QuestDbServer, mongodb_server: FerretServer
) -> None:
    async with program.running("record", *ON_SERVERS) as recorder:
        await _until(program, _records)
        recorder.kill()
        await recorder.wait()
    questdb_server.kill()
    async with program.running("record", *ON_SERVERS) as recorder:
        away = await _until(program, lambda told: _records(told) and told["journal"]["readings"])
        assert "cannot be reached" in away["stores"]["metrics"]
        assert away["stores"]["state"] == "ok"
        await questdb_server.restart()
        await _until(program, _is_well)
        recorder.terminate()
        await recorder.wait()
    assert await _claimed(home, questdb_server, mongodb_server) > 3 * RATE


async def test_a_start_without_mongodb_and_a_kill_lose_nothing_of_the_ledger(
    program: Program, home: DemoHome, questdb_server: QuestDbServer, mongodb_server: FerretServer
) -> None:
    heard: list[Micros] = []
    async with program.running("record", *ON_SERVERS) as recorder:
        await _until(program, _records)
        mongodb_server.kill()
        heard.append(await _killed_after_a_while_without_mongodb(program, recorder))
    async with program.running("record", *ON_SERVERS) as recorder:
        heard.append(await _killed_after_a_while_without_mongodb(program, recorder))
    mongodb_server.start()
    async with program.running("record", *ON_SERVERS) as recorder:
        await _until(program, _is_well)
        recorder.terminate()
        await recorder.wait()
    covered = await _live(mongodb_server)
    for moment in heard:
        assert any(each.start <= moment <= each.end for each in covered), (moment, covered)
    assert await _claimed(home, questdb_server, mongodb_server) > 3 * RATE


async def test_recording_goes_on_to_the_disk_without_either(
    program: Program, home: DemoHome, questdb_server: QuestDbServer, mongodb_server: FerretServer
) -> None:
    async with program.running("record", *ON_SERVERS) as recorder:
        await _until(program, _records)
        recorder.terminate()
        await recorder.wait()
    questdb_server.kill()
    mongodb_server.kill()
    async with program.running("record", *ON_SERVERS) as recorder:
        await _until(program, lambda told: _records(told) and told["journal"]["readings"])
        mongodb_server.start()
        await questdb_server.restart()
        await _until(program, _is_well)
        recorder.terminate()
        await recorder.wait()
    assert await _claimed(home, questdb_server, mongodb_server) > 3 * RATE


async def test_what_was_never_read_is_said_to_be_unknown(
    program: Program, mongodb_server: FerretServer
) -> None:
    mongodb_server.kill()
    failed = await program.run("record", *ON_SERVERS, "--for", "5s")
    assert failed.status == 5
    assert "it does not know what to record" in failed.errors


async def _killed_after_a_while_without_mongodb(
    program: Program, recorder: asyncio.subprocess.Process
) -> Micros:
    """A moment that the ledger was told of, though MongoDB was away, before the kill."""
    told = await _until(program, lambda told: _records(told) and told["journal"]["statements"])
    assert "cannot be reached" in told["stores"]["state"]
    heard = _last_event(told)
    await _until(program, lambda later: _last_event(later) > heard + SECOND)
    recorder.kill()
    await recorder.wait()
    return heard


async def _claimed(home: DemoHome, questdb: QuestDbServer, mongodb: FerretServer) -> int:
    """Compare with the demo home's own record; how many readings the ledger claims."""
    covered = await _live(mongodb)
    metrics = QuestDbMetricStore(QuestDbAddress.of(questdb.ilp, questdb.pg))
    claimed = 0
    try:
        for entity_id in ENTITIES:
            truth = [at for at, _ in home.truth(entity_id, home.start_time, home.now)]
            owed = {at for at in truth if any(c.start < at <= c.end for c in covered)}
            keys = (await metrics.readings([entity_id], ALWAYS)).timestamp.tolist()
            assert len(keys) == len(set(keys)), "a reading is stored twice"
            assert owed <= set(keys), "the ledger claims what is not stored"
            since = round(home.start_time * 1_000_000)
            assert {key for key in keys if key >= since} <= set(truth), "a reading was invented"
            claimed += len(owed)
    finally:
        await metrics.close()
    return claimed


async def _live(mongodb: FerretServer) -> list[TimeRange]:
    """What the ledger says was recorded live."""
    state = await MongoStateStore.open(mongodb.uri, "energy")
    try:
        ledger = await state.ledger(list(ENTITIES))
        return ledger.covered(ENTITIES[0], [Source.LIVE])
    finally:
        await state.close()


def _last_event(told: Any) -> Micros:
    return parse_moment(told["home_assistant"]["last_event_at"], UTC)


def _records(told: Any) -> bool:
    return bool(
        told["recorder"]["state"] == "recording" and told["recorder"]["events_per_minute"] > RATE
    )


def _is_well(told: Any) -> bool:
    """Both databases are there, and nothing waits for them."""
    return (
        told["stores"] == {"state": "ok", "metrics": "ok"}
        and told["journal"]["statements"] == 0
        and told["journal"]["batches"] <= 1
        and _records(told)
    )


async def _until(program: Program, holds: Callable[[Any], object]) -> Any:
    """The first answer of a running recorder for which something holds."""
    told: Any = None
    async with asyncio.timeout(90):
        while told is None or not holds(told):
            await asyncio.sleep(0.1)
            ended = await program.run("status", *ON_SERVERS, "--json")
            told = ended.document if ended.status == 0 else None
    return told
