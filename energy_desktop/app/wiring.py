"""Every service and adapter of one home, made and joined by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from energy_desktop.adapters.embedded.parquet_file import ParquetFile
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.adapters.home_assistant.probe import HomeAssistantProbe
from energy_desktop.adapters.system import SystemClock
from energy_desktop.ports.home import Home
from energy_desktop.ports.store_opener import Stores
from energy_desktop.ports.vault import Vault
from energy_desktop.services.audit import Audit
from energy_desktop.services.connection_test import ConnectionTest
from energy_desktop.services.control import Control
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.entity_choice import EntityChoice
from energy_desktop.services.export import ReadingsExport
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.reconciliation.schedule import Reconciliation
from energy_desktop.services.recorder.recorder import Recorder
from energy_desktop.services.status import StatusReport
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.services.sync import Sync
from energy_desktop.services.tracking import Tracking


@dataclass(frozen=True, slots=True)
class Services:
    """What screens and commands work with."""

    supervisor: Supervisor
    stores: Stores
    access: HomeAccess
    tracking: Tracking
    feed: LiveFeed
    board: StatusBoard
    queries: HistoryQueries
    export: ReadingsExport
    recorder: Recorder
    control: Control
    choice: EntityChoice
    test: ConnectionTest


@asynccontextmanager
async def services_of(
    stores: Stores, vault: Vault, board: StatusBoard, feed: LiveFeed, demo_home: Home | None
) -> AsyncIterator[Services]:
    """All services on opened stores; at the end their work is cancelled, the stores stay open."""
    clock = SystemClock()
    supervisor = Supervisor()

    def open_home(address: str, token: str) -> Home:
        return HomeAssistant(address, token, supervisor.spawn)

    access = HomeAccess(stores, vault, open_home, demo_home)
    tracking = Tracking(stores, board.home_time)
    discovery = Discovery(stores, access, tracking)
    queries = HistoryQueries(stores, clock)
    recorder = Recorder(
        stores,
        access,
        tracking,
        discovery,
        feed,
        board,
        clock,
        supervisor,
        track_at_first=demo_home is not None,
    )
    reconciliation = Reconciliation(stores, recorder, tracking, board, clock)
    recorder.accompany("reconciliation", reconciliation.run)
    status = StatusReport(board, tracking, queries, stores)
    export = ReadingsExport(stores, ParquetFile)
    sync = Sync(stores, access, recorder.writer, clock)
    audit = Audit(stores, access)
    control = Control(access, tracking, discovery, status, export, sync, audit)
    try:
        await recorder.prepare()
        yield Services(
            supervisor,
            stores,
            access,
            tracking,
            feed,
            board,
            queries,
            export,
            recorder,
            control,
            EntityChoice(stores, access, tracking, discovery),
            ConnectionTest(HomeAssistantProbe(), access),
        )
    finally:
        await supervisor.close()
