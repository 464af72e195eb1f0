"""A demo home, the real program, and everything that can happen to both."""

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.adapters.demo_home.moments import SECOND, local
from tests.adapters.embedded.small_disk import SmallDisk
from tests.chaos.comparison import HomeRecord
from tests.chaos.recorder_process import (
    METRICS,
    STATE,
    RecorderProcess,
    Wanted,
    is_recording,
)
from tests.chaos.schedule import Planned
from tests.chaos.served_home import HomeOptions, ServedHome, served_home

START = local("2014-03-10 18:30") / SECOND
"""An early year: there is little older to import, and it is counted fastest."""
SPEED = 20.0
COMMIT_DELAY = 50.0
"""Home seconds; 2.5 of ours, so that repair regularly comes too early."""
KEPT_DAYS = 0.1

SENSORS = (
    "sensor.grid_power",
    "sensor.home_power",
    "sensor.solar_power",
    "sensor.battery_power",
    "sensor.grid_import",
    "sensor.fridge_power",
    "sensor.tv_power",
)
MADE = ("sensor.chaos_power", "sensor.chaos_energy")
"""Written by hand, as fast as a real home writes, with everything that a state can be."""
ENTITIES = (*SENSORS, *MADE)
_UNITS = {"sensor.chaos_power": ("W", "kW", "MW"), "sensor.chaos_energy": ("kWh", "Wh", "MWh")}
_HEALS_WITHIN = 90.0
_MINUTE_OF_HOME = 60.0 / SPEED
"""After so long its clock has answered by itself."""
_FULL_FOR = 12.0

Fault = Callable[[Planned], Awaitable[None]]


class DemoLane:
    """Faults by name; each may leave the lane in any state, `heal` brings it back."""

    beginning = "2014-03-01T00:00:00Z"

    def __init__(
        self, home: ServedHome, recorder: RecorderProcess, copies: Path, disk: SmallDisk | None
    ) -> None:
        self.home = home
        self.recorder = recorder
        self.names = {entity_id: entity_id for entity_id in ENTITIES}
        """What the home calls each entity at present, by the id it was tracked under."""
        self._copies = copies
        self._disk = disk
        self._units = dict.fromkeys(MADE, 0)
        self._taken: list[Path] = []

    @property
    def has_disk(self) -> bool:
        """Whether there is a small disk that can be filled."""
        return self._disk is not None

    # What goes on all the time.

    async def live(self, seed: int) -> None:
        """Write states by hand until cancelled; some are no numbers, some no values."""
        source = random.Random(seed)
        while True:
            for entity_id in MADE:
                state = source.choices(
                    (f"{source.uniform(0, 4000):.2f}", "unavailable", "unknown", "charging"),
                    (40, 1, 1, 1),
                )[0]
                await self.write(entity_id, state)
            await asyncio.sleep(source.uniform(0.02, 0.3))

    async def write(self, entity_id: str, state: str) -> None:
        """A state of one of the made entities, unless the home is down."""
        if await self.home.is_down():
            return
        unit = _UNITS[entity_id][self._units[entity_id]]
        await self.home.set_state(entity_id, state, {"unit_of_measurement": unit})

    async def prepare(self) -> None:
        """From nothing to a recorder that records everything."""
        await self.home.fault("purge", keep_days=KEPT_DAYS)
        for entity_id in MADE:
            await self.write(entity_id, "1")
        await self._succeeds("connect", "--url", self.home.url)
        await self._succeeds("track", *ENTITIES)
        self.copy()
        await self.recorder.start()
        assert await self.recorder.until(is_recording, _HEALS_WITHIN), "it never recorded"

    async def perform(self, planned: Planned) -> None:
        """Let a fault happen, and wait as planned."""
        fault: Fault = getattr(self, f"_{planned.kind}")
        await fault(planned)
        if planned.heals:
            await self._healed()
        else:
            await asyncio.sleep(planned.pause)

    async def heal(self) -> None:
        """Take every cause away, and let the connection be made once more."""
        await self.home.fault("refuse_token", refuse=False)
        await self._running()
        await self.home.fault("drop")
        await self._healed()

    async def now(self) -> float:
        """The home's time in seconds."""
        return await self.home.now()

    async def records(self) -> dict[str, HomeRecord]:
        """What the home holds, by the ids that entities were tracked under."""
        found = await self.home.records(list(self.names.values()))
        return {recording_id: found[name] for recording_id, name in self.names.items()}

    def copy(self) -> None:
        """Keep a copy of both stores."""
        folder = self._copies / str(len(self._taken))
        self.recorder.copy_to(folder)
        self._taken.append(folder)

    # The recorder.

    async def _kill(self, planned: Planned) -> None:
        await self.recorder.kill()
        if planned.choice % 2:
            self.copy()
        await asyncio.sleep(planned.between(0.0, 3.0))
        await self.recorder.start()

    async def _stop(self, planned: Planned) -> None:
        await self.recorder.stop()
        self.copy()
        await asyncio.sleep(planned.between(0.0, 3.0))
        await self.recorder.start()

    async def _freeze(self, planned: Planned) -> None:
        """A reader that stalls; every other time so long under load that the home cuts it off."""
        await self._running()
        self.recorder.freeze()
        try:
            if planned.choice % 2:
                await self.home.fault("flood", rate=2500, seconds=2.5, entity_ids=[MADE[0]])
            await asyncio.sleep(planned.between(0.5, 6.0))
        finally:
            self.recorder.thaw()

    # The way between.

    async def _cut(self, planned: Planned) -> None:
        await self.home.fault("drop", graceful=bool(planned.choice % 2))

    async def _half_open(self, _: Planned) -> None:
        await self.home.fault("half_open")

    async def _stall(self, planned: Planned) -> None:
        await self.home.fault("stall", seconds=planned.between(1.0, 12.0))

    # The home.

    async def _restart_home(self, planned: Planned) -> None:
        await self.home.fault(
            "restart", down=planned.between(0.2, 4.0), starting=planned.between(0.2, 2.0)
        )

    async def _crash_home(self, planned: Planned) -> None:
        await self.home.fault(
            "crash", down=planned.between(0.2, 4.0), starting=planned.between(0.2, 2.0)
        )

    async def _refuse_token(self, planned: Planned) -> None:
        """The home refuses every token; later `connect` brings one that it takes again."""
        await self._running()
        await self.home.fault("refuse_token")
        await self.home.fault("drop")
        await self.recorder.until(_is_refused, _HEALS_WITHIN)
        await asyncio.sleep(planned.between(0.0, 3.0))
        await self.home.fault("refuse_token", refuse=False)
        await self._succeeds("connect", "--url", self.home.url)

    async def _wrong_token(self, planned: Planned) -> None:
        """The environment holds a wrong token at first, the right one at the next start."""
        await self.recorder.kill()
        await self.recorder.start(token="wrong")
        await self.recorder.until(_is_refused, _HEALS_WITHIN)
        if planned.choice % 2:
            await self._succeeds("connect", "--url", self.home.url)
        else:
            await self.recorder.stop()
            await self.recorder.start()

    async def _jump_forward(self, planned: Planned) -> None:
        await self.home.fault("jump_clock", seconds=planned.between(30.0, 1800.0))

    async def _jump_back(self, planned: Planned) -> None:
        """Seen by a recorder that records; what it missed before may still be open."""
        await self._healed()
        await self.home.fault("jump_clock", seconds=-planned.between(5.0, 300.0))
        await asyncio.sleep(_MINUTE_OF_HOME)
        await self._healed()

    async def _rename(self, planned: Planned) -> None:
        recording_id = SENSORS[planned.choice % len(SENSORS)]
        name = f"{recording_id}_{planned.number}"
        await self.home.fault("rename", entity_id=self.names[recording_id], new_entity_id=name)
        self.names[recording_id] = name

    async def _rename_while_away(self, planned: Planned) -> None:
        await self.recorder.kill()
        await self._rename(planned)
        await asyncio.sleep(planned.between(0.0, 2.0))
        await self.recorder.start()

    async def _change_unit(self, planned: Planned) -> None:
        """Of a made entity, or of a sensor, which says the same in other words from then on."""
        if planned.choice % 2:
            entity_id = MADE[planned.choice // 2 % len(MADE)]
            self._units[entity_id] = (self._units[entity_id] + 1) % len(_UNITS[entity_id])
            await self.write(entity_id, f"{planned.size:.3f}")
            return
        unit = ("kW", "W", "MW", "mW")[planned.choice // 2 % 4]
        await self.home.fault("change_unit", entity_id=self.names[SENSORS[0]], unit=unit)

    async def _flood(self, planned: Planned) -> None:
        some = [self.names[SENSORS[0]], self.names[SENSORS[1]], MADE[0]]
        await self.home.fault(
            "flood", rate=planned.between(200, 2000), seconds=1.5, entity_ids=some
        )

    async def _lose_device(self, planned: Planned) -> None:
        name = self.names[SENSORS[planned.choice % len(SENSORS)]]
        await self.home.fault("set_unavailable", entity_id=name)
        await asyncio.sleep(planned.between(0.1, 2.0))
        await self.home.fault("set_available", entity_id=name)

    async def _remove_entity(self, planned: Planned) -> None:
        name = self.names[SENSORS[planned.choice % len(SENSORS)]]
        await self.home.fault("remove", entity_id=name)
        await asyncio.sleep(planned.between(0.1, 3.0))
        await self.home.fault("restore", entity_id=name)

    async def _untrack(self, planned: Planned) -> None:
        """Recorded no longer, and again: what lies between is history by then."""
        name = self.names[SENSORS[planned.choice % len(SENSORS)]]
        await self._succeeds("untrack", name)
        await asyncio.sleep(planned.between(0.0, 2.0))
        await self._succeeds("track", name)

    async def _purge(self, planned: Planned) -> None:
        """More than the hour is kept that is read again after the home's clock was set back.

        Home Assistant keeps a day at least (`keep_days`, recorder/__init__.py).
        """
        await self.home.fault("purge", keep_days=planned.between(0.05, 0.08))

    # The store.

    async def _lock_store(self, planned: Planned) -> None:
        """Another process has the metrics open when the recorder starts: it refuses with 5."""
        await self.recorder.kill()
        holder = await _held(self.recorder.data / METRICS)
        try:
            await self.recorder.start()
            assert await self.recorder.ended() == 5, "it did not say that the store is locked"
            await asyncio.sleep(planned.between(0.0, 1.0))
        finally:
            holder.kill()
            await holder.wait()
        await self.recorder.start()

    async def _fill_disk(self, planned: Planned) -> None:
        await self._running()
        if self._disk is None:
            await self._stall(planned)  # no disk to fill here: the run has said so
            return
        self._disk.fill()
        try:
            await self.recorder.until(_is_failing, _FULL_FOR)
            await asyncio.sleep(planned.between(0.0, 3.0))
        finally:
            self._disk.free()

    async def _restore_both(self, planned: Planned) -> None:
        await self._restored(planned, METRICS, STATE)

    async def _restore_metrics(self, planned: Planned) -> None:
        await self._restored(planned, METRICS)

    async def _restored(self, planned: Planned, *names: str) -> None:
        await self.recorder.kill()
        copy = self._taken[planned.choice % len(self._taken)]
        await asyncio.to_thread(self.recorder.restore_from, copy, *names)
        await self.recorder.start()

    # Helpers of these.

    async def _running(self) -> None:
        if not self.recorder.is_running:
            await self.recorder.start()

    async def _healed(self, as_wanted: Wanted = is_recording) -> None:
        """Wait until the recorder is as wanted; started again as a service would be."""
        deadline = asyncio.get_running_loop().time() + _HEALS_WITHIN
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            await self._running()
            if await self.recorder.until(as_wanted, left):
                return
        raise AssertionError(f"it did not heal: {await self.recorder.status()}")

    async def _succeeds(self, *arguments: str) -> None:
        if self.recorder.is_running:
            await self.recorder.until(lambda _: True, _HEALS_WITHIN)
        ended = await self.recorder.run(*arguments)
        assert ended.status == 0, f"{arguments[0]} ended with {ended.status}: {ended.errors}"


def _is_refused(status: Mapping[str, Any]) -> bool:
    return bool(status["home_assistant"]["state"] == "refused")


def _is_failing(status: Mapping[str, Any]) -> bool:
    return bool(status["recorder"]["state"] == "store_failing")


async def _held(file: Path) -> asyncio.subprocess.Process:
    """A process that has a DuckDB file open."""
    program = (
        f"import duckdb, time; held = duckdb.connect({str(file)!r});"
        " print(1, flush=True); time.sleep(60)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline(), "the store could not be opened to lock it"
    return process


def mounted(folder: Path, megabytes: int) -> SmallDisk | None:
    """A small disk on a folder; None where this machine does not let us mount one."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return SmallDisk(folder) if done.returncode == 0 else None


def _unmount(disk: SmallDisk) -> None:
    subprocess.run(["umount", "--lazy", str(disk.folder)], check=True)


@asynccontextmanager
async def demo_lane(folder: Path, seed: int) -> AsyncIterator[DemoLane]:
    """A lane whose data lie on a small disk, if there can be one."""
    disk = mounted(folder / "disk", 200)
    data = folder / "disk" / "data"
    options = HomeOptions(seed, START, SPEED, COMMIT_DELAY)
    try:
        async with served_home(options) as home:
            recorder = RecorderProcess(data, options.token, folder / "record.log")
            try:
                yield DemoLane(home, recorder, folder / "copies", disk)
            finally:
                await recorder.kill()
    finally:
        if disk is not None:
            await asyncio.to_thread(_unmount, disk)
