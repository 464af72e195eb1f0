"""The raw readings: a line while they are closed, a table when they are open."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.readings_table import LOOK, Column
from energy_desktop.views.fonts import BODY, CAPTION, font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.shortcuts import keys_in_words
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card

_Index = QModelIndex | QPersistentModelIndex
_CLOSED, _ROW, _TABLE = 40, 24, 220
_NARROW = 640
_PADDING = 8
_WIDTHS = {Column.VALUE: (96, 72), Column.UNIT: (64, 56), Column.SOURCE: (184, 0)}
"""Where there is room, and where it is narrow."""
_SHORTEST_TIME = 96


class _Disclosure(QAbstractButton):
    """A chevron, a title and a remark; the whole line opens and closes."""

    def __init__(self, theme: Theme, shortcut: str) -> None:
        super().__init__()
        self._theme = theme
        self._shortcut = shortcut
        self._remark = ""
        self.setCheckable(True)
        self.setFixedHeight(_CLOSED - 2)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def tell(self, title: str, remark: str) -> None:
        """Show these words."""
        self.setText(title)
        self._remark = remark
        self.setAccessibleName(title)
        self.setAccessibleDescription(remark)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(200, _CLOSED - 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 9, 9)
        icon = QRectF(14, box.center().y() - 9, 18, 18)
        draw_icon(
            painter,
            "chevron-down" if self.isChecked() else "chevron-right",
            icon,
            QColor(tokens.text),
        )
        row, middle = box.adjusted(40, 0, -16, 0), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(strong=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(row, middle, self.text())
        row.setLeft(row.left() + painter.fontMetrics().horizontalAdvance(self.text()) + 8)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(font(CAPTION))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, self._shortcut)
        row.setRight(row.right() - painter.fontMetrics().horizontalAdvance(self._shortcut) - 12)
        painter.setFont(font())
        remark = painter.fontMetrics().elidedText(
            self._remark, Qt.TextElideMode.ElideRight, int(row.width())
        )
        painter.drawText(row, middle, remark)


class _ReadingDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        from energy_desktop.views.charts.history_swatch import draw_swatch

        tokens, box = self._theme.tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.currentIndex().row() == index.row() and self._view.hasFocus():
            painter.fillRect(box, QColor(tokens.tint))
        look = index.data(LOOK)
        text = box.adjusted(_PADDING, 0, -_PADDING, 0)
        if index.column() == Column.SENSOR and look is not None:
            swatch = QRectF(text.left(), box.center().y() - 5, 10, 10)
            draw_swatch(painter, swatch, look, tokens)
            text.setLeft(text.left() + 16)
        is_value = index.column() == Column.VALUE
        painter.setPen(QColor(tokens.text if index.column() <= Column.VALUE else tokens.muted))
        painter.setFont(font(BODY))
        side = Qt.AlignmentFlag.AlignRight if is_value else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(text.width())
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | side, shown)
        painter.restore()


class ReadingsCard(Card):
    """Closed by default; Ctrl+T opens it."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__("")
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("Raw readings"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.button = _Disclosure(theme, keys_in_words("Ctrl+T"))
        # Not the button's own shortcut: that is forgotten whenever its text changes.
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self.button.toggle)
        self.button.toggled.connect(viewmodel.open_readings)
        self.table = _table(theme, viewmodel, self.tr("Raw readings"))
        self.body.addWidget(self.button)
        inset = QHBoxLayout()
        inset.setContentsMargins(15 - _PADDING, 0, 3, 0)
        inset.addWidget(self.table)
        self.body.addLayout(inset)
        self.table.model().modelReset.connect(self._arrange)
        viewmodel.readings.changed.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is narrow, the source is left out and the others are closer."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < _NARROW
        for column, (wide, narrow) in _WIDTHS.items():
            self.table.horizontalHeader().resizeSection(column, narrow if is_narrow else wide)
        self.table.setColumnHidden(Column.SOURCE, is_narrow)
        longest = self._viewmodel.readings.model.longest_time
        width = QFontMetrics(font(BODY)).horizontalAdvance(longest) + 3 * _PADDING
        self.table.horizontalHeader().resizeSection(Column.TIME, max(_SHORTEST_TIME, width))

    def _show(self) -> None:
        readings = self._viewmodel.readings
        self.button.tell(self.tr("Raw readings"), readings.words)
        if self.button.isChecked() != readings.is_open:
            self.button.setChecked(readings.is_open)
        if self.table.isHidden() == readings.is_open:
            self.table.setVisible(readings.is_open)
            self.updateGeometry()


def _table(theme: Theme, viewmodel: HistoryViewModel, name: str) -> QTableView:
    table = QTableView()
    table.setObjectName("entities")
    table.setAccessibleName(name)
    table.setModel(viewmodel.readings.model)
    table.setItemDelegate(_ReadingDelegate(theme, table))
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFixedHeight(_TABLE)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(_ROW)
    table.verticalHeader().setDefaultSectionSize(_ROW)
    header = table.horizontalHeader()
    header.setObjectName("readings")
    header.setAccessibleName(QCoreApplication.translate("ReadingsCard", "Columns"))
    header.setFont(font(CAPTION))
    header.setFixedHeight(_ROW)
    header.setMinimumSectionSize(40)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(Column.SENSOR, QHeaderView.ResizeMode.Stretch)
    table.hide()
    return table
