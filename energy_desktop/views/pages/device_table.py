"""The devices of a moment, ranked: icon, name, bar, watts."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from energy_desktop.viewmodels.device_rows import DeviceRow, RowKind
from energy_desktop.viewmodels.devices import ROW, Column, DevicesModel
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme

ROW_HEIGHT = 24
_ICON, _NAME_AT, _INDENT = 16, 24, 16
PADDING = 8
"""Left and right of a row, where the border of the focus runs."""
_NAME_WIDTH, _POWER_WIDTH, _BAR_HEIGHT = 200, 72, 8
_Index = QModelIndex | QPersistentModelIndex


class RowRange(QSortFilterProxyModel):
    """A stretch of the rows, so that one list can stand in two columns."""

    def __init__(self, source: DevicesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._first, self._end = 0, 1 << 30
        self.setSourceModel(source)

    def show_rows(self, first: int, end: int) -> None:
        """Show the rows from `first` up to, not including, `end`."""
        if (first, end) != (self._first, self._end):
            self.beginFilterChange()
            self._first, self._end = first, end
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:  # noqa: N802 - Qt's name
        """Qt's."""
        return self._first <= row < self._end


class _DeviceDelegate(QStyledItemDelegate):
    """Paints a cell; the focus is a border around the whole row."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: _Index
    ) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: DeviceRow = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font())
        match index.column():
            case Column.NAME:
                self._draw_name(painter, rect.adjusted(PADDING, 0, 0, 0), row)
            case Column.BAR:
                self._draw_bar(painter, rect, row)
            case Column.POWER:
                self._draw_power(painter, rect.adjusted(0, 0, -PADDING, 0), row)
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            self._draw_focus(painter, rect, index.column())
        painter.restore()

    def _draw_name(self, painter: QPainter, rect: QRect, row: DeviceRow) -> None:
        tokens, indent = self._theme.tokens, _INDENT * row.depth
        top = rect.top() + (rect.height() - _ICON) / 2
        box = QRectF(rect.left() + indent, top, _ICON, _ICON)
        draw_icon(painter, row.icon, box, QColor(tokens.muted if row.depth else tokens.home))
        text = rect.adjusted(indent + _NAME_AT, 0, -8, 0)
        painter.setPen(QColor(tokens.muted if row.kind is RowKind.SILENT else tokens.text))
        shown = QFontMetrics(painter.font()).elidedText(
            row.name, Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_bar(self, painter: QPainter, rect: QRect, row: DeviceRow) -> None:
        tokens = self._theme.tokens
        top = rect.top() + (rect.height() - _BAR_HEIGHT) / 2
        if row.kind is RowKind.SILENT:
            return
        bar = QRectF(rect.left(), top, max(2.0, rect.width() * row.share), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        match row.kind:
            case RowKind.UNTRACKED:
                painter.setPen(QPen(tokens.mark(Hue.UNTRACKED), 1))
                painter.setBrush(tokens.fill(Hue.UNTRACKED))
                bar.adjust(0.5, 0.5, -0.5, -0.5)
            case RowKind.OVER_REPORTED:
                painter.setPen(QPen(QColor(tokens.warning), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                bar.adjust(0.75, 0.75, -0.75, -0.75)
            case RowKind.IDLE:
                painter.setBrush(QColor(tokens.line))
            case _ if row.depth:
                # A part of the bar above: outlined, so that nobody adds it up twice.
                painter.setPen(QPen(tokens.mark(Hue.HOME), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                bar.adjust(0.5, 0.5, -0.5, -0.5)
            case _:
                painter.setBrush(tokens.fill(Hue.HOME))
        painter.drawRoundedRect(bar, 2, 2)

    def _draw_power(self, painter: QPainter, rect: QRect, row: DeviceRow) -> None:
        tokens = self._theme.tokens
        metrics = QFontMetrics(painter.font())
        unit_width = metrics.horizontalAdvance(" kW")
        unit = QRect(rect.right() + 1 - unit_width, rect.top(), unit_width, rect.height())
        painter.setPen(QColor(tokens.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(unit, middle | Qt.AlignmentFlag.AlignRight, row.figure.unit)
        painter.setPen(QColor(tokens.muted if row.depth else tokens.text))
        own = metrics.horizontalAdvance(" " + row.figure.unit)
        painter.drawText(
            rect.adjusted(0, 0, -own, 0), middle | Qt.AlignmentFlag.AlignRight, row.figure.number
        )

    def _draw_focus(self, painter: QPainter, rect: QRect, column: int) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        if column != Column.NAME:
            box.setLeft(box.left() - 8)
        if column != Column.POWER:
            box.setRight(box.right() + 8)
        painter.setClipRect(rect)
        painter.drawRect(box)


class DeviceTable(QTableView):
    """As high as its rows; the page scrolls, not the table."""

    def __init__(self, theme: Theme, model: DevicesModel, name: str) -> None:
        super().__init__()
        self.setObjectName("devices")
        self.setAccessibleName(name)
        self.rows = RowRange(model, self)
        self.setModel(self.rows)
        self.setItemDelegate(_DeviceDelegate(theme, self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(10)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.BAR, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.POWER, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(Column.NAME, _NAME_WIDTH + PADDING)
        header.resizeSection(Column.POWER, _POWER_WIDTH + PADDING)
        theme.changed.connect(self.viewport().update)
        self.rows.rowsInserted.connect(self._fit)
        self.rows.rowsRemoved.connect(self._fit)
        self.rows.modelReset.connect(self._fit)
        self._fit()

    def show_rows(self, first: int, end: int) -> None:
        """Show a stretch of the list."""
        self.rows.show_rows(first, end)
        self._fit()

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that lose and gain the focus as a whole."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def _fit(self) -> None:
        self.setFixedHeight(max(1, self.rows.rowCount()) * ROW_HEIGHT)
