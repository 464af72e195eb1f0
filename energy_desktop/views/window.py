"""Builds the window out of its viewmodels."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.notices import Action
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.viewmodels.page_state import Emptiness
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.page_slot import PageSlot
from energy_desktop.views.pages.history.page import HistoryPage
from energy_desktop.views.pages.now import NowPage
from energy_desktop.views.pages.settings.page import Section, SettingsPage, SettingsViewModels
from energy_desktop.views.theme import Theme

_OPENED_BY = {Action.OPEN_HOME: Section.HOME, Action.OPEN_STORAGE: Section.STORAGE}
_FILLED_IN = {
    Emptiness.NOT_CONFIGURED: Section.HOME,
    Emptiness.NOTHING_TRACKED: Section.ENTITIES,
}


def build_window(
    now: NowViewModel,
    history: HistoryViewModel,
    settings: SettingsViewModels,
    frame: FrameViewModel,
    geometry_file: Path,
    *,
    is_dark: bool | None = None,
) -> MainWindow:
    """The window, not yet shown; needs a QApplication.

    `is_dark` None follows the system. The caller starts and stops the viewmodels, and
    connects `close_requested` and `quit_requested`.
    """
    steps = window_in_steps(now, history, settings, frame, geometry_file, is_dark=is_dark)
    return next(window for window in steps if window is not None)


def window_in_steps(
    now: NowViewModel,
    history: HistoryViewModel,
    settings: SettingsViewModels,
    frame: FrameViewModel,
    geometry_file: Path,
    *,
    is_dark: bool | None = None,
) -> Iterator[MainWindow | None]:
    """The same, page by page, for a loop that should not be held; the last step gives it."""
    theme = Theme(is_dark)

    def open_settings(section: Section) -> None:
        window.open_page(pages.index(settings_slot))
        settings_page.open_section(section)

    def set_up(emptiness: Emptiness) -> None:
        open_settings(_FILLED_IN[emptiness])

    def act(try_now: Callable[[], None], action: Action) -> None:
        if action is Action.TRY_NOW:
            try_now()
        else:
            open_settings(_OPENED_BY[action])

    now_page = NowPage(theme, now, set_up, partial(act, now.try_now))
    yield None
    history_page = HistoryPage(theme, history, set_up, partial(act, history.refresh))
    yield None
    settings_page = SettingsPage(theme, settings, frame)
    yield None
    settings_slot = PageSlot(
        QCoreApplication.translate("MainWindow", "Settings"),
        "cog",
        "Ctrl+,",
        settings_page,
        settings_page.set_seen,
        actions=settings_page.title_actions,
        is_at_foot=True,
    )
    pages = [
        PageSlot(
            QCoreApplication.translate("MainWindow", "Now"),
            "gauge",
            "Ctrl+1",
            now_page,
            now.set_visible,
            now_page.add_chart,
        ),
        PageSlot(
            QCoreApplication.translate("MainWindow", "History"),
            "chart-line",
            "Ctrl+2",
            history_page,
            history.set_visible,
            history_page.add_charts,
            history_page.title_bar,
        ),
        settings_slot,
    ]
    window = MainWindow(theme, frame, pages, geometry_file, frame.set_visible)
    theme.setParent(window)
    yield window
