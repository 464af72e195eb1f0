"""A window over a home that is filled by hand."""

from pathlib import Path

from energy_desktop.adapters.embedded.parquet_file import ParquetFile
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.services.connection_test import ConnectionTest
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.entity_choice import EntityChoice
from energy_desktop.services.export import ReadingsExport
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.settings.page import SettingsViewModels
from energy_desktop.views.window import build_window
from tests.fakes.home import FakeHome
from tests.fakes.probe import FakeProbe
from tests.fakes.vault import MemoryVault
from tests.viewmodels.shown_home import BRITISH, ShownHome
from tests.viewmodels.stored_home import StoredHome


def window_of(home: ShownHome, file: Path, *, is_dark: bool | None = False) -> MainWindow:
    """The window, not yet shown; `file` remembers its place."""
    access = HomeAccess(home.stores, MemoryVault(), lambda _address, _token: FakeHome())
    discovery = Discovery(home.stores, access, home.tracking)
    choice = EntityChoice(home.stores, access, home.tracking, discovery)
    test = ConnectionTest(FakeProbe(), access)
    time = home.clock.wall
    history = HistoryViewModel(
        home.supervisor,
        home.feed,
        home.queries,
        ReadingsExport(home.stores, ParquetFile),
        home.tracking,
        home.board,
        time,
    )
    machine = MachineSettingsFile(file.with_name("settings.toml"))
    settings = SettingsViewModels(
        ConnectionViewModel(home.supervisor, access, test, home.board),
        EntitiesViewModel(home.supervisor, choice, home.feed, home.board, time),
        StoredHome(home.supervisor, home.stores, home.board, home.clock, file.parent, BRITISH).page,
        ApplicationViewModel(machine, has_tray=False),
    )
    return build_window(home.page, history, settings, home.frame, file, is_dark=is_dark)
