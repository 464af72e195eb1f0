"""Killed at any moment: what was acknowledged is there, nothing twice."""

import random
from pathlib import Path

import pytest

from tests.adapters.embedded.recording_process import ENTITIES, readings
from tests.adapters.journal.recording_process import opened
from tests.adapters.killed_writer import acknowledged_before_kill
from tests.ports.sample_readings import EVER

ROUNDS = 6
PROCESS = "tests.adapters.journal.recording_process"


@pytest.mark.slow
async def test_a_killed_recorder_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(6)
    acknowledged = 0
    for _ in range(ROUNDS):
        written = await acknowledged_before_kill(PROCESS, tmp_path, chance, within=0.5)
        acknowledged = max(acknowledged, written)
        await _check(tmp_path, acknowledged)
    assert acknowledged > ROUNDS


async def _check(folder: Path, acknowledged: int) -> None:
    """First with what waits laid over the database, then with everything in the database."""
    database, store = await opened(folder)
    mark = await store.last_mark()
    assert mark is not None
    assert mark.number >= acknowledged
    truth = {r[:2]: r for number in range(1, mark.number + 1) for r in readings(number)}
    assert list(await store.readings(ENTITIES, EVER)) == sorted(truth.values())
    await store._replay.hand_over_all()
    assert list(await database.readings(ENTITIES, EVER)) == sorted(truth.values())
    assert await database.last_mark() == mark
    await store.close()
