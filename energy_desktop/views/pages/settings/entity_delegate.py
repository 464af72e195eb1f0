"""How a row of the table of entities is painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from energy_desktop.viewmodels.entity_rows import EntityRow
from energy_desktop.viewmodels.entity_table import ROW, Column
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.marks import SIZE, draw_tick
from energy_desktop.views.widgets.state_shape import shape_pixmap

ROW_HEIGHT = 36
PADDING = 16
UNIT_WIDTH = 44
_SHAPE = 12
_Index = QModelIndex | QPersistentModelIndex


class EntityDelegate(QStyledItemDelegate):
    """Hover, selection and focus belong to the whole row."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.hovered_row = -1

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: _Index
    ) -> QSize:
        """Qt's."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's."""
        row: EntityRow = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            painter.fillRect(rect, QColor(tokens.tint))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, QColor(tokens.hover))
        painter.setFont(font(strong=is_selected and index.column() == Column.NAME))
        match index.column():
            case Column.TICK:
                self._draw_tick(painter, rect, row, is_selected, index.row())
            case Column.NAME:
                self._draw_name(painter, rect, row)
            case Column.VALUE:
                self._draw_value(painter, rect, row)
            case _:
                self._draw_text(painter, rect.adjusted(0, 0, -12, 0), str(index.data()))
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            self._draw_focus(painter, rect)
        painter.restore()

    def _draw_tick(
        self, painter: QPainter, rect: QRect, row: EntityRow, is_selected: bool, place: int
    ) -> None:
        tokens = self._theme.tokens
        if is_selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), tokens.accent)
        top = rect.top() + (rect.height() - SIZE) / 2
        draw_tick(
            painter,
            QRectF(rect.left() + PADDING, top, SIZE, SIZE),
            tokens,
            row.is_ticked,
            is_hovered=self.hovered_row == place,
        )

    def _draw_name(self, painter: QPainter, rect: QRect, row: EntityRow) -> None:
        tokens = self._theme.tokens
        top = rect.top() + (rect.height() - SIZE) / 2
        colour = QColor(tokens.muted)
        draw_icon(painter, row.icon, QRectF(rect.left(), top, SIZE, SIZE), colour)
        room = rect.adjusted(SIZE + 12, 0, -8, 0)
        badge = self._badge(row)
        badge_width = 0
        if badge:
            badge_width = QFontMetrics(font(CAPTION, strong=True)).horizontalAdvance(badge) + 12
            room.adjust(0, 0, -badge_width - 8, 0)
        painter.setPen(QColor(tokens.muted if row.is_gone else tokens.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        if badge:
            left = room.left() + metrics.horizontalAdvance(name) + 8
            middle = rect.center().y() + 0.5
            self._draw_badge(painter, QRectF(left, middle - 8.5, badge_width, 17), badge)

    def _badge(self, row: EntityRow) -> str:
        return self.tr("new") if row.is_new else ""

    def _draw_badge(self, painter: QPainter, box: QRectF, text: str) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(QColor(tokens.tint))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font(CAPTION, strong=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_value(self, painter: QPainter, rect: QRect, row: EntityRow) -> None:
        tokens = self._theme.tokens
        middle = Qt.AlignmentFlag.AlignVCenter
        unit = QRect(rect.right() + 1 - UNIT_WIDTH, rect.top(), UNIT_WIDTH, rect.height())
        number = QRect(rect.left(), rect.top(), rect.width() - UNIT_WIDTH - 4, rect.height())
        painter.setPen(QColor(tokens.muted))
        if row.is_gone:
            self._draw_gone(painter, rect.adjusted(0, 0, -12, 0))
            return
        shown = painter.fontMetrics().elidedText(row.unit, Qt.TextElideMode.ElideRight, UNIT_WIDTH)
        painter.drawText(unit, middle, shown)
        painter.setPen(QColor(tokens.text))
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, row.value)

    def _draw_gone(self, painter: QPainter, room: QRect) -> None:
        """In the place of number and unit, of which there are none."""
        shape = shape_pixmap(
            Shape.WARNING, _SHAPE, self._theme.tokens, self._view.devicePixelRatioF()
        )
        metrics = painter.fontMetrics()
        gone = metrics.elidedText(
            self.tr("gone"), Qt.TextElideMode.ElideRight, room.width() - _SHAPE - 6
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, gone)
        left = room.right() + 1 - metrics.horizontalAdvance(gone) - _SHAPE - 6
        painter.drawPixmap(left, room.top() + (room.height() - _SHAPE) // 2, shape)

    def _draw_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setPen(QColor(self._theme.tokens.muted))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_focus(self, painter: QPainter, rect: QRect) -> None:
        """A border around the row: each cell paints its part of it."""
        whole = QRectF(1, rect.top() + 1, self._view.viewport().width() - 2, rect.height() - 2)
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipRect(rect)
        painter.drawRect(whole)
