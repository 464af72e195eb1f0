"""The frame: sidebar, title row, the open page."""

from collections.abc import Callable, Sequence
from functools import partial
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
from energy_desktop.viewmodels.questions import Question
from energy_desktop.views.chart_library import ChartLibrary
from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.mdi import app_icon
from energy_desktop.views.page_slot import PageSlot
from energy_desktop.views.question_dialog import QuestionDialog
from energy_desktop.views.stylesheet import stylesheet
from energy_desktop.views.theme import Theme, palette_of
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.navigation_list import PageEntry
from energy_desktop.views.widgets.sidebar import Sidebar

_SMALLEST = QSize(720, 480)
_FIRST_SIZE = QSize(1280, 800)
_ABOVE_PAGE, _ABOVE_CARDS = 8, 8
"""Below the title row; the second part belongs to the pages, and their progress lies in it."""


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
        pages: Sequence[PageSlot],
        geometry_file: Path,
        seen: Callable[[bool], None],
    ) -> None:
        """`seen` is told whenever the window is shown or hidden; the first page opens."""
        super().__init__()
        self._theme = theme
        self._frame = frame
        self._seen = seen
        self._geometry_file = geometry_file
        self._slots = tuple(pages)
        self._painted: set[int] = set()
        self._was_shown = False
        self._charts = ChartLibrary()
        self._styled: set[QWidget] = set()
        self._alone: list[QWidget] = []
        self._restyling: list[Callable[[], None]] = []
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._next_step)
        self.setWindowTitle(self.tr("Energy Desktop"))
        self.setWindowIcon(app_icon())
        self.setFont(font())
        self.setMinimumSize(_SMALLEST)
        self._title = label("", size=TITLE, strong=True)
        self._day = label("", muted=True)
        self._time = label("", strong=True)
        self._pages = QStackedWidget()
        self._actions = QStackedWidget()
        self._clock = self._day_and_time()
        self._actions.addWidget(self._clock)
        for slot in self._slots:
            slot.widget.setContentsMargins(0, _ABOVE_CARDS, 0, 0)
            self._pages.addWidget(slot.widget)
            if slot.actions is not None:
                self._actions.addWidget(slot.actions)
        self._sidebar = Sidebar(
            theme, frame, [PageEntry(s.name, s.icon, s.is_at_foot) for s in self._slots]
        )
        self._sidebar.page_chosen.connect(self.open_page)
        self._titles = self._title_row()
        self._centre = self._laid_out()
        self._outer = QStackedWidget()
        self._outer.addWidget(self._centre)
        self.setCentralWidget(self._outer)
        self._add_shortcuts()
        frame.clock_changed.connect(self._show_clock)
        theme.changed.connect(self._change_theme)
        self.setPalette(palette_of(theme.tokens))
        for part in (self._sidebar, self._titles):
            self._style(part)
        self._show_clock()
        self.open_page(0)
        self._restore_geometry()

    def open_page(self, place: int) -> None:
        """Open the page of a place in the sidebar."""
        slot = self._slots[place]
        self._style(slot.widget)
        self._pages.setCurrentIndex(place)
        self._title.setText(slot.name)
        self._actions.setCurrentWidget(slot.actions or self._clock)
        self._sidebar.select(place)
        if self.isVisible():
            self._tell_pages()

    def stand_alone(self, page: QWidget) -> None:
        """Show a page in place of everything else, until `show_pages`."""
        self._alone = [page]
        self._style(page)
        self._outer.setCurrentIndex(self._outer.addWidget(page))
        if self.isVisible():
            self._tell_pages()

    def show_pages(self) -> None:
        """Show sidebar and pages again."""
        alone = self._outer.currentWidget()
        if alone is None or alone is self._centre:
            return
        self._outer.setCurrentWidget(self._centre)
        self._outer.removeWidget(alone)
        self._alone = []
        self._styled.discard(alone)
        self._style(self._slots[self.page].widget)
        alone.deleteLater()
        self._tell_pages()

    def ask(self, question: Question) -> None:
        """Put a question to the person; its answer comes later."""
        QuestionDialog(self._theme, question, self).open()

    def explain_recorder(self) -> None:
        """Say in words how the recorder stands."""
        self._sidebar.foot.explain("recorder")

    @property
    def theme(self) -> Theme:
        """Light or dark, for the whole window."""
        return self._theme

    @property
    def page(self) -> int:
        """The place of the open page."""
        return self._pages.currentIndex()

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
        self._tell_pages()
        if not self._was_shown:
            self._was_shown = True
            # Nothing has the focus before the first Tab.
            self._centre.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """A hidden window does no work."""
        super().hideEvent(event)
        self._seen(False)
        self._tell_pages()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask whoever made the window."""
        self.remember_geometry()
        event.ignore()
        self.close_requested.emit()

    def _tell_pages(self) -> None:
        """Say which page can be seen; what is costly waits until it was painted once."""
        is_shown = self.isVisible() and self._outer.currentWidget() is self._centre
        for place, slot in enumerate(self._slots):
            slot.seen(is_shown and place == self.page)
        if is_shown and self.page not in self._painted:
            self._painted.add(self.page)
            QTimer.singleShot(0, partial(self._complete, self._slots[self.page]))

    def _complete(self, slot: PageSlot) -> None:
        if self._charts.is_loaded:
            slot.after_first_paint()
            return
        self._charts.loaded.connect(slot.after_first_paint)
        self._charts.load()

    def _laid_out(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._titles)
        column.addWidget(self._pages, 1)
        row.addWidget(self._sidebar)
        row.addLayout(column, 1)
        return page

    def _title_row(self) -> QWidget:
        titles = QWidget()
        row = QHBoxLayout(titles)
        row.setContentsMargins(24, 20, 24, _ABOVE_PAGE)
        row.setSpacing(8)
        self._title.setFixedHeight(32)
        row.addWidget(self._title)
        row.addWidget(self._actions, 1)
        return titles

    def _day_and_time(self) -> QWidget:
        clock = QWidget()
        row = QHBoxLayout(clock)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._day)
        row.addWidget(self._time)
        return clock

    def _add_shortcuts(self) -> None:
        for place, slot in enumerate(self._slots):
            self._add_shortcut(slot.name, slot.shortcut, partial(self.open_page, place))
        self._add_shortcut(self.tr("Full screen"), "F11", self._toggle_full_screen)
        self._add_shortcut(self.tr("Quit"), "Ctrl+Q", self.quit_requested.emit)

    def _add_shortcut(self, name: str, keys: str, action: Callable[[], object]) -> None:
        made = QAction(name, self)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda _checked=False: action())
        self.addAction(made)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_clock(self) -> None:
        if self._day.text() != self._frame.day:
            self._day.setText(self._frame.day)
        self._time.setText(self._frame.time)

    def _change_theme(self) -> None:
        """What is seen, part by part, each in a turn of the loop: all at once could be felt.

        It is painted when all of it is ready; other pages follow when they are opened.
        """
        self.setPalette(palette_of(self._theme.tokens))
        self._styled.clear()
        self.setUpdatesEnabled(False)
        seen = [part for part in self._parts() if part.isVisible()]
        self._restyling = [partial(self._style, part) for part in seen]
        self._restyling.append(partial(self.setUpdatesEnabled, True))
        self._turns.start()

    def _next_step(self) -> None:
        if self._restyling:
            self._restyling.pop(0)()
        else:
            self._turns.stop()

    def _parts(self) -> list[QWidget]:
        """What has a style sheet of its own: one of the window would restyle all of it at once."""
        return [self._sidebar, self._titles, *(slot.widget for slot in self._slots), *self._alone]

    def _style(self, part: QWidget) -> None:
        """Give a part the style that holds, unless it has it."""
        if part not in self._styled:
            self._styled.add(part)
            part.setStyleSheet(stylesheet(self._theme.tokens))

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
