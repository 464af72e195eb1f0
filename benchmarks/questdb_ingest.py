"""Readings into QuestDB: the adapter beside the official client at its best."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import numpy as np
import pandas as pd
from questdb import Sender

from benchmarks.questdb_home import QuestDbHome, questdb_home
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.columns import NO_RESET, ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.services.supervisor import Supervisor

ENTITIES = 1_000
RUNS = 5
TARGET = 0.5

Ingest = Callable[[QuestDbHome, int, int], Coroutine[None, None, float]]
"""Rows a second, for so many rows in each of so many batches."""

_NAMES = tuple(f"sensor.power_{number}" for number in range(ENTITIES))
_START = 20_454 * DAY


def _batch(number: int, rows: int) -> ReadingColumns:
    place = np.arange(number * rows, (number + 1) * rows)
    return ReadingColumns(
        _NAMES,
        (place % ENTITIES).astype(np.int32),
        _START + place * 1_000,
        (place % 50_000) / 10.0,
        np.full(rows, NO_RESET),
    )


async def _directly(home: QuestDbHome, rows: int, count: int) -> float:
    """Rows a second through the adapter, each batch with its mark."""
    store = home.store()
    await store.prepare()
    elapsed = await _written(store, rows, count)
    await store.close()
    return rows * count / elapsed


async def _behind_journal(home: QuestDbHome, rows: int, count: int) -> float:
    """The same through the journal, as the program does, until nothing waits any more."""
    supervisor = Supervisor()
    with tempfile.TemporaryDirectory() as folder:
        store = await JournaledMetricStore.open(Path(folder), home.store(), SystemClock())
        supervisor.spawn("journal", store.run())
        elapsed = await _written(store, rows, count)
        began = time.perf_counter()
        while store.state.waiting_batches:
            await asyncio.sleep(0.001)
        elapsed += time.perf_counter() - began
        await supervisor.close()
        await store.close()
    return rows * count / elapsed


async def _written(store: MetricStore, rows: int, count: int) -> float:
    batches = [_batch(number, rows) for number in range(count)]
    began = time.perf_counter()
    for number, batch in enumerate(batches, start=1):
        await store.write_readings(batch, BatchMark(number, "benchmark", Micros(number)))
    return time.perf_counter() - began


def _by_hand(home: QuestDbHome, rows: int, count: int) -> float:
    """Rows a second of a loop around the client: no mark, no check, frames made beforehand."""
    names = np.array(_NAMES, dtype=object)
    frames = []
    for number in range(count):
        batch = _batch(number, rows)
        frames.append(
            pd.DataFrame(
                {
                    "entity_id": pd.Series(names[batch.entity], dtype=object),
                    "state": batch.state,
                    "timestamp": batch.timestamp.view("datetime64[us]"),
                }
            )
        )
    table = home.tables.readings.name
    began = time.perf_counter()
    with Sender.from_conf(home.address.ilp, auto_flush=False) as sender:
        for frame in frames:
            sender.dataframe(frame, table_name=table, symbols=["entity_id"], at="timestamp")
            sender.flush(transactional=True)
    return rows * count / (time.perf_counter() - began)


def _row(home: QuestDbHome, name: str, ingest: Ingest, rows: int, count: int) -> BenchmarkRow:
    ours: list[float] = []
    limit: list[float] = []
    for _ in range(RUNS):
        _empty(home)
        limit.append(_by_hand(home, rows, count))
        _empty(home)
        ours.append(asyncio.run(ingest(home, rows, count)))
    mine_at, hand_at = statistics.median(ours), statistics.median(limit)
    return BenchmarkRow(
        f"QuestDB: batches of {rows:,}, {name}",
        "rows/s",
        round(mine_at),
        round(hand_at),
        round(mine_at / hand_at, 3),
        f">= {TARGET:g} x",
        mine_at >= TARGET * hand_at,
    )


def measure() -> list[BenchmarkRow]:
    """Small and large batches, both ways in turn; medians."""
    with questdb_home() as home:
        if home is None:
            return []
        asyncio.run(_prepare(home))
        return [
            _row(home, "behind the journal", _behind_journal, 1_000, 200),
            _row(home, "directly", _directly, 1_000, 200),
            _row(home, "directly", _directly, 100_000, 20),
        ]


def _empty(home: QuestDbHome) -> None:
    for table in (home.tables.readings, home.tables.batches):
        home.say(f'TRUNCATE TABLE "{table.name}"')


async def _prepare(home: QuestDbHome) -> None:
    store = home.store()
    await store.prepare()
    await store.close()
