"""A hundred readers of one QuestDB, each asking what a dashboard asks, while readings come in."""

import asyncio
import random
import time
from collections.abc import Coroutine

import numpy as np

from benchmarks.questdb_home import QuestDbHome, questdb_home
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.model.columns import NO_RESET, ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, SECOND, Micros

READERS = 100
WRITES_A_SECOND = 1_000
SECONDS = 30.0
BETWEEN = (3.0, 7.0)
"""Seconds between two looks of one reader."""
TARGET = 100.0
"""Milliseconds."""

_NAMES = tuple(f"sensor.power_{number}" for number in range(WRITES_A_SECOND))
_START = 20_454 * DAY


def _second(number: int) -> ReadingColumns:
    """One reading of each sensor."""
    count = len(_NAMES)
    return ReadingColumns(
        _NAMES,
        np.arange(count, dtype=np.int32),
        np.full(count, _START + number * SECOND),
        np.arange(count, dtype=np.float64) + number,
        np.full(count, NO_RESET),
    )


async def _write(home: QuestDbHome, is_over: asyncio.Event) -> int:
    """A batch each second until it is over; how many."""
    store = home.store()
    loop = asyncio.get_running_loop()
    due, number = loop.time(), 0
    while not is_over.is_set():
        number += 1
        await store.write_readings(_second(number), BatchMark(number, "benchmark", Micros(number)))
        due += 1.0
        await asyncio.sleep(max(0.0, due - loop.time()))
    await store.close()
    return number


async def _read(
    store: QuestDbMetricStore, chance: random.Random, is_over: asyncio.Event
) -> list[float]:
    """Milliseconds of each question of one reader."""
    taken: list[float] = []
    await asyncio.sleep(chance.uniform(0.0, BETWEEN[1]))
    day = TimeRange(Micros(_START), Micros(_START + DAY))
    while not is_over.is_set():
        sensors = chance.sample(_NAMES, 8)
        questions: tuple[Coroutine[None, None, object], ...] = (
            store.latest(sensors),
            store.buckets(sensors[0], day, 600),
            store.count_readings(sensors, day),
            store.statistics(sensors, Period.HOUR, day),
        )
        for question in questions:
            began = time.perf_counter()
            await question
            taken.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(chance.uniform(*BETWEEN))
    return taken


async def _measured(home: QuestDbHome) -> tuple[list[float], int]:
    chance = random.Random(100)
    stores = [home.store() for _ in range(READERS)]
    is_over = asyncio.Event()
    try:
        for store in stores:
            await store.prepare()
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(_write(home, is_over))
            reading = [group.create_task(_read(store, chance, is_over)) for store in stores]
            await asyncio.sleep(SECONDS)
            is_over.set()
    finally:
        for store in stores:
            await store.close()
    return [each for task in reading for each in task.result()], writing.result()


def measure() -> list[BenchmarkRow]:
    """The 95th percentile of all questions, the first ones of the server included."""
    with questdb_home() as home:
        if home is None:
            return []
        taken, batches = asyncio.run(_measured(home))
    assert batches >= 0.8 * SECONDS, f"only {batches} of {SECONDS:g} batches could be written"
    p95 = float(np.percentile(taken, 95))
    name = f"QuestDB: p95 of {len(taken):,} questions of {READERS} readers"
    met = p95 <= TARGET
    return [
        BenchmarkRow(
            name, "ms", round(p95, 1), TARGET, round(p95 / TARGET, 3), f"<= {TARGET:g} ms", met
        )
    ]
