"""A process that sends state changes as Home Assistant coalesces them, as fast as they are read.

    python -m benchmarks.event_source EVENTS ENTITIES RATE [live]

It prints its port. With RATE 0 everything is sent at once. Frames are encoded beforehand, so
that a measurement is one of the reader. `live` events bear the moment at which they are sent.
"""

import asyncio
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from energy_desktop.adapters.system import SystemClock

_MOST_IN_A_FRAME = 50
_FRAMES_A_SECOND = 10
_BEGINS_AFTER = 1.0
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
    "recorder/statistics_during_period": {},
    "recorder/get_statistics_metadata": [],
}


def entity_ids(count: int) -> list[str]:
    """The entities that the events belong to, one after the other."""
    return [f"sensor.power_{number}" for number in range(count)]


@dataclass(frozen=True, slots=True)
class Flow:
    """What is sent."""

    events: int
    entities: int
    rate: float
    """Events a second; 0 for all at once."""
    is_live: bool = False

    @property
    def in_a_frame(self) -> int:
        """Few events a second come one by one, as they do from a quiet home."""
        if not self.rate:
            return _MOST_IN_A_FRAME
        return max(1, min(_MOST_IN_A_FRAME, int(self.rate / _FRAMES_A_SECOND)))

    def clock(self) -> int:
        """What Home Assistant's clock shows, in microseconds."""
        return SystemClock().wall() if self.is_live else FIRST_MOMENT

    def moment(self, began: int, event: int) -> int:
        """`last_updated` of an event."""
        step = round(1_000_000 / self.rate) if self.is_live else STEP
        return began + step * (event + 1)


def encoded_frames(subscription: int, flow: Flow, began: int) -> list[bytes]:
    """All frames; event n changes entity n modulo their number."""
    names, size = entity_ids(flow.entities), flow.in_a_frame
    return [
        _encode(
            [
                {
                    "id": subscription,
                    "type": "event",
                    "event": {
                        "c": {
                            names[n % flow.entities]: {
                                "+": {
                                    "s": f"{(n * 7919) % 50000 / 10}",
                                    "lc": flow.moment(began, n) / 1_000_000,
                                    "c": "01J000000000000000000000",
                                }
                            }
                        }
                    },
                }
                for n in range(first, min(first + size, flow.events))
            ]
        )
        for first in range(0, flow.events, size)
    ]


class _Client:
    """One connection: answers what a recorder asks, then sends."""

    def __init__(self, socket: ServerConnection, flow: Flow) -> None:
        self._socket = socket
        self._flow = flow
        self._shown_at = 0.0
        """When its snapshot was sent, in seconds: the only row that its history has."""

    async def serve(self) -> None:
        await self._send({"type": "auth_required", "ha_version": "2026.11.0"})
        await self._socket.recv()
        await self._send({"type": "auth_ok", "ha_version": "2026.11.0"})
        # A client may leave at any time, and in any manner.
        async with asyncio.TaskGroup() as group:
            while (text := await self._received()) is not None:
                command = _decode(text)
                for each in command if isinstance(command, list) else [command]:
                    await self._answer(each, group)

    async def _received(self) -> str | bytes | None:
        try:
            return await self._socket.recv()
        except ConnectionClosed:
            return None

    async def _answer(self, command: dict[str, Any], group: asyncio.TaskGroup) -> None:
        number, kind = command["id"], command["type"]
        if kind == "energy/get_prefs":
            error = {"code": "not_found", "message": "No prefs"}
            await self._send({"id": number, "type": "result", "success": False, "error": error})
            return
        is_history = kind == "history/history_during_period"
        result = self._history(command) if is_history else _ANSWERS.get(kind)
        await self._send({"id": number, "type": "result", "success": True, "result": result})
        if kind == "render_template":
            event = {"result": self._flow.clock() / 1_000_000, "listeners": {"time": True}}
            await self._send({"id": number, "type": "event", "event": event})
        elif kind == "subscribe_entities":
            now = self._flow.clock()
            unit = {"unit_of_measurement": "W"}
            state = {"s": "0", "a": unit, "c": "01J", "lc": now / 1_000_000}
            self._shown_at = now / 1_000_000
            snapshot = {"a": dict.fromkeys(entity_ids(self._flow.entities), state)}
            await self._send({"id": number, "type": "event", "event": snapshot})
            begin = time.perf_counter() + _BEGINS_AFTER
            first = now + round(1_000_000 * _BEGINS_AFTER) if self._flow.is_live else now
            frames = encoded_frames(number, self._flow, first)
            group.create_task(self._pour(frames, begin))

    def _history(self, command: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """What the snapshot showed, so that a recorder finds that nothing is missing."""
        start, end = (
            datetime.fromisoformat(command[name]).timestamp() for name in ("start_time", "end_time")
        )
        if not start <= self._shown_at <= end:
            return {}
        row = {"s": "0", "a": {"unit_of_measurement": "W"}, "lu": self._shown_at}
        return {entity_id: [row] for entity_id in command["entity_ids"]}

    async def _pour(self, frames: list[bytes], begin: float) -> None:
        began = begin if self._flow.is_live else time.perf_counter() + _BEGINS_AFTER
        await asyncio.sleep(began - time.perf_counter())
        for sent, frame in enumerate(frames):
            if self._flow.rate:
                due = began + (sent + 1) * self._flow.in_a_frame / self._flow.rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                await self._socket.send(frame, text=True)
            except ConnectionClosed:
                return

    async def _send(self, message: dict[str, Any]) -> None:
        with suppress(ConnectionClosed):
            await self._socket.send(_encode(message), text=True)


async def _main(flow: Flow) -> None:
    async def handler(socket: ServerConnection) -> None:
        await _Client(socket, flow).serve()

    async with serve(handler, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(
        _main(
            Flow(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:] == ["live"])
        )
    )
