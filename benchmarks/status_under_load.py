"""`status --json` of a recorder that has much to do: the answer, the command, and the recording.

The limits are those of command-line.md. Beside the command stands a process that imports what a
hand-written one would; beside the readings' lateness while it is asked, that of the same
recorder while nobody asks.
"""

import asyncio
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.arrivals import Lateness
from benchmarks.event_source import entity_ids
from benchmarks.ingest import event_source
from benchmarks.recorded_home import record_home, tracked
from benchmarks.recording_program import RecordingProgram
from benchmarks.rows import BenchmarkRow
from tests.end_to_end.program import Program

LOADS = ((1_000, 100), (10_000, 1_000))
"""Events a second, of so many entities."""
ANSWER_MS, COMMAND_MS = 100.0, 400.0
LATE_SECONDS = 2.0

_SENT_SECONDS = 90
_UNDISTURBED_SECONDS = 15.0
_SETTLED_AFTER = 3.0
_QUESTIONS = 150
_ASK_EVERY = 0.1
_COMMANDS = 30
_BY_HAND = "import json, socket, click"
_MILLI = 1_000.0


@dataclass(frozen=True, slots=True)
class _Measured:
    """Under one load; times in milliseconds."""

    answers: Sequence[float]
    commands: Sequence[float]
    by_hand: Sequence[float]
    undisturbed: Lateness
    asked: Lateness


async def _under(rate: int, entities: int) -> _Measured:
    names = entity_ids(entities)
    with (
        tempfile.TemporaryDirectory() as folder,
        event_source(rate * _SENT_SECONDS, entities, rate, is_live=True) as port,
    ):
        program = Program(Path(folder) / "data", "benchmark")
        await record_home(program.data_dir, tracked(names), f"http://127.0.0.1:{port}")
        durable = Path(folder) / "durable"
        with RecordingProgram(program, durable) as recording:
            await recording.live()
            await asyncio.sleep(_SETTLED_AFTER)
            moments = [_now()]
            await asyncio.sleep(_UNDISTURBED_SECONDS)
            moments.append(_now())
            answers = list(_times(_QUESTIONS, recording.ask, _ASK_EVERY))
            moments.append(_now())
            status, by_hand = _command(program), _by_hand(program)
            commands, alone = list[float](), list[float]()
            for _ in range(_COMMANDS):  # in turn: both under the same load
                commands += _times(1, status)
                alone += _times(1, by_hand)
        first, second = itertools.pairwise(moments)
        return _Measured(
            answers, commands, alone, Lateness.of(durable, *first), Lateness.of(durable, *second)
        )


def _times(count: int, work: Callable[[], object], pause: float = 0.0) -> Iterator[float]:
    """How long each took, in milliseconds."""
    for _ in range(count):
        began = time.perf_counter()
        work()
        yield _MILLI * (time.perf_counter() - began)
        time.sleep(pause)


def _command(program: Program) -> Callable[[], object]:
    return _process(program, "-m", "energy_desktop", "status", "--json")


def _by_hand(program: Program) -> Callable[[], object]:
    return _process(program, "-c", _BY_HAND)


def _process(program: Program, *arguments: str) -> Callable[[], object]:
    command, environment = [sys.executable, *arguments], program.surroundings()

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

    return run


def _now() -> int:
    return time.time_ns() // 1_000


def measure() -> list[BenchmarkRow]:
    """Under a load that a large home has at its worst, and under ten times as much."""
    rows: list[BenchmarkRow] = []
    for rate, entities in LOADS:
        found = asyncio.run(_under(rate, entities))
        title = f"status at {rate:,} events/s"
        rows += [
            _row(f"{title}: answer, p50", "ms", statistics.median(found.answers), ANSWER_MS),
            _row(f"{title}: answer, max", "ms", max(found.answers), ANSWER_MS),
            _row(
                f"{title}: command, p50",
                "ms",
                statistics.median(found.commands),
                COMMAND_MS,
                statistics.median(found.by_hand),
            ),
            _row(
                f"{title}: command, max",
                "ms",
                max(found.commands),
                COMMAND_MS,
                max(found.by_hand),
            ),
            _row(f"{title}: late, max", "s", found.asked.max, LATE_SECONDS, found.undisturbed.max),
        ]
    return rows


def _row(
    name: str, unit: str, ours: float, target: float, limit: float | None = None
) -> BenchmarkRow:
    beside = target if limit is None else limit
    return BenchmarkRow(
        name,
        unit,
        round(ours, 3),
        round(beside, 3),
        round(ours / beside, 3),
        f"< {target:g} {unit}",
        ours < target,
    )
