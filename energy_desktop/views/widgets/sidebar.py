"""The sidebar: the program's mark, its pages, and the state foot."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label, rule
from energy_desktop.views.widgets.navigation_list import NavigationList, PageEntry
from energy_desktop.views.widgets.state_foot import StateFoot

WIDTH = 208
_INSET = 12


class _Mark(QWidget):
    """The program's sign, in the theme's accent."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(24, 24)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(0, 0, 24, 24), 6, 6)
        draw_icon(painter, "flash", QRectF(4, 4, 16, 16), QColor(tokens.on_accent))


class Sidebar(QWidget):
    """208 wide, a hairline at the right."""

    page_chosen = Signal(int)
    """The person chose the page of this place."""

    def __init__(self, theme: Theme, viewmodel: FrameViewModel, pages: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        above = [(i, page) for i, page in enumerate(pages) if not page.is_at_foot]
        below = [(i, page) for i, page in enumerate(pages) if page.is_at_foot]
        self.pages = self._page_list(theme, above, self.tr("Pages"))
        self._lists = [self.pages]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 1, 16)
        column.setSpacing(0)
        column.addLayout(self._title(theme))
        column.addSpacing(18)
        column.addWidget(self.pages)
        column.addStretch(1)
        if below:
            self._lists.append(self._page_list(theme, below, self.tr("More pages")))
            column.addWidget(self._lists[-1])
            column.addSpacing(12)
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 24, 0)
        line.addWidget(rule())
        column.addLayout(line)
        self.foot = StateFoot(theme, viewmodel)
        column.addWidget(self.foot)

    def select(self, place: int) -> None:
        """Show which page is open."""
        for pages in self._lists:
            pages.select(place)

    def _title(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(_Mark(theme))
        row.addWidget(label("Energy Desktop", strong=True))
        row.addStretch(1)
        return row

    def _page_list(
        self, theme: Theme, pages: Sequence[tuple[int, PageEntry]], name: str
    ) -> NavigationList:
        made = NavigationList(theme, pages, name, _INSET)
        made.chosen.connect(self.page_chosen)
        return made
