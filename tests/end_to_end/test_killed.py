"""A recorder that is killed in the middle, again and again, under load."""

import asyncio
import random
from pathlib import Path

import pytest

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.coverage import Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros, to_epoch_seconds
from tests.end_to_end.program import Program

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROUNDS = 20
RATE = 800
ENTITIES = ("sensor.grid_power", "sensor.solar_power", "sensor.heat_pump_power")
ALWAYS = TimeRange(Micros(0), Micros(4_000_000_000_000_000))


async def stored(folder: Path, entity_id: str) -> tuple[list[TimeRange], list[int]]:
    """What the ledger claims of live recording, and the keys that the store holds."""
    state = await EmbeddedStateStore.open(folder)
    metrics = await EmbeddedMetricStore.open(folder)
    try:
        ledger = await state.ledger([entity_id])
        readings = await metrics.readings([entity_id], ALWAYS)
        return ledger.covered(entity_id, [Source.LIVE]), readings.timestamp.tolist()
    finally:
        await metrics.close()
        await state.close()


async def test_everything_acknowledged_survives_twenty_kills_under_load(tmp_path: Path) -> None:
    source = random.Random(3)
    program = Program(tmp_path / "data", token="demo")
    start = to_epoch_seconds(SystemClock().wall())
    async with DemoHome(1, start) as home, asyncio.TaskGroup() as group:
        flood = group.create_task(home.faults.flood(RATE, 600, ENTITIES))
        assert (await program.run("connect", "--url", home.url)).status == 0
        assert (await program.run("track", *ENTITIES)).status == 0
        claimed = 0
        for _ in range(ROUNDS):
            async with program.running("record") as recorder:
                await program.recording()
                await asyncio.sleep(source.uniform(0.0, 1.5))
                recorder.kill()
                await recorder.wait()
            claimed = await everything_claimed_is_there(home, program.data_dir, start)
        flood.cancel()
    assert claimed > ROUNDS * 100


async def everything_claimed_is_there(home: DemoHome, folder: Path, start: float) -> int:
    """Compare with the demo home's own record; how many readings the ledger claims."""
    claimed = 0
    for entity_id in ENTITIES:
        covered, keys = await stored(folder, entity_id)
        truth = [at for at, _ in home.truth(entity_id, start, home.now)]
        owed = {at for at in truth if any(c.start < at <= c.end for c in covered)}
        assert len(keys) == len(set(keys)), "a reading is stored twice"
        assert owed <= set(keys), "the ledger claims what is not stored"
        since = round(start * 1_000_000)
        assert {key for key in keys if key >= since} <= set(truth), "a reading was invented"
        claimed += len(owed)
    return claimed
