"""A process that sends state changes as Home Assistant coalesces them, as fast as they are read.

    python -m benchmarks.event_source EVENTS ENTITIES RATE

It prints its port. With RATE 0 everything is sent at once. Frames are encoded beforehand, so
that a measurement is one of the reader.
"""

import asyncio
import sys
import time
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

EVENTS_IN_A_FRAME = 50
FIRST_MOMENT = 1_795_000_000_000_000
STEP = 20
"""Microseconds between two events."""

_encode = msgspec.json.encode
_decode = msgspec.json.decode

_ANSWERS: dict[str, Any] = {
    "get_config": {
        "state": "RUNNING",
        "time_zone": "Europe/Berlin",
        "currency": "EUR",
        "location_name": "Benchmark",
        "version": "2026.11.0",
        "unit_system": {},
    },
    "get_states": [],
    "config/entity_registry/list": [],
    "history/history_during_period": {},
    "recorder/statistics_during_period": {},
    "recorder/get_statistics_metadata": [],
}


def entity_ids(count: int) -> list[str]:
    """The entities that the events belong to, one after the other."""
    return [f"sensor.power_{number}" for number in range(count)]


def moment_of(event: int) -> int:
    """`last_updated` of an event, in microseconds."""
    return FIRST_MOMENT + STEP * (event + 1)


def encoded_frames(subscription: int, events: int, entities: int) -> list[bytes]:
    """All frames; event n changes entity n modulo their number."""
    names = entity_ids(entities)
    return [
        _encode(
            [
                {
                    "id": subscription,
                    "type": "event",
                    "event": {
                        "c": {
                            names[n % entities]: {
                                "+": {
                                    "s": f"{(n * 7919) % 50000 / 10}",
                                    "lc": moment_of(n) / 1_000_000,
                                    "c": "01J000000000000000000000",
                                }
                            }
                        }
                    },
                }
                for n in range(first, min(first + EVENTS_IN_A_FRAME, events))
            ]
        )
        for first in range(0, events, EVENTS_IN_A_FRAME)
    ]


class _Client:
    """One connection: answers what a recorder asks, then sends."""

    def __init__(self, socket: ServerConnection, events: int, entities: int, rate: float) -> None:
        self._socket = socket
        self._events = events
        self._entities = entities
        self._rate = rate
        self._now = FIRST_MOMENT / 1_000_000

    async def serve(self) -> None:
        await self._send({"type": "auth_required", "ha_version": "2026.11.0"})
        await self._socket.recv()
        await self._send({"type": "auth_ok", "ha_version": "2026.11.0"})
        async with asyncio.TaskGroup() as group:
            async for text in self._socket:
                command = _decode(text)
                for each in command if isinstance(command, list) else [command]:
                    await self._answer(each, group)

    async def _answer(self, command: dict[str, Any], group: asyncio.TaskGroup) -> None:
        number, kind = command["id"], command["type"]
        if kind == "energy/get_prefs":
            error = {"code": "not_found", "message": "No prefs"}
            await self._send({"id": number, "type": "result", "success": False, "error": error})
            return
        result = _ANSWERS.get(kind)
        await self._send({"id": number, "type": "result", "success": True, "result": result})
        if kind == "render_template":
            event = {"result": self._now, "listeners": {"time": True}}
            await self._send({"id": number, "type": "event", "event": event})
        elif kind == "subscribe_entities":
            state = {"s": "0", "a": {"unit_of_measurement": "W"}, "c": "01J", "lc": self._now}
            snapshot = {"a": dict.fromkeys(entity_ids(self._entities), state)}
            await self._send({"id": number, "type": "event", "event": snapshot})
            frames = encoded_frames(number, self._events, self._entities)
            group.create_task(self._pour(frames))

    async def _pour(self, frames: list[bytes]) -> None:
        await asyncio.sleep(1.0)
        began = time.perf_counter()
        for sent, frame in enumerate(frames):
            if self._rate:
                due = began + sent * EVENTS_IN_A_FRAME / self._rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                await self._socket.send(frame, text=True)
            except ConnectionClosed:
                return

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send(_encode(message), text=True)


async def _main(events: int, entities: int, rate: float) -> None:
    async def handler(socket: ServerConnection) -> None:
        await _Client(socket, events, entities, rate).serve()

    async with serve(handler, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
