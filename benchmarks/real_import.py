"""Years of a real Home Assistant imported while live recording goes on.

Two years of hourly statistics and seven days of raw history of a hundred entities, by the real
program as a process of its own. Beside it stand Home Assistant's own times: for the same
answers, asked by hand and thrown away, and from a change to a bare subscriber of the same run.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.arrivals import Lateness
from benchmarks.home_by_hand import ask_by_hand
from benchmarks.imported import Compared, compare
from benchmarks.real_home import Past, living, real_home
from benchmarks.recording_program import RecordingProgram
from benchmarks.rows import BenchmarkRow
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, MINUTE, SECOND, Micros
from tests.end_to_end.program import Program
from tests.real_home_assistant.peer import RealHomeAssistant

PAST = Past(power_entities=80, meters=20, hourly=730 * DAY, raw=7 * DAY, raw_every=MINUTE)
RATE = 20.0
"""Live changes a second."""
LATE_SECONDS, MEMORY_MB = 2.0, 300.0

_AT_LEAST_SECONDS = 150.0
"""The store seals finished days ninety seconds after the start: that is measured too."""
_WITHIN_SECONDS = 3_600.0
_LOOK_EVERY = 0.5
_SETTLED_AFTER = 2 * SECOND


@dataclass(frozen=True, slots=True)
class _Import:
    """One import, and what it is held against."""

    seconds: float
    by_hand: float
    memory_mb: float
    ours: Lateness
    bare: Lateness
    compared: Compared


def _now() -> Micros:
    return Micros(time.time_ns() // 1_000)


async def _import(home: RealHomeAssistant, folder: Path) -> _Import:
    """Record from the first start to the end of the import, under live changes."""
    entity_ids = [each.entity_id for each in PAST.entities]
    program = Program(folder / "data", home.token)
    for command in (("connect", "--url", home.url), ("track", *entity_ids)):
        done = await program.run(*command)
        assert done.status == 0, done.errors
    durable, arrived = folder / "durable", folder / "arrived"
    async with living(home, entity_ids, RATE):
        with (
            _subscriber(home, arrived, entity_ids),
            RecordingProgram(program, durable) as recording,
        ):
            began = time.monotonic()
            await recording.live()
            since = Micros(_now() + _SETTLED_AFTER)
            seconds = await _imported(recording, began)
            await asyncio.sleep(_AT_LEAST_SECONDS - (time.monotonic() - began))
            until = _now()
            await home.recorded()
            memory = recording.stop()
        raw = TimeRange(Micros(until - PAST.raw), until)
        hourly = TimeRange(Micros(until - PAST.hourly), until)
        by_hand = await ask_by_hand(home.url, home.token, entity_ids, raw, hourly)
    return _Import(
        seconds,
        by_hand,
        memory,
        Lateness.of(durable, since, until),
        Lateness.of(arrived, since, until),
        await compare(home.folder, program.data_dir, entity_ids, until),
    )


async def _imported(recording: RecordingProgram, began: float) -> float:
    """Wait for the end of the import; seconds since the start of the program."""
    last = ""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        elapsed = time.monotonic() - began
        repair = (await recording.status())["recorder"]["repair"]
        if repair is None and last:
            return elapsed
        if repair is not None and repair["what"] != last:
            last = repair["what"]
            sys.stderr.write(f"{elapsed:6.1f} s: {last}\n")
        assert elapsed < _WITHIN_SECONDS, f"still importing {repair}"


@contextmanager
def _subscriber(home: RealHomeAssistant, file: Path, entity_ids: list[str]) -> Iterator[None]:
    """The bare subscriber of the same entities, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.home_by_hand", str(file), home.url, *entity_ids]
    environment = os.environ | {"ENERGY_DESKTOP_HA_TOKEN": home.token}
    with subprocess.Popen(command, env=environment) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGKILL)


async def _measured() -> _Import | None:
    async with real_home(PAST) as home:
        if home is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            return await _import(home, Path(folder))


def measure() -> list[BenchmarkRow]:
    """One import at full size, a matter of minutes."""
    busy = os.getloadavg()[0]
    found = asyncio.run(_measured())
    if found is None:
        return []
    sys.stderr.write(f"load before {busy:.2f}, at the end {os.getloadavg()[0]:.2f}\n")
    years, days = PAST.hourly // (365 * DAY), PAST.raw // DAY
    title = f"{years} years × {len(PAST.entities)} entities, {days} days raw"
    late = f"late while importing, {found.ours.count:,} readings"
    same = found.compared
    return [
        _beside(title, "s", found.seconds, found.by_hand),
        _row(f"{late}: p50", "s", found.ours.p50, found.bare.p50, LATE_SECONDS),
        _row(f"{late}: p99", "s", found.ours.p99, found.bare.p99, LATE_SECONDS),
        _row(f"{late}: max", "s", found.ours.max, found.bare.max, LATE_SECONDS),
        _row("importing, memory", "MB", found.memory_mb, MEMORY_MB, MEMORY_MB),
        _equal("raw readings imported as they are", same.readings, same.raw_rows, same.differing),
        _equal("hourly statistics imported", same.statistics, same.hourly_rows, 0),
    ]


def _row(name: str, unit: str, ours: float, limit: float, target: float) -> BenchmarkRow:
    ratio = round(ours / limit, 3)
    is_met = ours <= target
    return BenchmarkRow(
        name, unit, round(ours, 3), round(limit, 3), ratio, f"<= {target:.4g} {unit}", is_met
    )


def _beside(name: str, unit: str, ours: float, limit: float) -> BenchmarkRow:
    """Told without a target: an import takes its time, and rests for as long as it works."""
    ratio = round(ours / limit, 3)
    return BenchmarkRow(name, unit, round(ours, 3), round(limit, 3), ratio, "told", met=True)


def _equal(name: str, ours: int, limit: int, differing: int) -> BenchmarkRow:
    is_met = ours == limit and not differing
    return BenchmarkRow(name, "rows", ours, limit, round(ours / limit, 3), "the same", is_met)
