"""The chart of *History*: painted when something changes, moved by wheel, drag and keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.pointer import PointedMoment
from energy_desktop.views.charts.history_canvas import BELOW, HistoryCanvas
from energy_desktop.views.charts.history_frame import LANE
from energy_desktop.views.charts.history_gestures import Gestures, keys
from energy_desktop.views.charts.history_mapping import y_of
from energy_desktop.views.charts.history_selection import SelectionCard, draw_selection
from energy_desktop.views.charts.history_tip import HistoryTip
from energy_desktop.views.fonts import font
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.dimming import OPACITY

_LOWEST_PLOT = 88
_REST_AFTER = 140
"""Milliseconds without a change, after which lines are smooth again."""


class HistoryChart(QWidget):
    """Lines, bands and coverage of the view; the crosshair and its tooltip over them."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._theme = theme
        self.viewmodel = viewmodel
        """What it shows, and what gestures move."""
        self.canvas = HistoryCanvas(theme, viewmodel.words)
        self._pointed: PointedMoment | None = None
        self._is_moving = self._is_dimmed = False
        self._tip = HistoryTip(theme, self)
        self._card = SelectionCard(theme, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_AFTER)
        self._rest.timeout.connect(self._rested)
        self._gestures = Gestures(self, viewmodel)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LANE + _LOWEST_PLOT + BELOW)
        viewmodel.picture_changed.connect(self._take)
        viewmodel.selecting.changed.connect(self._show_selection)
        theme.changed.connect(self._repaint_all)
        self._take()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(640, LANE + 352 + BELOW)

    @property
    def pointed(self) -> PointedMoment | None:
        """The moment under the crosshair."""
        return self._pointed

    def point_at(self, moment: Micros | None) -> None:
        """Move the crosshair to a moment; None takes it away."""
        view = self.viewmodel.picture.view
        if moment is not None and not view.start <= moment <= view.end:
            moment = None
        self._pointed = None if moment is None else self.viewmodel.point_at(moment)
        self._show_tip()
        self.update()

    def dim(self, is_dimmed: bool) -> None:
        """Whether what is drawn is not what was asked for."""
        self._is_dimmed = is_dimmed
        self.update()

    def begin_to_move(self) -> None:
        """Draw thin and quick until nothing has moved for a moment."""
        if not self._is_moving:
            self._is_moving = True
            self.canvas.forget()
        self._rest.start()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        pixmap = self.canvas.pixmap(ratio, self.viewmodel.zone, self._is_moving)
        painter.drawPixmap(QPointF(0, 0), pixmap)
        selection = self.viewmodel.selecting.selection
        plot, tokens = self.canvas.plot, self._theme.tokens
        taken = None
        if selection is not None:
            taken = draw_selection(painter, selection, plot, self.canvas.time, tokens)
        self.canvas.draw_notes(painter, self.viewmodel.zone, taken)
        if self._pointed is not None:
            self._draw_crosshair(painter, self._pointed)
        if not self.viewmodel.picture.has_data:
            self._draw_nothing(painter)
        if self._is_dimmed:
            wash = QColor(tokens.surface)
            wash.setAlphaF(1 - OPACITY)
            painter.fillRect(self.rect(), wash)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines are as fine as the plot is wide."""
        super().resizeEvent(event)
        self.canvas.take(self.viewmodel.picture, self.size())
        self.viewmodel.be_wide(round(self.canvas.plot.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A drag begins."""
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A drag goes on, or the crosshair follows."""
        if not self._gestures.move(event):
            plot = self.canvas.plot
            x = event.position().x()
            is_inside = plot.left() <= x <= plot.right()
            self.point_at(self.canvas.time.moment(x) if is_inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A drag ends."""
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Back to the view before."""
        self.viewmodel.navigation.back()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom at the cursor; sideways, or with Shift, move."""
        self._gestures.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Point at nothing."""
        self.point_at(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move, + and − zoom, Home and End go to the ends, Escape goes back."""
        if not keys(self, self.viewmodel, event):
            super().keyPressEvent(event)

    def _take(self) -> None:
        """The viewmodel has another picture."""
        self.canvas.take(self.viewmodel.picture, self.size())
        self.viewmodel.be_wide(round(self.canvas.plot.width()))
        if self._pointed is not None:
            moment = self._pointed.moment
            if self.underMouse():
                moment = self.canvas.time.moment(self.mapFromGlobal(self.cursor().pos()).x())
            self.point_at(moment)
        self._show_selection()
        self._describe()
        self.update()

    def _rested(self) -> None:
        if self._gestures.is_dragging:
            self._rest.start()
            return
        self._is_moving = False
        self.canvas.forget()
        self.update()

    def _repaint_all(self) -> None:
        self.canvas.forget()
        self.update()

    def _describe(self) -> None:
        names = ", ".join(series.shown.name for series in self.viewmodel.picture.series)
        self.setAccessibleName(
            self.tr("Chart of {names}, {time}").format(
                names=names, time=self.viewmodel.navigation.title
            )
        )

    def _show_tip(self) -> None:
        if self._pointed is None or not self._pointed.values or self._gestures.is_dragging:
            self._tip.hide()
            self._card.make_room(None)
            return
        self.setAccessibleDescription(self._pointed.text)
        self._tip.tell(self._pointed, self.canvas.time.x(self._pointed.moment), self.canvas.plot)
        self._tip.raise_()
        self._card.make_room(self._tip.geometry())

    def _show_selection(self) -> None:
        selection = self.viewmodel.selecting.selection
        if selection is not None and selection.is_known:
            self.setAccessibleDescription(selection.text)
        self._card.tell(selection, self.canvas.time, self.canvas.plot)
        self._card.make_room(self._tip.geometry() if self._tip.isVisible() else None)
        self.update()

    def _draw_crosshair(self, painter: QPainter, pointed: PointedMoment) -> None:
        plot, tokens = self.canvas.plot, self._theme.tokens
        x = self.canvas.time.x(pointed.moment)
        painter.save()
        pen = QPen(QColor(tokens.text), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(
            QPointF(round(x) + 0.5, plot.top()), QPointF(round(x) + 0.5, plot.bottom())
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes = self.viewmodel.picture.axes
        painter.setPen(QPen(QColor(tokens.surface), 1.5))
        for value in pointed.values:
            if value.place is not None:
                painter.setBrush(tokens.mark(value.look.hue))
                axis, height = value.place
                painter.drawEllipse(QPointF(x, y_of(height, axes[axis], plot)), 4.5, 4.5)
        painter.restore()

    def _draw_nothing(self, painter: QPainter) -> None:
        plot, tokens = self.canvas.plot, self._theme.tokens
        painter.setFont(font())
        if not self.viewmodel.shown:
            text = self.tr("Tick a sensor at the left to see its history.")
        elif self.viewmodel.fetcher.is_busy:
            text = self.tr("Reading the history …")
        else:
            text = self.tr("No data in this stretch. Press End for the latest.")
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        # On a plate: the words have to be read above the hatching of a gap.
        plate = painter.boundingRect(plot.adjusted(24, 0, -24, 0), how, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(plate.adjusted(-12, -8, 12, 8), 8, 8)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(plate, how, text)
