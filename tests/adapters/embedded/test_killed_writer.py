"""Killed at any moment: what was acknowledged is there, nothing twice, the ledger behind."""

import random
from pathlib import Path

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from tests.adapters.embedded.recording_process import ENTITIES, moment, readings
from tests.adapters.killed_writer import acknowledged_before_kill
from tests.ports.sample_readings import EVER

ROUNDS = 5
PROCESS = "tests.adapters.embedded.recording_process"


async def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20)
    acknowledged = 0
    for _ in range(ROUNDS):
        written = await acknowledged_before_kill(PROCESS, tmp_path, chance, within=0.6)
        acknowledged = max(acknowledged, written)
        await _check(tmp_path, acknowledged)
    assert acknowledged > ROUNDS


async def _check(folder: Path, acknowledged: int) -> None:
    metrics = await EmbeddedMetricStore.open(folder)
    state = await EmbeddedStateStore.open(folder)
    try:
        mark = await metrics.last_mark()
        assert mark is not None
        assert mark.number >= acknowledged
        truth = {r[:2]: r for number in range(1, mark.number + 1) for r in readings(number)}
        assert list(await metrics.readings(ENTITIES, EVER)) == sorted(truth.values())
        assert await metrics.count_readings(ENTITIES, EVER) == {
            each: sum(key[0] == each for key in truth) for each in ENTITIES
        }
        ledger = await state.ledger(ENTITIES)
        assert max(each.batch for each in ledger.sessions) in (mark.number, mark.number - 1)
        assert max(each.end for each in ledger.sessions) <= moment(mark.number + 1)
    finally:
        await metrics.close()
        await state.close()
