"""A window on real stores, a home in memory and a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from energy_desktop.adapters.embedded.parquet_file import ParquetFile
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.services.export import ReadingsExport
from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.closing import ClosingViewModel
from energy_desktop.viewmodels.first_start import FirstStartViewModel
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.viewmodels.tray import TrayViewModel
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.first_start.page import FirstStartPage
from energy_desktop.views.pages.settings.page import Section, SettingsPage, SettingsViewModels
from energy_desktop.views.window import build_window
from tests.fakes.finder import FakeFinder
from tests.viewmodels.recorded_home import RecordedHome, recorded_home
from tests.viewmodels.shown_home import AFTERNOON, ShownHome
from tests.viewmodels.stored_home import StoredHome
from tests.waiting import until

NOW, HISTORY, SETTINGS = range(3)


class Stage:
    """Everything that a window shows; a scene brings it into a state."""

    def __init__(self, recorded: RecordedHome, folder: Path, is_dark: bool) -> None:
        self.recorded = recorded
        self.shown = ShownHome(locale=QLocale())
        """Feeds *Now* and the frame while that page is open."""
        self.folder = folder
        self.is_dark = is_dark
        self.finder = FakeFinder()
        self.page = HISTORY
        self.dialog: QWidget | None = None
        """Stands over the window in the picture."""
        home, time = recorded, recorded.board.home_time
        self.board = home.board
        queries = self.queries = home.queries
        self.now = NowViewModel(
            home.supervisor, home.feed, queries, home.tracking, home.board, time,
            home.recorder.try_now,
        )  # fmt: skip
        self.history = HistoryViewModel(
            home.supervisor,
            home.feed,
            queries,
            ReadingsExport(home.stores, ParquetFile),
            home.tracking,
            home.board,
            time,
        )
        self.machine = MachineSettingsFile(folder / "settings.toml")
        self.application = ApplicationViewModel(self.machine, has_tray=True)
        self.stored = self.store_in(ProfileName.EMBEDDED)
        self.closing = ClosingViewModel(self.application)
        self.tray = TrayViewModel(
            home.supervisor, home.recorder, home.tracking, home.feed, home.board, home.frame, time
        )
        self.first = FirstStartViewModel(
            home.supervisor, self.finder, home.board, home.connection, home.entities
        )
        self.window: MainWindow | None = None
        self._first_start_page: FirstStartPage | None = None

    def build(self) -> MainWindow:
        """Make the window; the page that the scene chose is open."""
        is_now = self.page == NOW
        window = build_window(
            self.shown.page if is_now else self.now,
            self.history,
            SettingsViewModels(
                self.recorded.connection,
                self.recorded.entities,
                self.stored.page,
                self.application,
            ),
            self.shown.frame if is_now else self.recorded.frame,
            self.folder / "window.ini",
            is_dark=self.is_dark,
        )
        window.open_page(self.page)
        self.window = window
        return window

    def begin_with_nothing(self) -> FirstStartPage:
        """The first start stands in place of the pages."""
        window = self.window or self.build()
        page = FirstStartPage(window.theme, self.first)
        window.stand_alone(page)
        self._first_start_page = page
        return page

    @property
    def first_start_page(self) -> FirstStartPage:
        """The page of the first start, once it stands there."""
        assert self._first_start_page is not None
        return self._first_start_page

    def store_in(self, profile: ProfileName, *, is_given: bool = False) -> StoredHome:
        """Let the data be there; before the window is built."""
        home = self.recorded
        self.stored = StoredHome(
            home.supervisor,
            home.stores,
            home.board,
            home.clock,
            self.folder,
            QLocale(),
            profile=profile,
            is_profile_given=is_given,
        )
        return self.stored

    def read_settings(self) -> None:
        """Read the machine's settings again; before the window is built."""
        self.machine = MachineSettingsFile(self.folder / "settings.toml")
        self.application = ApplicationViewModel(self.machine, has_tray=self.application.has_tray)

    def open_section(self, section: Section) -> None:
        """Open a section of *Settings*."""
        window = self.window or self.build()
        found = window.findChild(SettingsPage)
        assert isinstance(found, SettingsPage)
        found.open_section(section)

    async def paint(self) -> None:
        """Let what is under way arrive, and layouts come to rest."""
        for _ in range(8):
            await asyncio.sleep(0.002)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()

    async def see(self, predicate: Callable[[], object]) -> None:
        """Wait until it shows."""

        def holds() -> object:
            QApplication.processEvents()
            return predicate()

        await until(holds)

    async def rest(self) -> None:
        """Wait until lines are smooth again."""
        await asyncio.sleep(0.2)
        await self.paint()

    async def close(self) -> None:
        """End the window and what it started."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
        self.history.stop()
        self.first.stop()
        await self.shown.supervisor.close()


@asynccontextmanager
async def stage(folder: Path, *, is_dark: bool = False) -> AsyncIterator[Stage]:
    """An empty stage on a folder, cleared at the end."""
    async with recorded_home(folder, AFTERNOON, QLocale()) as recorded:
        made = Stage(recorded, folder, is_dark)
        try:
            yield made
        finally:
            await made.close()
