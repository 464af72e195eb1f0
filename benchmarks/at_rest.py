"""What the program takes while nobody does anything: *Now* visible, and `record`.

    python -m benchmarks.at_rest line|record PORT

is the code written by hand. All processes rest side by side, during the same minute.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.ingest import event_source
from benchmarks.rows import BenchmarkRow
from benchmarks.start import ENTITIES, RATE, program_environment, recorded_day

SECONDS = 60.0
_SETTLE_SECONDS = 25.0
_SENT_SECONDS = 300
_POINTS = 600
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class _Rest:
    """Over a minute."""

    share: float
    """Percent of one core."""
    memory: float
    """Megabytes, resident, at its end."""


class _Resting:
    """A process that goes on until it is stopped."""

    def __init__(self, arguments: list[str], bytecode: str) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=program_environment(bytecode),
        )
        self._process = psutil.Process(self._popen.pid)

    def seconds(self) -> float:
        """Processor time so far."""
        assert self._popen.poll() is None, f"{self._popen.args!r} ended by itself"
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Megabytes."""
        return float(self._process.memory_info().rss) / _MEGABYTE

    def stop(self) -> None:
        """In order, and at last by force."""
        self._popen.terminate()
        try:
            self._popen.wait(30)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()


def _rested() -> dict[str, _Rest]:
    """All of them over the same time."""
    with ExitStack() as stack:
        resting: dict[str, _Resting] = {}
        bytecode = stack.enter_context(tempfile.TemporaryDirectory())

        def source() -> int:
            return stack.enter_context(
                event_source(RATE * _SENT_SECONDS, ENTITIES, RATE, is_live=True)
            )

        for name, arguments in (("window", []), ("record", ["record"])):
            folder, port = stack.enter_context(tempfile.TemporaryDirectory()), source()
            asyncio.run(recorded_day(Path(folder), port))
            command = ["energy_desktop", "--data-dir", folder, *arguments]
            resting[name] = _Resting(command, bytecode)
        resting["line"] = _Resting(["benchmarks.at_rest", "line", "0"], bytecode)
        resting["by_hand"] = _Resting(["benchmarks.at_rest", "record", str(source())], bytecode)
        for each in resting.values():
            stack.callback(each.stop)
        time.sleep(_SETTLE_SECONDS)
        before = {name: each.seconds() for name, each in resting.items()}
        began = time.monotonic()
        time.sleep(SECONDS)
        elapsed = time.monotonic() - began
        return {
            name: _Rest(100 * (each.seconds() - before[name]) / elapsed, each.memory())
            for name, each in resting.items()
        }


def _row(name: str, unit: str, ours: float, limit: float, target: float) -> BenchmarkRow:
    return BenchmarkRow(
        f"at rest, {RATE} events/s: {name}",
        unit,
        round(ours, 2),
        round(limit, 2),
        round(ours / limit, 3) if limit else 0.0,
        f"< {target:g} {unit}",
        ours < target,
    )


def measure() -> list[BenchmarkRow]:
    """*Now* beside a line redrawn once a second, `record` beside hand-written recording."""
    rest = _rested()
    return [
        _row("Now, of a core", "%", rest["window"].share, rest["line"].share, 3.0),
        _row("Now, memory", "MB", rest["window"].memory, rest["line"].memory, 250.0),
        _row("record, of a core", "%", rest["record"].share, rest["by_hand"].share, 1.5),
        _row("record, memory", "MB", rest["record"].memory, rest["by_hand"].memory, 120.0),
    ]


def _line() -> None:
    """An empty window with 600 points in pyqtgraph, others every second."""
    import numpy as np
    import pyqtgraph as pg
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    plot = pg.PlotWidget()
    plot.resize(1280, 800)
    noise = np.random.default_rng(1)
    line = plot.plot(noise.uniform(0, 1000, _POINTS), antialias=True)
    timer = QTimer()
    timer.timeout.connect(lambda: line.setData(noise.uniform(0, 1000, _POINTS)))
    timer.start(1_000)
    plot.show()
    application.exec()


def _record(port: int) -> None:
    from benchmarks.ingest_by_hand import ingest_by_hand

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(ingest_by_hand(Path(folder), port, RATE * _SENT_SECONDS, ENTITIES))


if __name__ == "__main__":
    if sys.argv[1] == "line":
        _line()
    else:
        _record(int(sys.argv[2]))
