"""The window with everything that belongs to it, made anew when the language changes."""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.leaving import Leaving
from energy_desktop.app.running import RunningHome
from energy_desktop.app.start import Start
from energy_desktop.app.window_parts import WindowParts, window_parts
from energy_desktop.model.machine_settings import ThemeChoice
from energy_desktop.ports.home_finder import HomeFinder
from energy_desktop.viewmodels.first_start import FirstStartViewModel
from energy_desktop.views.languages import Speech
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.first_start.page import FirstStartPage
from energy_desktop.views.pages.settings.page import SettingsPage
from energy_desktop.views.tray import TrayIcon

_IS_DARK = {ThemeChoice.SYSTEM: None, ThemeChoice.LIGHT: False, ThemeChoice.DARK: True}


class ShownWindow:
    """Opens and closes the window; whoever made it ends the program when it asks to."""

    def __init__(
        self,
        application: QApplication,
        start: Start,
        home: RunningHome,
        leaving: Leaving,
        finder: Callable[[], HomeFinder],
    ) -> None:
        self._start = start
        self._home = home
        self._leaving = leaving
        self._finder = finder
        self._settings = MachineSettingsFile(start.paths.settings)
        self._speech = Speech()
        self._window: MainWindow | None = None
        self._tray: TrayIcon | None = None
        self._stops: list[Callable[[], None]] = []
        application.commitDataRequest.connect(lambda _: leaving.ask())
        home.offer("raise", self._come_forward)

    async def open(self) -> None:
        """Make and show the window; where nothing is set up, it asks what to do first."""
        configured = await self._home.services.access.configured()
        self._speech.speak(self._settings.settings.language)
        parts = self._parts()
        window = parts.build(self._start.paths.window, is_dark=self._is_dark)
        self._wire(window, parts)
        if not configured.address:
            self._begin_with_nothing(window, parts)
        window.show()

    def close(self) -> None:
        """The window goes at once; what follows takes as long as the last flush."""
        self._speech.end()
        self._put_away()

    def _put_away(self) -> None:
        window, self._window = self._window, None
        tray, self._tray = self._tray, None
        if tray is not None:
            tray.close()
        if window is None:
            return
        window.remember_geometry()
        for stop in self._stops:
            stop()
        self._stops.clear()
        window.hide()
        window.deleteLater()

    def _parts(self) -> WindowParts:
        return window_parts(
            self._home,
            self._settings,
            self._start,
            has_tray=QSystemTrayIcon.isSystemTrayAvailable(),
        )

    @property
    def _is_dark(self) -> bool | None:
        return _IS_DARK[self._settings.settings.theme]

    def _wire(self, window: MainWindow, parts: WindowParts) -> None:
        application = parts.application
        application.changed.connect(
            lambda: window.theme.force(_IS_DARK[application.settings.theme])
        )
        application.language_changed.connect(lambda: QTimer.singleShot(0, self._reopen))
        window.close_requested.connect(parts.closing.close)
        window.quit_requested.connect(self._leaving.ask)
        parts.closing.hide_wanted.connect(window.hide)
        parts.closing.leave_wanted.connect(self._leaving.ask)
        parts.closing.asked.connect(window.ask)
        if application.has_tray:
            self._tray = self._in_tray(window, parts)
        parts.start()
        self._stops.append(parts.stop)
        self._window = window

    def _in_tray(self, window: MainWindow, parts: WindowParts) -> TrayIcon:
        tray = TrayIcon(window.theme, parts.tray)
        tray.open_wanted.connect(window.raise_to_front)
        tray.status_wanted.connect(window.raise_to_front)
        tray.status_wanted.connect(window.explain_recorder)
        tray.quit_wanted.connect(self._leaving.ask)
        parts.closing.told.connect(tray.tell)
        return tray

    def _begin_with_nothing(self, window: MainWindow, parts: WindowParts) -> None:
        first = FirstStartViewModel(
            self._home.services.supervisor,
            self._finder(),
            self._home.board,
            parts.connection,
            parts.entities,
        )
        page = FirstStartPage(window.theme, first)
        page.quit_wanted.connect(self._leaving.ask)
        first.demo_wanted.connect(self._open_demo)
        first.finished.connect(window.show_pages)
        self._stops.append(first.stop)
        window.stand_alone(page)
        page.begin()

    def _reopen(self) -> None:
        """The same window in another language."""
        if self._window is None:
            return
        self._window.remember_geometry()
        self._speech.speak(self._settings.settings.language)
        parts = self._parts()
        steps = parts.build_in_steps(self._start.paths.window, is_dark=self._is_dark)
        self._continue(steps, parts)

    def _continue(self, steps: Iterator[MainWindow | None], parts: WindowParts) -> None:
        """A page in each turn of the loop: the whole window at once could be felt."""
        if self._leaving.is_asked or self._window is None:
            return
        window = next(steps)
        if window is None:
            following = partial(self._continue, steps, parts)
        else:
            _settings_of(window).open_section(_settings_of(self._window).section)
            following = partial(self._open_the_same, window, parts)
        QTimer.singleShot(0, following)

    def _open_the_same(self, window: MainWindow, parts: WindowParts) -> None:
        """The page is styled before it is seen, in a turn of its own."""
        if self._leaving.is_asked or self._window is None:
            return
        window.open_page(self._window.page)
        QTimer.singleShot(0, partial(self._exchange, window, parts))

    def _exchange(self, window: MainWindow, parts: WindowParts) -> None:
        """Show another window in the place of the present one."""
        if self._leaving.is_asked or self._window is None:
            return
        page = self._window.page
        self._put_away()
        self._wire(window, parts)
        window.open_page(page)
        window.show()

    async def _come_forward(self, _arguments: object) -> dict[str, bool]:
        if self._window is not None:
            self._window.raise_to_front()
        return {"raised": True}

    def _open_demo(self) -> None:
        """The demo home has a data folder of its own: it opens, and this window goes."""
        arguments = ["-m", "energy_desktop", "--demo", "--data-dir", str(self._start.paths.data)]
        if QProcess.startDetached(sys.executable, arguments)[0]:
            self._leaving.ask()


def _settings_of(window: MainWindow) -> SettingsPage:
    page = window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    return page
