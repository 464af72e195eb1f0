"""The window with everything that belongs to it, made anew when the language changes."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.leaving import Leaving
from energy_desktop.app.running import RunningHome
from energy_desktop.app.start import Start
from energy_desktop.model.machine_settings import ThemeChoice
from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.languages import Speech
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.settings.page import SettingsViewModels
from energy_desktop.views.window import build_window

_IS_DARK = {ThemeChoice.SYSTEM: None, ThemeChoice.LIGHT: False, ThemeChoice.DARK: True}


class ShownWindow:
    """Opens and closes the window; whoever made it ends the program when it asks to."""

    def __init__(
        self, application: QApplication, start: Start, home: RunningHome, leaving: Leaving
    ) -> None:
        self._application = application
        self._start = start
        self._home = home
        self._leaving = leaving
        self._settings = MachineSettingsFile(start.paths.settings)
        self._speech = Speech()
        self._window: MainWindow | None = None
        self._stops: list[Callable[[], None]] = []
        application.commitDataRequest.connect(lambda _: leaving.ask())
        home.offer("raise", self._come_forward)

    def open(self) -> None:
        """Make and show the window."""
        self._speech.speak(self._settings.settings.language)
        self._build().show()

    def close(self) -> None:
        """The window goes at once; what follows takes as long as the last flush."""
        window, self._window = self._window, None
        if window is None:
            return
        window.remember_geometry()
        for stop in self._stops:
            stop()
        self._stops.clear()
        window.hide()
        window.deleteLater()

    def _build(self) -> MainWindow:
        services, board = self._home.services, self._home.board
        supervisor = services.supervisor
        now = NowViewModel(
            supervisor, services.feed, services.queries, services.tracking, board, board.home_time
        )
        frame = FrameViewModel(supervisor, board, board.home_time)
        connection = ConnectionViewModel(
            supervisor, services.access, services.test, board, keeps_token=self._start.keeps_token
        )
        entities = EntitiesViewModel(
            supervisor, services.choice, services.feed, board, board.home_time
        )
        application = ApplicationViewModel(self._settings, has_tray=False)
        window = build_window(
            now,
            frame,
            self._start.paths.window,
            is_dark=_IS_DARK[self._settings.settings.theme],
            try_demo=None if self._start.demo else self._open_demo,
            settings=SettingsViewModels(connection, entities, application),
        )
        application.changed.connect(
            lambda: window.theme.force(_IS_DARK[application.settings.theme])
        )
        application.language_changed.connect(lambda: QTimer.singleShot(0, self._reopen))
        window.close_requested.connect(self._leaving.ask)
        window.quit_requested.connect(self._leaving.ask)
        for viewmodel in (now, frame, connection, entities):
            viewmodel.start()
            self._stops.append(viewmodel.stop)
        self._window = window
        return window

    def _reopen(self) -> None:
        """The same window in another language."""
        page = self._window.page if self._window is not None else 0
        self.close()
        self._speech.speak(self._settings.settings.language)
        window = self._build()
        window.open_page(page)
        window.show()

    async def _come_forward(self, _arguments: object) -> dict[str, bool]:
        if self._window is not None:
            self._window.raise_to_front()
        return {"raised": True}

    def _open_demo(self) -> None:
        QProcess.startDetached(sys.executable, ["-m", "energy_desktop", "--demo"])
