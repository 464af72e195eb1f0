"""A demo home in a process of its own, told what to do by lines of JSON.

Not over its own socket: that one may be down, refused or half-open at the moment.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from energy_desktop.adapters.demo_home import DemoHome
from tests.chaos.comparison import HomeRecord, HomeRow

_LONGEST_LINE = 1 << 28
_ANSWERS_WITHIN = 120.0
_HISTORY = 5 * 86_400
"""Seconds before its start of which records are told."""
_KINDS = ("held", "purged", "lost")


@dataclass(frozen=True, slots=True)
class HomeOptions:
    """Which home."""

    seed: int
    start: float
    speed: float
    commit_delay: float
    """Seconds of home time."""
    token: str = "demo"


class ServedHome:
    """The other end: a home that answers from its process."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, start: float) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin, process.stdout
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.url = url
        self.start = start

    async def listen(self) -> None:
        """Give answers to who waits for them, until the process ends."""
        while line := await self._from.readline():
            answer = json.loads(line)
            waiting = self._waiting.pop(answer["id"])
            if waiting.done():
                continue
            if "error" in answer:
                waiting.set_exception(RuntimeError(answer["error"]))
            else:
                waiting.set_result(answer["value"])

    async def fault(self, name: str, **arguments: object) -> None:
        """Cause a fault of the demo home and wait until it has taken its course."""
        await self._ask("fault", name=name, arguments=arguments)

    async def set_state(
        self, entity_id: str, state: str, attributes: dict[str, object] | None = None
    ) -> None:
        """Write a state by hand."""
        await self._ask("set_state", entity_id=entity_id, state=state, attributes=attributes)

    async def now(self) -> float:
        """Home time in seconds."""
        return float(await self._ask("now"))

    async def is_down(self) -> bool:
        """Whether it cannot be reached at the moment."""
        return bool(await self._ask("is_down"))

    async def records(self, entity_ids: Sequence[str]) -> dict[str, HomeRecord]:
        """What became of all rows of some entities since the start."""
        answer = await self._ask("records", entity_ids=list(entity_ids), start=self.start)
        return {
            entity_id: HomeRecord(**{kind: tuple(map(_row, rows)) for kind, rows in of_one.items()})
            for entity_id, of_one in answer.items()
        }

    async def _ask(self, verb: str, **arguments: object) -> Any:
        number = next(self._numbers)
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._to.write(json.dumps({"id": number, "do": verb, **arguments}).encode() + b"\n")
        await self._to.drain()
        async with asyncio.timeout(_ANSWERS_WITHIN):
            return await waiting


def _row(row: list[Any]) -> HomeRow:
    at, state, unit = row
    return at, state, unit


@asynccontextmanager
async def served_home(options: HomeOptions) -> AsyncIterator[ServedHome]:
    """A demo home that serves until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.chaos.served_home",
        json.dumps(asdict(options)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LONGEST_LINE,
    )
    try:
        assert process.stdout is not None
        first = json.loads(await process.stdout.readline())
        home = ServedHome(process, first["url"], options.start - _HISTORY)
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(home.listen())
            try:
                yield home
            finally:
                listening.cancel()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


class _Server:
    """Carries out one line after another; what takes time goes on beside the next."""

    def __init__(self, home: DemoHome, group: asyncio.TaskGroup) -> None:
        self._home = home
        self._group = group

    async def serve(self) -> None:
        reader = asyncio.StreamReader(limit=_LONGEST_LINE)
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            self._group.create_task(self._carry_out(json.loads(line)))

    async def _carry_out(self, asked: dict[str, Any]) -> None:
        answer: dict[str, Any] = {"id": asked["id"]}
        try:
            answer["value"] = await self._value(asked)
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            answer["error"] = repr(error)
        _say(answer)

    async def _value(self, asked: dict[str, Any]) -> Any:
        home = self._home
        match asked["do"]:
            case "fault":
                work = home.faults.cause(asked["name"], asked["arguments"])
                if work is not None:
                    await work()
                return None
            case "set_state":
                return home.set_state(asked["entity_id"], asked["state"], asked["attributes"])
            case "now":
                return home.now
            case "is_down":
                return home.faults.down
            case "records":
                return {e: _told(home, e, asked["start"]) for e in asked["entity_ids"]}
            case other:
                raise ValueError(other)


def _told(home: DemoHome, entity_id: str, start: float) -> dict[str, list[Any]]:
    record = home.record(entity_id, start)
    return {
        kind: [
            [row.at, row.state, row.attributes.get("unit_of_measurement")]
            for row in getattr(record, kind)
        ]
        for kind in _KINDS
    }


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def _serve(options: HomeOptions) -> None:
    home = DemoHome(
        options.seed,
        options.start,
        options.speed,
        token=options.token,
        commit_delay=options.commit_delay,
    )
    async with home, asyncio.TaskGroup() as group:
        _say({"url": home.url})
        await _Server(home, group).serve()


if __name__ == "__main__":
    asyncio.run(_serve(HomeOptions(**json.loads(sys.argv[1]))))
