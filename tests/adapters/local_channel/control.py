"""A program that answers what the tests of the channel need."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.recorder_control import Chunk, Message, Progress, Result


class EchoControl:
    """Implements `ports.recorder_control.RecorderControl`."""

    def __init__(self) -> None:
        self.started = 0
        self.cancelled = 0

    async def perform(self, command: str, arguments: Mapping[str, Any]) -> AsyncIterator[Message]:
        """`echo`, `status`, `export`, `fail`, `crash`, `nonsense`, or `wait` for ever."""
        self.started += 1
        match command:
            case "echo":
                yield Progress("listening")
                yield Result(dict(arguments))
            case "status":
                yield Result({"uptime": 1.5})
            case "export":
                yield Chunk(bytes(range(256)) * (int(arguments["bytes"]) // 256))
                yield Result({"rows": 1})
            case "fail":
                raise StoreUnusable(ProblemCode.STORE_LOCKED, path="/data", reason="held")
            case "crash":
                raise RuntimeError("token abc")
            case "nonsense":
                yield Result({"value": float("nan")})
            case _:
                try:
                    yield Progress("waiting")
                    await asyncio.sleep(60)
                finally:
                    self.cancelled += 1
