"""A real Home Assistant and the real program: what can be done to these two."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from websockets.exceptions import WebSocketException

from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.timestamps import DAY, SECOND, Micros, format_utc
from tests.chaos.comparison import HomeRecord, HomeRow
from tests.chaos.recorder_process import RecorderProcess, Wanted, is_recording
from tests.chaos.schedule import Planned
from tests.real_home_assistant.peer import RealHomeAssistant
from tests.real_home_assistant.releases import Release
from tests.relay import Relay, relaying

ENTITIES = (
    "sensor.peer_power_w_0",
    "sensor.peer_power_kw_0",
    "sensor.peer_energy_kwh_0",
    "sensor.peer_energy_wh_0",
    "sensor.peer_energy_total_kwh_0",
)
COMMIT_INTERVAL = 5
_UNITS = ("kW", "W", "MW")
_HEALS_WITHIN = 90.0
_SILENT_FOR = 35.0
_DELIVERED_AFTER = 0.7

Fault = Callable[[Planned], Awaitable[None]]


class RealLane:
    """Faults by name, as in `demo_lane`."""

    def __init__(self, home: RealHomeAssistant, relay: Relay, recorder: RecorderProcess) -> None:
        self.home = home
        self.recorder = recorder
        self.names = {entity_id: entity_id for entity_id in ENTITIES}
        """What Home Assistant calls each entity at present, by the id it was tracked under."""
        self._earlier: dict[str, list[str]] = {entity_id: [entity_id] for entity_id in ENTITIES}
        """All names so far: a rename may leave rows under the old one."""
        self.beginning = format_utc(Micros(SystemClock().wall() - DAY))
        self._relay = relay
        self._turn = asyncio.Lock()
        """Held while states are being changed: a crash in between would leave unknown ones."""
        self._made: dict[str, list[HomeRow]] = {entity_id: [] for entity_id in ENTITIES}
        self._units = self._own_units()

    async def live(self, seed: int) -> None:
        """Change states until cancelled."""
        source = random.Random(seed)
        while True:
            async with self._turn:
                await self._emit(source.randint(5, 40), rate=40)
            await asyncio.sleep(source.uniform(0.05, 0.5))

    async def prepare(self) -> None:
        """From an empty folder to a recorder that records everything."""
        await self._succeeds("connect", "--url", self._relay.url)
        await self._succeeds("track", *ENTITIES)
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
        """Let the connection be made once more."""
        self._relay.cut()
        await self._healed()

    async def now(self) -> float:
        """This machine's clock is Home Assistant's too."""
        return SystemClock().wall() / SECOND

    async def records(self) -> dict[str, HomeRecord]:
        """What Home Assistant's database holds, and what it was seen to change beside that."""
        await self.home.recorded()
        return {
            recording_id: await asyncio.to_thread(self._record, recording_id, name)
            for recording_id, name in self.names.items()
        }

    def _own_units(self) -> dict[str, str]:
        """The units its sensors have when it starts."""
        return {
            each.entity_id: each.attributes["unit_of_measurement"]
            for each in self.home.entities
            if each.entity_id in ENTITIES
        }

    async def _start_home(self) -> None:
        await self.home.start()
        self._units = self._own_units()

    def _record(self, recording_id: str, name: str) -> HomeRecord:
        ids = dict.fromkeys((*self._earlier[recording_id], name))
        held = tuple(
            (row.last_updated, row.state, _unit_in(row.attributes))
            for each in ids
            for row in self.home.recorded_states(each)
        )
        return HomeRecord(held, lost=tuple(self._made[recording_id]))

    async def _emit(self, count: int, rate: float, names: tuple[str, ...] = ()) -> None:
        """Changes of state, remembered as they were made; none where Home Assistant is away."""
        wanted = list(names or self.names.values())
        with suppress(OSError, WebSocketException, TimeoutError):
            load = await self.home.emit(count, rate, wanted)
            recording_ids = {name: recording_id for recording_id, name in self.names.items()}
            for change in load.changes:
                recording_id = recording_ids[change.entity_id]
                unit = self._units[recording_id]
                self._made[recording_id].append((change.last_updated, change.state, unit))

    # Faults.

    async def _kill(self, planned: Planned) -> None:
        await self.recorder.kill()
        await asyncio.sleep(planned.between(0.0, 5.0))
        await self.recorder.start()

    async def _freeze(self, planned: Planned) -> None:
        self.recorder.freeze()
        try:
            await asyncio.sleep(planned.between(1.0, 8.0))
        finally:
            self.recorder.thaw()

    async def _cut(self, _: Planned) -> None:
        self._relay.cut()

    async def _half_open(self, planned: Planned) -> None:
        """On the way, or because Home Assistant itself hangs."""
        if planned.choice % 2:
            self._relay.forget()
            return
        async with self._turn:
            self.home.freeze()
            try:
                await asyncio.sleep(_SILENT_FOR)
            finally:
                self.home.thaw()

    async def _restart_home(self, planned: Planned) -> None:
        async with self._turn:
            await self.home.stop()
            await asyncio.sleep(planned.between(0.0, 3.0))
            await self._start_home()

    async def _crash_home(self, planned: Planned) -> None:
        """What was changed last was delivered, and is lost with the crash."""
        async with self._turn:
            await self.home.registered(self.names.values())
            await self.home.recorded()
            await self._emit(60, rate=0)
            await asyncio.sleep(_DELIVERED_AFTER)
            await self.home.kill()
            await asyncio.sleep(planned.between(0.0, 3.0))
            await self._start_home()
            await self.home.recorded()

    async def _wrong_token(self, planned: Planned) -> None:
        await self.recorder.kill()
        await self.recorder.start(token="wrong")
        await self.recorder.until(
            lambda status: bool(status["home_assistant"]["state"] == "refused"), _HEALS_WITHIN
        )
        if planned.choice % 2:
            await self._succeeds("connect", "--url", self._relay.url)
        else:
            await self.recorder.stop()
            await self.recorder.start()

    async def _rename_while_away(self, planned: Planned) -> None:
        recording_id = ENTITIES[planned.choice % len(ENTITIES)]
        name = f"{recording_id}_{planned.number}"
        await self.recorder.kill()
        async with self._turn:
            await self.home.rename(self.names[recording_id], name)
            self.names[recording_id] = name
            self._earlier[recording_id].append(name)
        await self.recorder.start()

    async def _change_unit(self, planned: Planned) -> None:
        recording_id = ENTITIES[planned.choice // 3 % 2]
        unit = _UNITS[planned.choice % 3]
        async with self._turn:
            await self.home.set_state(
                self.names[recording_id], f"{planned.size:.4f}", {"unit_of_measurement": unit}
            )
            self._units[recording_id] = unit

    async def _flood(self, planned: Planned) -> None:
        async with self._turn:
            await self._emit(round(planned.between(500, 3000)), rate=1000)

    async def _healed(self, as_wanted: Wanted = is_recording) -> None:
        assert await self.recorder.until(as_wanted, _HEALS_WITHIN), "it did not heal"

    async def _succeeds(self, *arguments: str) -> None:
        if self.recorder.is_running:
            await self.recorder.until(lambda _: True, _HEALS_WITHIN)
        ended = await self.recorder.run(*arguments)
        assert ended.status == 0, f"{arguments[0]} ended with {ended.status}: {ended.errors}"


def _unit_in(attributes: dict[str, object]) -> str | None:
    unit = attributes.get("unit_of_measurement")
    return None if unit is None else str(unit)


@asynccontextmanager
async def real_lane(folder: Path, release: Release) -> AsyncIterator[RealLane]:
    """A new Home Assistant of this lane's own, and a recorder that reaches it by a relay."""
    home = RealHomeAssistant(release, folder / "home_assistant", commit_interval=COMMIT_INTERVAL)
    try:
        await home.start()
        await home.onboard()
        async with relaying(home.url) as relay:
            recorder = RecorderProcess(folder / "data", home.token, folder / "record.log")
            try:
                yield RealLane(home, relay, recorder)
            finally:
                await recorder.kill()
    finally:
        await home.kill()
