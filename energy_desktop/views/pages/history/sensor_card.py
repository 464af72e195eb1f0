"""The list of sensors: searched, ticked, each with its current value."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.sensor_list import (
    ROW,
    GroupTitle,
    SensorListModel,
    SensorRow,
)
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.text_field import TextField

_Index = QModelIndex | QPersistentModelIndex
_ROW, _TITLE = 32, 32
_INSET, _TICK, _ICON = 8, 16, 16
_WIDE = 200
"""In a narrower list the values have the room of the icons."""


class _SensorDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: "SensorList", model: SensorListModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, _TITLE if isinstance(index.data(ROW), GroupTitle) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, box = index.data(ROW), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupTitle):
            painter.setFont(font(CAPTION))
            painter.setPen(QColor(self._theme.tokens.muted))
            bottom = Qt.AlignmentFlag.AlignBottom
            painter.drawText(box.adjusted(_INSET, 0, 0, -6), bottom, row.text)
        else:
            state: QStyle.StateFlag = option.state
            self._draw_background(painter, box, state, index)
            self._draw_sensor(painter, box.adjusted(_INSET, 0, -_INSET, 0), row, index)
        painter.restore()

    def _draw_background(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, index: _Index
    ) -> None:
        tokens = self._theme.tokens
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 6, 6)

    def _draw_sensor(self, painter: QPainter, box: QRectF, row: SensorRow, index: _Index) -> None:
        tokens = self._theme.tokens
        middle = box.center().y()
        self._draw_tick(painter, QRectF(box.left(), middle - _TICK / 2, _TICK, _TICK), row)
        text = box.adjusted(_TICK + 8, 0, 0, 0)
        if self._view.width() >= _WIDE:
            icon = QRectF(text.left(), middle - _ICON / 2, _ICON, _ICON)
            draw_icon(painter, row.icon, icon, QColor(tokens.muted))
            text.setLeft(icon.right() + 8)
        figure = str(self._model.figure(index))
        width = QFontMetrics(font(CAPTION)).horizontalAdvance(figure)
        metrics = QFontMetrics(font())
        # A name that can be read is worth more than the value beside it.
        if metrics.horizontalAdvance(row.name) + 8 + width <= text.width():
            painter.setFont(font(CAPTION))
            painter.setPen(QColor(tokens.muted))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, right, figure)
        painter.setFont(font())
        painter.setPen(QColor(tokens.text))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)

    def _draw_tick(self, painter: QPainter, box: QRectF, row: SensorRow) -> None:
        tokens = self._theme.tokens
        if row.look is None:
            painter.setPen(QPen(QColor(tokens.edge), 1.5))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
            return
        painter.setPen(QPen(tokens.mark(row.look.hue), 1))
        painter.setBrush(tokens.fill(row.look.hue))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        # The sign's colour is whichever of the two stands out more from the fill.
        light = tokens.fill(row.look.hue).lightnessF() > 0.5
        pen = QPen(QColor("#101318" if light else "#FFFFFF"), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [
            box.topLeft() + QPointF(x * _TICK, y * _TICK)
            for x, y in ((0.26, 0.53), (0.43, 0.69), (0.75, 0.34))
        ]
        painter.drawPolyline(points)


class SensorList(QListView):
    """A click anywhere on a row, Space or Return ticks it."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._reached = ""
        self.setObjectName("pages")
        self.setAccessibleName(self.tr("Sensors"))
        self.setModel(viewmodel.sensors)
        self.setItemDelegate(_SensorDelegate(theme, self, viewmodel.sensors))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._toggle)
        theme.changed.connect(self.viewport().update)
        viewmodel.sensors.modelAboutToBeReset.connect(self._remember_place)
        viewmodel.sensors.modelReset.connect(self._find_place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space and Return tick."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A hand over what can be ticked."""
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint())
        is_sensor = over.isValid() and isinstance(over.data(ROW), SensorRow)
        hand = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(hand if is_sensor else Qt.CursorShape.ArrowCursor)

    def _toggle(self, index: QModelIndex) -> None:
        row = index.data(ROW) if index.isValid() else None
        if isinstance(row, SensorRow):
            self._reached = row.key
            self._viewmodel.show_sensor(row.key, not row.is_shown)

    def _remember_place(self) -> None:
        row = self.currentIndex().data(ROW)
        if isinstance(row, SensorRow):
            self._reached = row.key

    def _find_place(self) -> None:
        """A tick moves a sensor to another group: the focus goes along."""
        place = self._viewmodel.sensors.place_of(self._reached)
        if place is not None:
            position = self.verticalScrollBar().value()
            self.setCurrentIndex(self.model().index(place, 0))
            if not self.hasFocus():
                self.verticalScrollBar().setValue(position)


class SensorCard(Card):
    """Search, list, and how many there are."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__("")
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("Sensors"))
        self.body.setContentsMargins(11, 11, 7, 11)
        self.search = TextField(
            theme, self.tr("Find a sensor"), self.tr("Find a sensor"), "magnify"
        )
        self.search.be_clearable()
        self.search.textChanged.connect(viewmodel.search)
        self.list = SensorList(theme, viewmodel)
        self._nothing = label(muted=True)
        self._nothing.setWordWrap(True)
        self._nothing.setText(self.tr("No sensor found."))
        self._nothing.setContentsMargins(_INSET, 8, 0, 0)
        self._foot = label(size=CAPTION, muted=True)
        self.body.addWidget(self.search)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.list, 1)
        self.body.addSpacing(8)
        self.body.addWidget(self._foot)
        viewmodel.sensors.modelReset.connect(self._show)
        self._show()

    def _show(self) -> None:
        shown, tracked = self._viewmodel.sensors.sensors, self._viewmodel.tracked
        self._nothing.setVisible(not shown and tracked > 0)
        text = self.tr("%n tracked", None, tracked)
        if shown != tracked:
            found = self.tr("%n found", None, shown)
            text = f"{text}, {found}"
        self._foot.setText(text)
