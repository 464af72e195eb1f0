"""Events from the socket to the durable store: the program beside hand-written code."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.event_source import entity_ids
from benchmarks.ingest_by_hand import ingest_by_hand
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.adapters.system import SystemClock
from energy_desktop.app.wiring import services_of
from energy_desktop.model.entities import Entity
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from tests.fakes.vault import NoVault

EVENTS = 400_000
ENTITIES = 1_000
RUNS = 3
TARGET = 50_000.0


@contextmanager
def event_source(
    events: int, entities: int, rate: float, *, is_live: bool = False
) -> Iterator[int]:
    """The sending process; its port."""
    command = [sys.executable, "-m", "benchmarks.event_source"]
    command += [str(events), str(entities), str(rate), *(["live"] if is_live else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def _program(folder: Path, port: int) -> float:
    """Events a second through the whole recorder, from the first event to the last durable one."""
    state = await EmbeddedStateStore.open(folder)
    stores = Stores(state, await EmbeddedMetricStore.open(folder))
    names = entity_ids(ENTITIES)
    tracked = [Entity(n, n, is_tracked=True).with_unit("W", Micros(0)) for n in names]
    await state.save_entities(tracked)
    board = StatusBoard(SystemClock())
    supervisor = Supervisor()
    home = HomeAssistant(f"http://127.0.0.1:{port}", "benchmark", supervisor.spawn)
    try:
        async with services_of(stores, NoVault(), board, LiveFeed(), home) as services:
            services.supervisor.spawn("recorder", services.recorder.run())
            while board.tally.readings_stored < ENTITIES:
                await asyncio.sleep(0.01)
            seen = board.tally.events_received
            while board.tally.events_received == seen:
                await asyncio.sleep(0.0005)
            began = time.perf_counter()
            while board.tally.readings_stored < EVENTS + ENTITIES:
                await asyncio.sleep(0.005)
            elapsed = time.perf_counter() - began
            await services.recorder.stop()
    finally:
        await supervisor.close()
        await stores.close()
    return EVENTS / elapsed


async def _hand_written(folder: Path, port: int) -> float:
    return EVENTS / await ingest_by_hand(folder, port, EVENTS, ENTITIES)


def measure() -> list[BenchmarkRow]:
    """Both in turn, several times; medians."""
    ours: list[float] = []
    limit: list[float] = []
    for _ in range(RUNS):
        for work, figures in ((_hand_written, limit), (_program, ours)):
            with (
                tempfile.TemporaryDirectory() as folder,
                event_source(EVENTS, ENTITIES, 0) as port,
            ):
                figures.append(asyncio.run(work(Path(folder), port)))
    mine, hand = statistics.median(ours), statistics.median(limit)
    return [
        BenchmarkRow(
            "socket to durable store",
            "events/s",
            round(mine),
            round(hand),
            round(mine / hand, 3),
            f">= {TARGET:,.0f} events/s",
            mine >= TARGET,
        )
    ]
