"""The *Now* page."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.viewmodels.page_state import Emptiness, Phase
from energy_desktop.views.pages.devices_card import DevicesCard
from energy_desktop.views.pages.hero_card import HeroCard
from energy_desktop.views.pages.line_card import LineCard
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.empty import EmptyCard, set_up_text
from energy_desktop.views.widgets.notice import Act
from energy_desktop.views.widgets.notice_column import NoticeColumn
from energy_desktop.views.widgets.progress_line import ProgressLine
from energy_desktop.views.widgets.scroll_column import ScrollColumn

_MARGIN, _GAP = 24, 16
_NARROW = 860
"""Below this width the flow picture stands under the figure."""


class NowPage(QWidget):
    """Figure, flows, live line, devices; each of the four states has its look."""

    def __init__(
        self,
        theme: Theme,
        viewmodel: NowViewModel,
        set_up: Callable[[Emptiness], None],
        act: Act,
    ) -> None:
        """`set_up` leads to where an empty page is filled; `act` does what a notice offers."""
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._set_up = set_up
        self.setObjectName("page")
        self._hero = HeroCard(theme, viewmodel)
        self._line = LineCard(theme, viewmodel)
        self._devices = DevicesCard(theme, viewmodel)
        self._notices = NoticeColumn(theme, act=act)
        self._content = self._cards()
        self._empty = EmptyCard(theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scrolled())
        self._stack.addWidget(_framed(self._empty))
        self._progress = ProgressLine(theme, self)
        viewmodel.state_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make what is costly to load; after the first paint."""
        self._line.add_chart()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the width."""
        super().resizeEvent(event)
        self._hero.be_narrow(event.size().width() < _NARROW)
        self._progress.setGeometry(0, 0, event.size().width(), 2)

    def _cards(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self._hero)
        column.addWidget(self._line, 1)
        column.addWidget(self._devices)
        return content

    def _scrolled(self) -> ScrollColumn:
        area = ScrollColumn(_MARGIN, _MARGIN)
        # Without this it keeps the width that its cards need side by side, and never learns
        # that they could stand one under the other.
        area.inside.setMinimumWidth(1)
        area.column.addWidget(self._notices)
        area.column.addWidget(self._content, 1)
        return area

    def _show(self) -> None:
        state = self._viewmodel.state
        is_waiting = state.phase is Phase.LOADING and not state.has_content
        if state.emptiness is not None:
            self._tell_emptiness(state.emptiness)
        elif is_waiting:
            self._empty.tell(state.waiting_for)
        self._stack.setCurrentIndex(1 if state.phase is Phase.EMPTY or is_waiting else 0)
        self._content.setVisible(state.has_content)
        self._progress.set_busy(state.is_busy)
        for card in (self._hero, self._line, self._devices):
            card.dim(bool(state.as_of))
        self._notices.tell(state.notices)

    def _tell_emptiness(self, emptiness: Emptiness) -> None:
        if emptiness is Emptiness.NOT_CONFIGURED:
            self._empty.tell(
                self.tr("No Home Assistant yet"),
                self.tr(
                    "Tell Energy Desktop where your Home Assistant is, and it records what your"
                    " home uses from then on."
                ),
            )
        else:
            self._empty.tell(
                self.tr("Nothing is tracked yet"),
                self.tr(
                    "Home Assistant is connected. Its own energy dashboard already names the"
                    " right sensors: they only have to be chosen."
                ),
            )
        self._empty.offer(set_up_text(emptiness), lambda: self._set_up(emptiness))


def _framed(card: QWidget) -> QWidget:
    outer = QWidget()
    outer.setObjectName("page")
    column = QVBoxLayout(outer)
    column.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
    column.addWidget(card)
    return outer
