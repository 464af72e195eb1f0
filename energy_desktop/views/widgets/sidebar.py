"""The sidebar: the program's mark, its pages, and the state foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label, rule
from energy_desktop.views.widgets.state_foot import StateFoot

WIDTH = 208
_PITCH, _HEIGHT, _INSET, _ICON = 40, 36, 12, 20
_ICON_NAME = Qt.ItemDataRole.UserRole + 1
_PLACE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the sidebar lists it."""

    name: str
    icon: str
    is_at_foot: bool = False
    """Stands below, above the states: what is not looked at every day."""


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(WIDTH, _PITCH)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens = self._theme.tokens
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(_INSET, rect.top() + 2, WIDTH - 2 * _INSET - 1, _HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_selected:
            painter.setBrush(QColor(tokens.tint))
            painter.drawRoundedRect(box, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        icon_box = QRectF(box.left() + 12, box.center().y() - _ICON / 2, _ICON, _ICON)
        colour = QColor(tokens.accent if is_selected else tokens.muted)
        draw_icon(painter, index.data(_ICON_NAME), icon_box, colour)
        painter.setFont(font(strong=is_selected))
        painter.setPen(QColor(tokens.text))
        painter.drawText(
            box.adjusted(12 + _ICON + 12, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, index.data()
        )
        painter.restore()


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


class _PageList(QListView):
    """Some of the pages; none of them is marked while another list's page is open."""

    def __init__(self, theme: Theme, pages: Sequence[tuple[int, PageEntry]], name: str) -> None:
        super().__init__()
        model = QStandardItemModel(self)
        for place, page in pages:
            item = QStandardItem(page.name)
            item.setData(page.icon, _ICON_NAME)
            item.setData(place, _PLACE)
            item.setEditable(False)
            model.appendRow(item)
        self.setObjectName("pages")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_PageDelegate(theme, self))
        self.setFixedHeight(len(pages) * _PITCH)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        theme.changed.connect(self.viewport().update)

    def select(self, place: int) -> None:
        """Mark the page of a place, or none if it stands elsewhere."""
        found = self.model().match(self.model().index(0, 0), _PLACE, place)
        if found:
            self.setCurrentIndex(found[0])
            return
        self.selectionModel().clear()


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
        column.addWidget(StateFoot(theme, viewmodel))

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
    ) -> _PageList:
        view = _PageList(theme, pages, name)
        selection: QItemSelectionModel = view.selectionModel()

        def chosen(current: QModelIndex, _before: QModelIndex) -> None:
            if current.isValid():
                self.page_chosen.emit(current.data(_PLACE))

        selection.currentChanged.connect(chosen)
        view.clicked.connect(lambda index: self.page_chosen.emit(index.data(_PLACE)))
        return view
