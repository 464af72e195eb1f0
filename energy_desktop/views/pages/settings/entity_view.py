"""The table of entities: tick, icon and name, entity id, value and unit, state class."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from energy_desktop.viewmodels.entity_table import Column, EntityTableModel
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.pages.settings.entity_delegate import (
    PADDING,
    ROW_HEIGHT,
    UNIT_WIDTH,
    EntityDelegate,
)
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.marks import SIZE, draw_tick

_TICK_WIDTH = PADDING + SIZE + 12
_VALUE_WIDTH, _CLASS_WIDTH = 128, 128
_WITH_CLASS, _WITH_ENTITY = 640, 440
"""Widths of the table from which these columns have room."""
_Index = QModelIndex | QPersistentModelIndex


class _Head(QHeaderView):
    """36 high, captions muted; the first section carries a tick for all that is shown."""

    ticked = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setAccessibleName(self.tr("Columns"))
        self.is_ticked: bool | None = False
        self.setFixedHeight(ROW_HEIGHT)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(10)
        self.sectionClicked.connect(self._clicked)

    def paintSection(  # noqa: N802 - Qt's name
        self, painter: QPainter, rect: QRect, section: int
    ) -> None:
        """Qt's."""
        tokens = self._theme.tokens
        painter.save()
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        if section == Column.TICK:
            top = rect.top() + (rect.height() - SIZE) / 2
            box = QRectF(rect.left() + PADDING, top, SIZE, SIZE)
            draw_tick(painter, box, tokens, self.is_ticked)
        else:
            painter.setFont(font(CAPTION))
            painter.setPen(tokens.muted)
            align = Qt.AlignmentFlag.AlignVCenter
            text = rect.adjusted(0, 0, -8, 0)
            if section == Column.NAME:
                text.adjust(SIZE + 12, 0, 0, 0)
            if section == Column.VALUE:
                align |= Qt.AlignmentFlag.AlignRight
                text = rect.adjusted(0, 0, -UNIT_WIDTH - 4, 0)
                unit = QRect(text.right() + 5, rect.top(), UNIT_WIDTH, rect.height())
                painter.drawText(unit, Qt.AlignmentFlag.AlignVCenter, self.tr("Unit"))
            name = self.model().headerData(section, Qt.Orientation.Horizontal)
            painter.drawText(text, align, str(name))
        painter.restore()

    def _clicked(self, section: int) -> None:
        if section == Column.TICK:
            self.ticked.emit(self.is_ticked is not True)


class EntityView(QTableView):
    """Space ticks the row, Ctrl+A all that is shown; a click anywhere selects it."""

    all_ticked = Signal(bool)
    """Tick or untick everything that is shown."""

    def __init__(self, theme: Theme, model: EntityTableModel) -> None:
        super().__init__()
        self.setObjectName("entities")
        self.setAccessibleName(self.tr("Entities"))
        self.setAccessibleDescription(
            self.tr("The space bar ticks an entity, Ctrl+A ticks all that are shown.")
        )
        self._head = _Head(theme)
        self._head.ticked.connect(self.all_ticked)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self._delegate = EntityDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        theme.changed.connect(self.viewport().update)
        theme.changed.connect(self._head.viewport().update)
        self.clicked.connect(self._clicked)

    def show_all_ticked(self, is_ticked: bool | None) -> None:
        """Whether all that is shown is ticked; None for some."""
        if is_ticked != self._head.is_ticked:
            self._head.is_ticked = is_ticked
            self._head.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what has no room."""
        super().resizeEvent(event)
        width = self.viewport().width()
        has_class, has_entity = width >= _WITH_CLASS, width >= _WITH_ENTITY
        self.setColumnHidden(Column.STATE_CLASS, not has_class)
        self.setColumnHidden(Column.ENTITY, not has_entity)
        rest = width - _TICK_WIDTH - _VALUE_WIDTH - _CLASS_WIDTH * has_class
        entity = round(0.5 * rest) * has_entity
        for column, size in (
            (Column.TICK, _TICK_WIDTH),
            (Column.NAME, rest - entity),
            (Column.ENTITY, entity),
            (Column.VALUE, _VALUE_WIDTH),
            (Column.STATE_CLASS, _CLASS_WIDTH),
        ):
            if size:
                self._head.resizeSection(column, size)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tick by keys."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and (
            event.key() == Qt.Key.Key_A
        ):
            self.all_ticked.emit(self._head.is_ticked is not True)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The whole row is hovered."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is hovered."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Something is current as soon as the table is reached."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            select = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model().index(0, Column.NAME), select)
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """The focus is painted around the whole row."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.TICK:
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        tick = index.siblingAtColumn(Column.TICK)
        state = Qt.CheckState(tick.data(Qt.ItemDataRole.CheckStateRole))
        other = Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
        self.model().setData(tick, other, Qt.ItemDataRole.CheckStateRole)
