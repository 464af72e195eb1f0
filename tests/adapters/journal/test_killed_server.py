"""A real QuestDB, killed and restarted again and again while readings come in."""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import psycopg
import pytest

from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.columns import NO_RESET, ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.timestamps import SECOND, Micros
from energy_desktop.services.supervisor import Supervisor
from tests.ports.sample_readings import EVER, MIDNIGHT
from tests.real_servers.questdb_fixtures import questdb_server
from tests.real_servers.questdb_server import QuestDbServer
from tests.waiting import until

__all__ = ["questdb_server"]

pytestmark = [pytest.mark.real_servers, pytest.mark.slow, pytest.mark.timeout(600)]

KILLS = 20
ENTITIES = tuple(f"sensor.power_{number}" for number in range(50))
ROWS = 100
APART = ROWS / 2_000
"""Seconds between two batches: 2,000 events a second."""
TEN_MINUTES = 1_200_000
"""Readings of ten minutes at that pace."""


def _batch(number: int, rows: int = ROWS) -> ReadingColumns:
    """Two readings of each entity, or more; the first ones repeat keys of the batch before."""
    place = np.arange(number * rows - 10, (number + 1) * rows)
    each = len(ENTITIES)
    return ReadingColumns(
        ENTITIES,
        (place % each).astype(np.int32),
        MIDNIGHT + (place + 10) // each * SECOND // 40,
        place.astype(np.float64),
        np.full(len(place), NO_RESET),
    )


@pytest.fixture
async def store(
    tmp_path: Path, questdb_server: QuestDbServer, supervisor: Supervisor
) -> AsyncIterator[JournaledMetricStore]:
    """A journal in front of the server, handing over."""
    database = QuestDbMetricStore(QuestDbAddress.of(questdb_server.ilp, questdb_server.pg))
    opened = await JournaledMetricStore.open(tmp_path, database, SystemClock())
    supervisor.spawn("journal", opened.run())
    yield opened
    await opened.close()


async def _record(store: JournaledMetricStore, number: int, rows: int = ROWS) -> None:
    mark = BatchMark(number + 1, "session", Micros(MIDNIGHT + number * SECOND))
    await store.write_readings(_batch(number, rows), mark)


async def _check(store: JournaledMetricStore, server: QuestDbServer, last: int, rows: int) -> None:
    """Every reading is in the database itself, exactly once, with its mark."""
    await until(lambda: store.state.waiting_batches == 0, within=120.0)
    found = await store.readings(ENTITIES, EVER)
    expected = np.arange(-10, (last + 1) * rows)
    assert np.array_equal(np.sort(found.state), expected)
    mark = await store.last_mark()
    assert mark is not None
    assert mark.number == last + 1
    with psycopg.connect(server.pg, autocommit=True) as connection:
        counted = connection.execute("SELECT count() FROM energy_readings").fetchone()
    assert counted == (len(expected),)


async def test_every_reading_is_there_once_after_twenty_kills(
    store: JournaledMetricStore, questdb_server: QuestDbServer
) -> None:
    chance = random.Random(20)
    is_over = asyncio.Event()

    async def record() -> int:
        """The number of the last batch."""
        for number in itertools.count():
            if is_over.is_set():
                return number - 1
            await _record(store, number)
            await asyncio.sleep(APART)
        raise AssertionError

    async def kill_again_and_again() -> None:
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.1, 1.5))
            questdb_server.kill()
            await questdb_server.restart()
        is_over.set()

    async with asyncio.TaskGroup() as group:
        recording = group.create_task(record())
        group.create_task(kill_again_and_again())
    await _check(store, questdb_server, recording.result(), ROWS)


async def test_ten_minutes_without_a_server_are_there_once_afterwards(
    store: JournaledMetricStore, questdb_server: QuestDbServer
) -> None:
    await _record(store, 0, 1_000)
    await until(lambda: store.state.waiting_batches == 0)
    questdb_server.kill()
    last = TEN_MINUTES // 1_000
    for number in range(1, last + 1):
        await _record(store, number, 1_000)
    assert store.state.waiting_rows > TEN_MINUTES
    assert store.state.problem is not None
    await questdb_server.restart()
    await _check(store, questdb_server, last, 1_000)


async def test_a_server_that_hangs_stops_no_recording(
    store: JournaledMetricStore, questdb_server: QuestDbServer
) -> None:
    await _record(store, 0)
    await until(lambda: store.state.waiting_batches == 0)
    questdb_server.pause()
    for number in range(1, 50):
        await _record(store, number)
    assert store.state.waiting_batches == 49
    questdb_server.resume()
    await _check(store, questdb_server, 49, ROWS)
