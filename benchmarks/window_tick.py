"""How regularly the window's loop comes round while 10,000 events a second are recorded.

    python -m benchmarks.window_tick program|by_hand PORT

measures once in a process of its own and prints the 99th percentile in milliseconds.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks.event_source import entity_ids
from benchmarks.ingest import event_source
from benchmarks.ingest_by_hand import ingest_by_hand
from benchmarks.open_window import on_qt_loop, open_window
from benchmarks.recorded_home import record_home
from benchmarks.rows import BenchmarkRow
from energy_desktop.model.entities import Entity
from energy_desktop.model.timestamps import Micros

RATE = 10_000
SECONDS = 12
ENTITIES = 1_000
TARGET_MS = 33.0
_FRAME_MS = 16
_SETTLE_SECONDS = 3.0


class _Ticks:
    """Intervals of a 60 Hz timer, from when the load has settled."""

    def __init__(self) -> None:
        self._intervals: list[float] = []
        self._last = 0.0
        self._from = time.perf_counter() + _SETTLE_SECONDS
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_FRAME_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        if self._last > self._from:
            self._intervals.append(1000 * (now - self._last))
        self._last = now

    def p99(self) -> float:
        ordered = sorted(self._intervals)
        return ordered[int(0.99 * len(ordered))]


async def _program(folder: Path, port: int) -> float:
    """The real window, with the live line of the home, recording."""
    names = entity_ids(ENTITIES)
    tracked = [Entity(n, n, is_tracked=True).with_unit("W", Micros(0)) for n in names]
    await record_home(folder, tracked)
    async with open_window(folder, port, ENTITIES) as opened:
        ticks = _Ticks()
        await asyncio.sleep(SECONDS)
        received = opened.home.board.tally.events_received
        assert received > RATE * SECONDS * 0.8, "the load was not sustained"
        return ticks.p99()


async def _by_hand(folder: Path, port: int) -> float:
    """An empty window over hand-written recording."""
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    ticks = _Ticks()
    await ingest_by_hand(folder, port, RATE * (SECONDS - 1), ENTITIES)
    return ticks.p99()


def _measured(which: str) -> float:
    with event_source(RATE * (SECONDS + 6), ENTITIES, RATE) as port:
        command = [sys.executable, "-m", "benchmarks.window_tick", which, str(port)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


def measure() -> list[BenchmarkRow]:
    """The program's window beside an empty one, one after the other."""
    limit, ours = _measured("by_hand"), _measured("program")
    return [
        BenchmarkRow(
            f"window tick p99 at {RATE:,} events/s",
            "ms",
            round(ours, 1),
            round(limit, 1),
            round(ours / limit, 3),
            f"< {TARGET_MS:g} ms",
            ours < TARGET_MS,
        )
    ]


def _main() -> None:
    which, port = sys.argv[1], int(sys.argv[2])
    work = _program if which == "program" else _by_hand
    with tempfile.TemporaryDirectory() as folder:
        p99 = on_qt_loop(lambda: work(Path(folder), port))
    sys.stdout.write(json.dumps(p99) + "\n")


if __name__ == "__main__":
    _main()
