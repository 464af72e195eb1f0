"""Builds the window out of its viewmodels."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.page_slot import PageSlot
from energy_desktop.views.pages.history.page import HistoryPage
from energy_desktop.views.pages.now import NowPage
from energy_desktop.views.pages.settings.page import SettingsPage, SettingsViewModels
from energy_desktop.views.theme import Theme


def build_window(
    now: NowViewModel,
    frame: FrameViewModel,
    geometry_file: Path,
    *,
    is_dark: bool | None = None,
    try_demo: Callable[[], None] | None = None,
    history: HistoryViewModel | None = None,
    settings: SettingsViewModels | None = None,
) -> MainWindow:
    """The window, not yet shown; needs a QApplication.

    `is_dark` None follows the system. `try_demo` is what the empty page's button does; without
    it there is none. The caller starts and stops the viewmodels, and connects
    `close_requested` and `quit_requested`.
    """

    theme = Theme(is_dark)
    now_page = NowPage(theme, now, try_demo)
    pages = [
        PageSlot(
            QCoreApplication.translate("MainWindow", "Now"),
            "gauge",
            "Ctrl+1",
            now_page,
            now.set_visible,
            now_page.add_chart,
        )
    ]
    if history is not None:
        pages.append(_history_slot(theme, history))
    if settings is not None:
        pages.append(_settings_slot(theme, settings, frame))
    window = MainWindow(theme, frame, pages, geometry_file, frame.set_visible)
    theme.setParent(window)
    return window


def _history_slot(theme: Theme, history: HistoryViewModel) -> PageSlot:
    page = HistoryPage(theme, history)
    return PageSlot(
        QCoreApplication.translate("MainWindow", "History"),
        "chart-line",
        "Ctrl+2",
        page,
        history.set_visible,
        page.add_charts,
        page.title_bar,
    )


def _settings_slot(theme: Theme, settings: SettingsViewModels, frame: FrameViewModel) -> PageSlot:
    page = SettingsPage(theme, settings, frame)
    return PageSlot(
        QCoreApplication.translate("MainWindow", "Settings"),
        "cog",
        "Ctrl+,",
        page,
        page.set_seen,
        actions=page.title_actions,
        is_at_foot=True,
    )
