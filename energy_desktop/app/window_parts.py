"""The viewmodels of one window, and the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from energy_desktop.app.running import RunningHome
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import embedded_files
from energy_desktop.app.typed_servers import server_setup
from energy_desktop.ports.machine_settings import MachineSettingsStore
from energy_desktop.services.storage_report import StorageReport
from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.closing import ClosingViewModel
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.viewmodels.storage.migration import MigrationViewModel
from energy_desktop.viewmodels.storage.page import StorageViewModel
from energy_desktop.viewmodels.storage.servers import ServersViewModel
from energy_desktop.viewmodels.storage.state import StorageStateViewModel
from energy_desktop.viewmodels.tray import TrayViewModel
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.settings.page import SettingsViewModels
from energy_desktop.views.window import window_in_steps


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Started and stopped together."""

    now: NowViewModel
    history: HistoryViewModel
    frame: FrameViewModel
    connection: ConnectionViewModel
    entities: EntitiesViewModel
    storage: StorageViewModel
    application: ApplicationViewModel
    closing: ClosingViewModel
    tray: TrayViewModel

    def build(self, geometry_file: Path, *, is_dark: bool | None = None) -> MainWindow:
        """The window that shows them; `is_dark` None follows the system."""
        steps = self.build_in_steps(geometry_file, is_dark=is_dark)
        return next(window for window in steps if window is not None)

    def build_in_steps(
        self, geometry_file: Path, *, is_dark: bool | None = None
    ) -> Iterator[MainWindow | None]:
        """The same, page by page; the last step gives it."""
        settings = SettingsViewModels(
            self.connection, self.entities, self.storage, self.application
        )
        return window_in_steps(
            self.now, self.history, settings, self.frame, geometry_file, is_dark=is_dark
        )

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        for part in self._ticking:
            part.start()

    def stop(self) -> None:
        """End everything that was started."""
        for part in self._ticking:
            part.stop()

    @property
    def _ticking(
        self,
    ) -> tuple[
        NowViewModel | HistoryViewModel | FrameViewModel | ConnectionViewModel
        | EntitiesViewModel | StorageViewModel | TrayViewModel, ...
    ]:  # fmt: skip
        return (
            self.now, self.history, self.frame, self.connection, self.entities, self.storage,
            self.tray,
        )  # fmt: skip


def window_parts(
    home: RunningHome, settings: MachineSettingsStore, start: Start, *, has_tray: bool
) -> WindowParts:
    """Viewmodels on the services of an open home; none of them is started."""
    services, board = home.services, home.board
    supervisor, feed, time = services.supervisor, services.feed, board.home_time
    frame = FrameViewModel(
        supervisor,
        board,
        time,
        health=lambda: services.stores.health(),
        unread=lambda: services.queries.problem,
    )
    application = ApplicationViewModel(settings, has_tray=has_tray)
    return WindowParts(
        NowViewModel(
            supervisor,
            feed,
            services.queries,
            services.tracking,
            board,
            time,
            services.recorder.try_now,
        ),
        HistoryViewModel(
            supervisor, feed, services.queries, services.export, services.tracking, board, time
        ),
        frame,
        ConnectionViewModel(
            supervisor, services.access, services.test, board, keeps_token=start.keeps_token
        ),
        EntitiesViewModel(supervisor, services.choice, feed, board, time),
        _storage(home, start, frame),
        application,
        ClosingViewModel(application),
        TrayViewModel(supervisor, services.recorder, services.tracking, feed, board, frame, time),
    )


def _storage(home: RunningHome, start: Start, frame: FrameViewModel) -> StorageViewModel:
    services = home.services
    report = StorageReport(
        services.stores,
        home.board,
        home.migrations,
        embedded_files(start.paths.data),
        is_profile_given=start.is_profile_given,
    )
    return StorageViewModel(
        StorageStateViewModel(services.supervisor, report, frame),
        ServersViewModel(services.supervisor, server_setup(start)),
        MigrationViewModel(home.migrations, is_profile_given=start.is_profile_given),
    )
