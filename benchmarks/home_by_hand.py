"""The least that anyone would write to ask a Home Assistant: it throws the answers away.

    python -m benchmarks.home_by_hand FILE URL ENTITY…

subscribes to entities, with the token in ENERGY_DESKTOP_HA_TOKEN, and notes in FILE when each
change arrived: what Home Assistant's own lateness is.
"""

import asyncio
import itertools
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.arrivals import ArrivalLog
from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.timestamps import DAY, HOUR, Micros, format_utc
from tests.contract.wire import websocket_address

_STATISTICS_AT_ONCE = 20
_MONTH = 30 * DAY
_UNITS = {"energy": "kWh", "power": "W", "volume": "m³"}
_TYPES = ["change", "max", "mean", "min", "state", "sum"]


@asynccontextmanager
async def _connected(url: str, token: str) -> AsyncIterator[ClientConnection]:
    address = websocket_address(url)
    async with connect(address, compression=None, max_size=None, proxy=None) as socket:
        await socket.recv()
        await socket.send(json.dumps({"type": "auth", "access_token": token}))
        await socket.recv()
        yield socket


async def ask_by_hand(
    url: str, token: str, entity_ids: Sequence[str], raw: TimeRange, hourly: TimeRange
) -> float:
    """Seconds that Home Assistant takes to answer with the raw history and the hours of all."""
    numbers = itertools.count(1)
    async with _connected(url, token) as socket:
        began = time.perf_counter()
        for question in itertools.chain(_raw(entity_ids, raw), _hourly(entity_ids, hourly)):
            await socket.send(json.dumps({"id": next(numbers), **question}))
            await socket.recv()
        return time.perf_counter() - began


def _raw(entity_ids: Sequence[str], span: TimeRange) -> Iterator[dict[str, object]]:
    """A day of an entity in each question."""
    for piece in pieces(span, DAY):
        for entity_id in entity_ids:
            yield {
                "type": "history/history_during_period",
                "start_time": format_utc(piece.start),
                "end_time": format_utc(piece.end),
                "entity_ids": [entity_id],
                "significant_changes_only": False,
                "include_start_time_state": False,
                "minimal_response": False,
                "no_attributes": False,
            }


def _hourly(entity_ids: Sequence[str], span: TimeRange) -> Iterator[dict[str, object]]:
    """A month of a few entities in each question."""
    for piece in pieces(span, _MONTH):
        for first in range(0, len(entity_ids), _STATISTICS_AT_ONCE):
            yield {
                "type": "recorder/statistics_during_period",
                "start_time": format_utc(piece.start),
                "end_time": format_utc(Micros(piece.end - HOUR // 2)),
                "statistic_ids": list(entity_ids[first : first + _STATISTICS_AT_ONCE]),
                "period": "hour",
                "units": _UNITS,
                "types": _TYPES,
            }


async def _subscribed(log: ArrivalLog, url: str, token: str, entity_ids: Sequence[str]) -> None:
    async with _connected(url, token) as socket:
        question = {"id": 1, "type": "subscribe_entities", "entity_ids": list(entity_ids)}
        await socket.send(json.dumps(question))
        async for text in socket:
            changed = json.loads(text).get("event", {}).get("c", {})
            plus = (difference["+"] for difference in changed.values())
            log.note([round((new.get("lc") or new["lu"]) * 1_000_000) for new in plus])


if __name__ == "__main__":
    asyncio.run(
        _subscribed(
            ArrivalLog(Path(sys.argv[1])),
            sys.argv[2],
            os.environ["ENERGY_DESKTOP_HA_TOKEN"],
            sys.argv[3:],
        )
    )
