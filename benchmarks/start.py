"""From the start of the process to what a person sees, where a day is stored already.

It is a second start: the modules are compiled, as they are after any first one.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.event_source import entity_ids
from benchmarks.ingest import event_source
from benchmarks.recorded_home import record_home, record_past, tracked
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.timestamps import DAY

ENTITIES = 20
RATE = 10
RUNS = 5
FIRST_PAINT_MS, FIRST_CHART_MS = 1_000.0, 1_500.0
_SENT_SECONDS = 600


def program_environment(bytecode: str) -> dict[str, str]:
    """A token, no keyring that might ask for a password, and a folder for compiled modules."""
    own = {
        "ENERGY_DESKTOP_HA_TOKEN": "benchmark",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPYCACHEPREFIX": bytecode,
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return os.environ | own


async def recorded_day(folder: Path, port: int) -> None:
    """A home of twenty power sensors, recorded until now for a day."""
    names = entity_ids(ENTITIES)
    await record_home(folder, tracked(names), f"http://127.0.0.1:{port}")
    await record_past(folder, names, SystemClock().wall(), 0, DAY)


def _started(which: str, folder: str, bytecode: str) -> tuple[float, float]:
    began = time.monotonic_ns()
    command = [sys.executable, "-m", "benchmarks.started", which, folder, str(began)]
    environment = program_environment(bytecode)
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment, timeout=60)
    first_paint, first_chart = json.loads(done.stdout.splitlines()[-1])
    return first_paint, first_chart


def measure() -> list[BenchmarkRow]:
    """Both in turn, after one start that warms; medians."""
    starts: dict[str, list[tuple[float, float]]] = {"by_hand": [], "program": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as bytecode,
        event_source(RATE * _SENT_SECONDS, ENTITIES, RATE, is_live=True) as port,
    ):
        asyncio.run(recorded_day(Path(folder), port))
        for _ in range(RUNS + 1):
            for which, figures in starts.items():
                figures.append(_started(which, folder, bytecode))
    rows: list[BenchmarkRow] = []
    for place, (name, target) in enumerate(
        (("first paint", FIRST_PAINT_MS), ("first chart of stored data", FIRST_CHART_MS))
    ):
        ours = statistics.median(start[place] for start in starts["program"][1:])
        limit = statistics.median(start[place] for start in starts["by_hand"][1:])
        rows.append(
            BenchmarkRow(
                f"warm start to {name}",
                "ms",
                round(ours),
                round(limit),
                round(ours / limit, 3),
                f"< {target:,.0f} ms",
                ours < target,
            )
        )
    return rows
