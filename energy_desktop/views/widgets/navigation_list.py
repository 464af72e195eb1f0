"""A list of places to go to: icon and name, one of them open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme

PITCH = 40
_HEIGHT, _ICON = 36, 20
_ICON_NAME = Qt.ItemDataRole.UserRole + 1
_PLACE = Qt.ItemDataRole.UserRole + 2

_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the sidebar lists it."""

    name: str
    icon: str
    is_at_foot: bool = False
    """Stands below, above the states: what is not looked at every day."""


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget, inset: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inset = inset

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, PITCH)

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
        left, width = rect.left() + self._inset, rect.width() - 2 * self._inset
        box = QRectF(left, rect.top() + 2, width, _HEIGHT)
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


class NavigationList(QListView):
    """Some of the pages; none of them is marked while another list's page is open."""

    chosen = Signal(int)
    """The person chose the page of this place."""

    def __init__(
        self,
        theme: Theme,
        pages: Sequence[tuple[int, PageEntry]],
        name: str,
        inset: int = 0,
    ) -> None:
        """`pages` are given with their places among all pages."""
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
        self.setItemDelegate(_EntryDelegate(theme, self, inset))
        self.setFixedHeight(len(pages) * PITCH)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        theme.changed.connect(self.viewport().update)
        self.clicked.connect(self._tell)

    def select(self, place: int) -> None:
        """Mark the page of a place, or none if it stands elsewhere."""
        found = self.model().match(self.model().index(0, 0), _PLACE, int(place))
        if found:
            self.setCurrentIndex(found[0])
            return
        self.selectionModel().clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows choose at once; a list reached by Tab chooses nothing before a key says so."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        here = self.currentIndex()
        if here != before or event.key() in _CHOOSING:
            self.setCurrentIndex(here)
            self._tell(here)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_PLACE))
