"""Services on real stores and a home in memory, for viewmodels that change something."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QLocale

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.energy_preferences import EnergyPreferences, Part, Role
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.connection_test import ConnectionTest
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.entity_choice import EntityChoice
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.recorder.recorder import Recorder
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.services.tracking import Tracking
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.wording import Wording
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.home import FakeHome
from tests.fakes.probe import FakeProbe
from tests.fakes.vault import MemoryVault
from tests.waiting import until

BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
GRID, SOLAR, PUMP = "sensor.grid_power", "sensor.solar_power", "sensor.well_pump"


class RecordedHome:
    """A program at work, and the home it records."""

    def __init__(self, stores: Stores, now: Micros = NOON, locale: QLocale = BRITISH) -> None:
        self.stores = stores
        self.home = FakeHome()
        self.home.now = now
        for key, watts in ((GRID, "-710"), (SOLAR, "2100"), (PUMP, "0")):
            self.home.change(key, watts)
        self.home.preferences = EnergyPreferences(
            (Part(GRID, Role.GRID_POWER, "Grid"), Part(SOLAR, Role.SOLAR_POWER, "Sun"))
        )
        self.vault, self.probe = MemoryVault(), FakeProbe()
        self.opened: list[tuple[str, str]] = []
        self.clock = ManualClock(now)
        self.board = StatusBoard(self.clock)
        self.feed = LiveFeed()
        self.supervisor = Supervisor()
        self.access = HomeAccess(stores, self.vault, self._open)
        self.tracking = Tracking(stores, self.board.home_time)
        discovery = Discovery(stores, self.access, self.tracking)
        self.choice = EntityChoice(stores, self.access, self.tracking, discovery)
        self.recorder = Recorder(
            stores, self.access, self.tracking, discovery, self.feed, self.board, self.clock,
            self.supervisor,
        )  # fmt: skip
        self.queries = HistoryQueries(stores, self.clock)
        wording = Wording(locale)
        self.wording = wording
        self.frame = FrameViewModel(
            self.supervisor, self.board, self.board.home_time, wording, lambda: stores.health(),
            lambda: self.queries.problem,
        )  # fmt: skip
        self.connection = ConnectionViewModel(
            self.supervisor, self.access, ConnectionTest(self.probe, self.access), self.board
        )
        self.entities = EntitiesViewModel(
            self.supervisor, self.choice, self.feed, self.board, self.board.home_time, wording
        )

    def _open(self, address: str, token: str) -> FakeHome:
        self.opened.append((address, token))
        return self.home

    async def begin(self, *, is_set_up: bool = True) -> None:
        """Let the recorder run."""
        if is_set_up:
            await self.access.save("http://homeassistant.local:8123", "right", keep=True)
        await self.recorder.prepare()
        self.supervisor.keep("recorder", self.recorder.run)
        if is_set_up:
            await until(lambda: self.board.connection.state is ConnectionState.LIVE)

    async def see_entities(self) -> None:
        """Open the table and wait until it has something."""
        self.entities.start()
        self.entities.set_visible(True)
        self.entities.discover()
        await until(lambda: self.entities.table.rows and not self.entities.is_discovering)

    async def records(self) -> None:
        """Wait until something is recorded."""
        await until(lambda: self.board.recorder is RecorderState.RECORDING)

    async def settle(self) -> None:
        """Let the work in the background end."""
        for _ in range(20):
            await asyncio.sleep(0)


@asynccontextmanager
async def recorded_home(
    folder: Path, now: Micros = NOON, locale: QLocale = BRITISH
) -> AsyncIterator[RecordedHome]:
    """Made on a folder, ended in order."""
    metrics = await EmbeddedMetricStore.open(folder)
    stores = Stores(await EmbeddedStateStore.open(folder), metrics)
    made = RecordedHome(stores, now, locale)
    try:
        yield made
    finally:
        await made.recorder.stop()
        await made.supervisor.close()
        await stores.close()
