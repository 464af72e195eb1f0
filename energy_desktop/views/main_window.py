"""The frame: sidebar, title row, the open page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.mdi import app_icon
from energy_desktop.views.pages.now import NowPage
from energy_desktop.views.stylesheet import stylesheet
from energy_desktop.views.theme import Theme, palette_of
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.sidebar import PageEntry, Sidebar

_SMALLEST = QSize(720, 480)
_FIRST_SIZE = QSize(1280, 800)


class MainWindow(QMainWindow):
    """Asks to be closed or quit; whoever made it decides."""

    quit_requested = Signal()
    """Ctrl+Q: the person wants the program to end."""
    close_requested = Signal()
    """The person closed the window; it stays open until it is told otherwise."""

    def __init__(
        self,
        theme: Theme,
        frame: FrameViewModel,
        now_page: NowPage,
        geometry_file: Path,
        seen: Callable[[bool], None],
    ) -> None:
        """`seen` is told whenever the window is shown or hidden."""
        super().__init__()
        self._theme = theme
        self._frame = frame
        self._seen = seen
        self._geometry_file = geometry_file
        self._now_page = now_page
        self._was_shown = False
        self.setWindowTitle(self.tr("Energy Desktop"))
        self.setWindowIcon(app_icon())
        self.setFont(font())
        self.setMinimumSize(_SMALLEST)
        self._title = label("", size=TITLE, strong=True)
        self._day = label("", muted=True)
        self._time = label("", strong=True)
        self._pages = QStackedWidget()
        self._names = [self.tr("Now")]
        self._pages.addWidget(now_page)
        self._sidebar = Sidebar(theme, frame, [PageEntry(self._names[0], "gauge")])
        self._sidebar.page_chosen.connect(self.open_page)
        self._centre = self._laid_out()
        self.setCentralWidget(self._centre)
        self._add_shortcuts()
        frame.clock_changed.connect(self._show_clock)
        theme.changed.connect(self._paint)
        self._paint()
        self._show_clock()
        self._sidebar.select(0)
        self._restore_geometry()

    def open_page(self, place: int) -> None:
        """Open the page of a place in the sidebar."""
        self._pages.setCurrentIndex(place)
        self._title.setText(self._names[place])
        self._sidebar.select(place)

    def raise_to_front(self) -> None:
        """Show the window above all others, wherever it was."""
        self.setWindowState(
            (self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
        )
        self.show()
        self.raise_()
        self.activateWindow()

    def remember_geometry(self) -> None:
        """Write down place and size for the next start."""
        settings = QSettings(str(self._geometry_file), QSettings.Format.IniFormat)
        settings.setValue("window/geometry", self.saveGeometry())
        settings.sync()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Load what is costly after the first paint."""
        super().showEvent(event)
        self._seen(True)
        if not self._was_shown:
            self._was_shown = True
            # Nothing has the focus before the first Tab.
            self._centre.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self._now_page.add_chart)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """A hidden window does no work."""
        super().hideEvent(event)
        self._seen(False)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask whoever made the window."""
        self.remember_geometry()
        event.ignore()
        self.close_requested.emit()

    def _laid_out(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._title_row())
        column.addWidget(self._pages, 1)
        row.addWidget(self._sidebar)
        row.addLayout(column, 1)
        return page

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 20, 24, 16)
        row.setSpacing(8)
        self._title.setFixedHeight(32)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._day)
        row.addWidget(self._time)
        return row

    def _add_shortcuts(self) -> None:
        for name, keys, action in (
            (self.tr("Now"), ["Ctrl+1"], lambda: self.open_page(0)),
            (self.tr("Full screen"), ["F11"], self._toggle_full_screen),
            (self.tr("Quit"), ["Ctrl+Q"], self.quit_requested.emit),
        ):
            made = QAction(name, self)
            made.setShortcuts([QKeySequence(key) for key in keys])
            made.triggered.connect(lambda _checked=False, act=action: act())
            self.addAction(made)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_clock(self) -> None:
        if self._day.text() != self._frame.day:
            self._day.setText(self._frame.day)
        self._time.setText(self._frame.time)

    def _paint(self) -> None:
        self.setPalette(palette_of(self._theme.tokens))
        self.setStyleSheet(stylesheet(self._theme.tokens))

    def _restore_geometry(self) -> None:
        """The remembered place, unless no screen shows it any more."""
        settings = QSettings(str(self._geometry_file), QSettings.Format.IniFormat)
        remembered = settings.value("window/geometry")
        self.resize(_FIRST_SIZE)
        if not isinstance(remembered, QByteArray) or not self.restoreGeometry(remembered):
            return
        if not self._is_reachable(self.frameGeometry()):
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.resize(_FIRST_SIZE)

    def _is_reachable(self, frame: QRect) -> bool:
        """Whether enough of the title bar lies on a screen to take hold of it."""
        grip = QRect(frame.left(), frame.top(), frame.width(), 40)
        return any(
            (common := screen.availableGeometry().intersected(grip)).width() >= 100
            and common.height() >= 20
            for screen in QGuiApplication.screens()
        )
