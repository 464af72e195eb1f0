"""The least that anyone would write to get events into DuckDB: the limit of the recorder."""

import asyncio
import time
from pathlib import Path

import duckdb
import msgspec
import numpy as np
from websockets.asyncio.client import connect

from benchmarks.event_source import entity_ids

_BATCH = 1_000


class _Plus(msgspec.Struct):
    s: str
    lc: float


class _Change(msgspec.Struct):
    plus: _Plus = msgspec.field(name="+")


class _Changes(msgspec.Struct):
    c: dict[str, _Change] | None = None


class _Message(msgspec.Struct):
    event: _Changes | None = None


async def ingest_by_hand(folder: Path, port: int, events: int, entities: int) -> float:
    """Decode, convert, append a batch, commit, with nothing around it; seconds it took."""
    database = duckdb.connect(str(folder / "by_hand.duckdb"), config={"threads": 2})
    database.execute("CREATE TABLE readings (entity INTEGER, timestamp BIGINT, state DOUBLE)")
    numbers = {name: number for number, name in enumerate(entity_ids(entities))}
    decoder = msgspec.json.Decoder(list[_Message])
    entity: list[int] = []
    timestamp: list[int] = []
    state: list[float] = []

    def store(e: list[int], t: list[int], s: list[float]) -> None:
        batch = {"entity": np.array(e), "timestamp": np.array(t), "state": np.array(s)}
        database.execute("INSERT INTO readings SELECT entity, timestamp, state FROM batch")
        assert batch

    stored, began = 0, 0.0
    async with connect(f"ws://127.0.0.1:{port}", compression=None, max_size=None) as socket:
        await socket.recv()
        await socket.send('{"type": "auth", "access_token": "benchmark"}')
        await socket.recv()
        await socket.send('{"id": 1, "type": "subscribe_entities", "entity_ids": []}')
        await socket.recv()
        await socket.recv()
        while stored < events:
            frame = await socket.recv()
            began = began or time.perf_counter()
            for message in decoder.decode(frame):
                assert message.event is not None
                for name, change in (message.event.c or {}).items():
                    entity.append(numbers[name])
                    timestamp.append(round(change.plus.lc * 1_000_000))
                    state.append(float(change.plus.s))
            if len(entity) >= _BATCH or stored + len(entity) >= events:
                stored += len(entity)
                await asyncio.to_thread(store, entity, timestamp, state)
                entity, timestamp, state = [], [], []
    elapsed = time.perf_counter() - began
    database.close()
    return elapsed
