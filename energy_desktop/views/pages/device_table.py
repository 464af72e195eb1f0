"""The devices of a moment, ranked."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from energy_desktop.viewmodels.devices import Column, DevicesModel
from energy_desktop.views.fonts import font
from energy_desktop.views.pages.device_painting import (
    NAME_WIDTH,
    PADDING,
    POWER_WIDTH,
    ROW_HEIGHT,
    RowPainting,
)
from energy_desktop.views.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class RowRange(QSortFilterProxyModel):
    """A stretch of the rows, so that one list can stand in two columns."""

    def __init__(self, source: DevicesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._first, self._end = 0, 1 << 30
        self.setSourceModel(source)

    @property
    def first(self) -> int:
        """The source's row that is the first here."""
        return self._first

    def show_rows(self, first: int, end: int) -> None:
        """Show the rows from `first` up to, not including, `end`."""
        if (first, end) != (self._first, self._end):
            self.beginFilterChange()
            self._first, self._end = first, end
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:  # noqa: N802 - Qt's name
        """Qt's."""
        return self._first <= row < self._end


class DeviceTable(QTableView):
    """As high as its rows; the page scrolls, not the table.

    It paints whole rows itself: a delegate is asked cell by cell through two models, once a
    second for every row that changed, which costs several times what the painting does.
    """

    def __init__(self, theme: Theme, model: DevicesModel, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._painting = RowPainting(theme.tokens, self.devicePixelRatioF())
        self.setObjectName("devices")
        self.setAccessibleName(name)
        self.rows = RowRange(model, self)
        self.setModel(self.rows)
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
        header.resizeSection(Column.NAME, NAME_WIDTH + PADDING)
        header.resizeSection(Column.POWER, POWER_WIDTH + PADDING)
        theme.changed.connect(self.viewport().update)
        self.rows.rowsInserted.connect(self._fit)
        self.rows.rowsRemoved.connect(self._fit)
        self.rows.modelReset.connect(self._fit)
        self._fit()

    def show_rows(self, first: int, end: int) -> None:
        """Show a stretch of the list."""
        self.rows.show_rows(first, end)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        if not self._painting.is_for(tokens, ratio):
            self._painting = RowPainting(tokens, ratio)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font())
        width = self.viewport().width()
        focused = self.currentIndex().row() if self.hasFocus() else -1
        rows = self._model.rows[self.rows.first :][: self.rows.rowCount()]
        for place, row in enumerate(rows):
            box = QRect(0, place * ROW_HEIGHT, width, ROW_HEIGHT)
            if not event.region().intersects(box):
                continue
            self._painting.draw(painter, QRectF(box), row)
            if place == focused:
                self._painting.draw_focus(painter, QRectF(box))

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that lose and gain the focus as a whole."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def _fit(self) -> None:
        self.setFixedHeight(max(1, self.rows.rowCount()) * ROW_HEIGHT)
