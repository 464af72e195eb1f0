"""A home made for looking at: the numbers of one afternoon, the same in every run."""

import asyncio
from collections.abc import Collection, Iterable
from typing import cast

import numpy as np
from PySide6.QtCore import QLocale

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Interval, Ledger, Session, Source
from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros, parse_moment
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.services.tracking import Tracking
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.viewmodels.wording import Wording, zone_named
from tests.fakes.clock import ManualClock

ZONE = "Europe/Berlin"
BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
AFTERNOON = parse_moment("2026-11-23T13:42:07", zone_named(ZONE))

GRID, SOLAR, BATTERY = "sensor.grid_power", "sensor.solar_power", "sensor.battery_power"
CHARGE = "sensor.battery_level"

DEVICES: tuple[tuple[str, str, str, float], ...] = (
    ("heat_pump", "Heat pump", "mdi:heat-pump", 640),
    ("desk", "Office desk", "mdi:desk-lamp", 114),
    ("fridge", "Fridge", "mdi:fridge", 96),
    ("freezer", "Freezer", "mdi:snowflake", 88),
    ("network", "Network and server", "mdi:server-network", 58),
    ("ventilation", "Ventilation", "mdi:fan", 34),
    ("ev", "EV charger", "mdi:ev-station", 0),
    ("kettle", "Kettle", "mdi:kettle", 0),
    ("dishwasher", "Dishwasher", "mdi:dishwasher", 0),
    ("washing", "Washing machine", "mdi:washing-machine", 0),
    ("oven", "Oven and hob", "mdi:stove", 0),
    ("tv", "Television", "mdi:television", 0),
)


def power_entity(
    entity_id: str, name: str, role: str | None, icon: str | None = None, parent: str | None = None
) -> Entity:
    """A tracked sensor in watts."""
    return Entity(
        entity_id,
        entity_id,
        name=name,
        device_class="power",
        icon=icon,
        is_tracked=True,
        role=role,
        parent=parent,
        units=(DatedUnit("W", Micros(0)),),
    )


def entities_of_the_home() -> list[Entity]:
    """Grid, solar, battery with its charge, and twelve devices."""
    charge = Entity(
        CHARGE,
        CHARGE,
        name="Battery level",
        device_class="battery",
        is_tracked=True,
        role=Role.BATTERY_CHARGE,
        units=(DatedUnit("%", Micros(0)),),
    )
    mains = [
        power_entity(GRID, "Grid power", Role.GRID_POWER),
        power_entity(SOLAR, "Solar power", Role.SOLAR_POWER),
        power_entity(BATTERY, "Battery power", Role.BATTERY_POWER),
    ]
    devices = [
        power_entity(f"sensor.{key}_power", f"{name} power", Role.DEVICE_POWER, icon)
        for key, name, icon, _ in DEVICES
    ]
    return [*mains, charge, *devices]


class ShownMetrics:
    """Answers with what was put in, or with a failure."""

    def __init__(self) -> None:
        self.rows: list[Reading] = []
        self.problem: ProblemCode | None = None
        self.asked = 0

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """As the port says."""
        self._fail()
        self.asked += 1
        chosen = [r for r in self.rows if r.entity_id in entity_ids and span.contains(r.timestamp)]
        return ReadingColumns.of(sorted(chosen, key=lambda r: (r.entity_id, r.timestamp)))

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """As the port says."""
        self._fail()
        known = [
            r
            for r in self.rows
            if r.entity_id in entity_ids and (before is None or r.timestamp < before)
        ]
        return {r.entity_id: r for r in sorted(known, key=lambda r: r.timestamp)}

    def _fail(self) -> None:
        if self.problem is not None:
            raise StoreUnusable(self.problem, path="/data/energy.duckdb", reason="I/O error")


class ShownState:
    """Knows entities and one ledger."""

    def __init__(self) -> None:
        self.known: dict[str, Entity] = {}
        self.coverage = Ledger((), {}, ())

    async def settings(self) -> dict[str, str]:
        """As the port says."""
        return {}

    async def entities(self) -> list[Entity]:
        """As the port says."""
        return list(self.known.values())

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        """As the port says."""
        self.known.update({entity.recording_id: entity for entity in entities})

    async def ledger(self, _entity_ids: Collection[str], _span: TimeRange | None = None) -> Ledger:
        """As the port says."""
        return self.coverage


class ShownHome:
    """The services that a window looks at, filled by hand."""

    def __init__(self, now: Micros = AFTERNOON, locale: QLocale = BRITISH) -> None:
        self.clock = ManualClock(now)
        self.metrics, self.state = ShownMetrics(), ShownState()
        stores = Stores(cast(StateStore, self.state), cast(MetricStore, self.metrics))
        self.stores = stores
        self.supervisor = Supervisor()
        self.feed = LiveFeed()
        self.board = StatusBoard(self.clock)
        self.board.time_zone = ZONE
        self.tracking = Tracking(stores, self.board.home_time)
        self.tries: list[Micros] = []
        """When the recorder was asked to try again at once."""
        self.queries = HistoryQueries(stores, self.clock)
        wording = Wording(locale)
        self.frame = FrameViewModel(
            self.supervisor, self.board, self.clock.wall, wording, lambda: stores.health(),
            lambda: self.queries.problem,
        )  # fmt: skip
        self.page = NowViewModel(
            self.supervisor,
            self.feed,
            self.queries,
            self.tracking,
            self.board,
            self.clock.wall,
            lambda: self.tries.append(self.clock.wall()),
            wording,
        )

    async def track(self, entities: Iterable[Entity]) -> None:
        """Let these be tracked."""
        await self.state.save_entities(entities)
        await self.tracking.load()

    def live(self) -> None:
        """Home Assistant answers and the recorder records."""
        self.board.connection_is(ConnectionState.LIVE)
        self.board.recorder_is(RecorderState.RECORDING)
        self.board.tally.last_reading = self.clock.wall()

    def away(self, code: ProblemCode = ProblemCode.HOME_TIMED_OUT) -> None:
        """Home Assistant does not answer."""
        parameters = {"host": "homeassistant.local", "port": 8123, "seconds": 10}
        state = ConnectionState.UNREACHABLE
        if code is ProblemCode.HOME_TOKEN_REFUSED:
            state = ConnectionState.REFUSED
        self.board.connection_is(state, Problem(code, parameters))
        self.board.recorder_is(RecorderState.WAITING)

    def idle(self, code: ProblemCode) -> None:
        """The recorder waits for the person."""
        self.board.connection = Connection(
            ConnectionState.IDLE, self.clock.wall(), 0, Problem(code, {})
        )
        self.board.recorder_is(RecorderState.WAITING)

    def arrive(self, entity_id: str, watts: float | None, ago: int = 0) -> None:
        """A reading arrives live."""
        self.feed.append(entity_id, Micros(self.clock.wall() - ago), watts)

    def pass_time(self, seconds: float) -> None:
        """Move the clock, and let both viewmodels tick."""
        self.clock.advance(seconds)
        self.page.tick()
        self.frame.tick()

    async def settle(self) -> None:
        """Let the work in the background end."""
        for _ in range(20):
            await asyncio.sleep(0)
        self.page.tick()
        self.frame.tick()

    async def remember(self, missing: TimeRange | None = None) -> None:
        """The afternoon of the mock-up as the store has it; Home Assistant is not there yet."""
        await self.track(entities_of_the_home())
        self._store_the_day()
        self._cover(missing)
        self.board.connection_is(ConnectionState.CONNECTING)
        self.page.tick()
        await self.settle()

    async def fill(self, missing: TimeRange | None = None) -> None:
        """The same, and live: a kettle, a fridge, a surplus of sun."""
        await self.remember(missing)
        self.live()
        for key, _, _, watts in DEVICES:
            self.arrive(f"sensor.{key}_power", watts)
        for key, watts in ((SOLAR, 2100), (GRID, -710), (BATTERY, -150), (CHARGE, 82)):
            self.arrive(key, watts)
        self.page.tick()
        await self.settle()

    def _store_the_day(self) -> None:
        now, noise = self.clock.wall(), np.random.default_rng(7)
        moments = [Micros(now - DAY + i * 20 * SECOND) for i in range(23 * 180)]
        moments += [Micros(now - HOUR + i * SECOND) for i in range(3600)]
        for moment in moments:
            solar = _sun_at(moment, now) * (1 + 0.006 * noise.standard_normal())
            used = _use_at(moment, now) + 8 * noise.standard_normal()
            battery = -150.0 if solar > used else min(900.0, used - solar)
            for key, watts in ((SOLAR, solar), (BATTERY, battery)):
                self.metrics.rows.append(Reading(key, moment, round(watts)))
            self.metrics.rows.append(Reading(GRID, moment, round(used - solar - battery)))
        for key, _, _, watts in DEVICES:
            self.metrics.rows.append(Reading(f"sensor.{key}_power", moments[-1], watts))
        self.metrics.rows.append(Reading(CHARGE, moments[-1], 82.0))

    def _cover(self, missing: TimeRange | None) -> None:
        now = self.clock.wall()
        keys = frozenset(entity.recording_id for entity in self.state.known.values())
        start = Micros(now - 9 * HOUR)
        sessions = [Session("b", "all", start, now, 2)]
        if missing is not None:
            sessions = [
                Session("b", "all", start, missing.start, 2),
                Session("c", "all", missing.end, now, 3),
            ]
        repaired = TimeRange(Micros(now - 2 * DAY), start)
        self.state.coverage = Ledger(
            tuple(sessions),
            {"all": keys},
            tuple(Interval(key, repaired, Source.RAW) for key in sorted(keys)),
        )


def _sun_at(moment: Micros, now: Micros) -> float:
    """Watts: up at eight, down at half past four, 2.1 kW now."""
    hour = (13.7 + (moment - now) / HOUR) % 24
    if not 8 < hour < 16.5:
        return 0.0
    height = float(np.sin(np.pi * (hour - 8) / 8.5))
    clouds = 1 + 0.05 * float(np.sin(moment / (3.1 * MINUTE))) if moment < now - MINUTE else 1.0
    return 2450.0 * height * clouds


def _use_at(moment: Micros, now: Micros) -> float:
    """Watts: a kettle eight minutes ago, a fridge three minutes ago, meals."""
    ago = (now - moment) / SECOND
    hour = (13.7 - ago / 3600) % 24
    watts = 1150.0 + 60 * float(np.sin(moment / (7 * MINUTE)))
    if 311 < ago < 489:
        watts += 1980
    if ago < 203:
        watts += 94
    if ago > 3600:
        watts = 320 + 180 * float(np.sin(moment / (23 * MINUTE))) ** 2
        watts += 900 * (6.5 < hour < 8) + 1400 * (18 < hour < 19.2) + 500 * (17 < hour < 22)
    return watts
