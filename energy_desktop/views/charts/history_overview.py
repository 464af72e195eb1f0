"""Everything there is, in a strip, with a window over the part that the chart shows."""

from enum import Enum

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.model.coverage_levels import Coverage, Grid, Run, runs, worst_of
from energy_desktop.model.decimation import decimated, unbroken
from energy_desktop.model.line_tile import LineTile
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import marks, step_for
from energy_desktop.model.timestamps import Micros
from energy_desktop.model.units import Quantity
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.picture import Shown
from energy_desktop.views.charts.coverage_strip import HEIGHT as STRIP_HEIGHT
from energy_desktop.views.charts.history_canvas import opaque_pixmap
from energy_desktop.views.charts.history_lines import line_pen
from energy_desktop.views.charts.history_mapping import TimeMapping
from energy_desktop.views.charts.history_strip import draw_strip
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme

_PLOT, _TOP, _LABELS = 52, 4, 22
HEIGHT = _TOP + _PLOT + _LABELS + STRIP_HEIGHT
_NARROWEST = 14.0
_EDGE = 6
_LABEL_PITCH = 64
_STRIP_STEPS = 512
_ZOOM = 0.8


class _Grab(Enum):
    """What of the window is held."""

    START = "start"
    END = "end"
    WHOLE = "whole"


class HistoryOverview(QWidget):
    """Drag the window or its edges; a click elsewhere brings it there."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._kept: QPixmap | None = None
        self._kept_of: object = None
        self._grab: tuple[_Grab, float, TimeRange] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Overview of everything recorded"))
        viewmodel.picture_changed.connect(self._changed)
        viewmodel.fetcher.arrived.connect(self.update)
        theme.changed.connect(self._forget)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(640, HEIGHT)

    @property
    def window_box(self) -> QRectF:
        """The window, at least 14 pixels wide however short its stretch."""
        time, view = self._time(), self._viewmodel.navigation.view
        left, right = time.x(view.start), time.x(view.end)
        if right - left < _NARROWEST:
            middle = min(max((left + right) / 2, _NARROWEST / 2), self.width() - _NARROWEST / 2)
            left, right = middle - _NARROWEST / 2, middle + _NARROWEST / 2
        return QRectF(max(0.0, left), 0.5, min(right, self.width()) - max(0.0, left), _PLOT + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.drawPixmap(0, 0, self._lines())
        if self._is_known:
            self._draw_window(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _draw_window(self, painter: QPainter) -> None:
        tokens, box = self._theme.tokens, self.window_box.adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(tokens.accent)
        tint.setAlphaF(0.16)
        painter.setPen(QPen(QColor(tokens.accent), 1.5))
        painter.setBrush(tint)
        painter.drawRoundedRect(box, 3, 3)
        middle = box.center()
        for x in (middle.x() - 2, middle.x() + 2):
            painter.drawLine(QLineF(x, middle.y() - 5, x, middle.y() + 5))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        super().resizeEvent(event)
        self._forget()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the window, or bring it here."""
        if event.button() != Qt.MouseButton.LeftButton or not self._is_known:
            return
        navigation, x = self._viewmodel.navigation, event.position().x()
        navigation.remember()
        grab = self._grab_at(x)
        if grab is None:
            navigation.show(_around(self._time().moment(x), navigation.view.duration))
            grab = _Grab.WHOLE
        self._grab = (grab, x, navigation.view)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move the window, or one of its edges."""
        x = event.position().x()
        if not self._is_known:
            return
        if self._grab is None:
            grab = self._grab_at(x)
            at_edge = grab in (_Grab.START, _Grab.END)
            hand = Qt.CursorShape.OpenHandCursor if grab else Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.SizeHorCursor if at_edge else hand)
            return
        grab, from_x, view = self._grab
        by = self._time().duration(x - from_x)
        start, end = view.start, view.end
        if grab is not _Grab.END:
            start = Micros(start + by)
        if grab is not _Grab.START:
            end = Micros(end + by)
        self._viewmodel.navigation.show(TimeRange(min(start, end), max(start, end)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom the chart."""
        notches = event.angleDelta().y() / 120
        if notches:
            self._viewmodel.navigation.zoom(_ZOOM**notches)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        self.unsetCursor()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move the window, + and − make it shorter and longer, Home and End move it far."""
        navigation = self._viewmodel.navigation
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                navigation.remember()
                direction = 1 if event.key() == Qt.Key.Key_Right else -1
                # At least a pixel of this strip: a short window has a long way.
                step = max(navigation.view.duration // 2, self._time().duration(2))
                navigation.pan(direction * step)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
                navigation.zoom(_ZOOM**2)
            case Qt.Key.Key_Minus | Qt.Key.Key_Down:
                navigation.zoom(_ZOOM**-2)
            case Qt.Key.Key_Home:
                navigation.go_to_begin()
            case Qt.Key.Key_End:
                navigation.go_to_now()
            case Qt.Key.Key_Escape:
                self._viewmodel.escape()
            case _:
                super().keyPressEvent(event)

    def _grab_at(self, x: float) -> _Grab | None:
        box = self.window_box
        # A narrow window keeps its inside for moving: its edges are held from outside.
        inner = _EDGE if box.width() >= 4 * _EDGE else 0
        if box.left() - _EDGE <= x <= box.left() + inner:
            return _Grab.START
        if box.right() - inner <= x <= box.right() + _EDGE:
            return _Grab.END
        return _Grab.WHOLE if box.left() < x < box.right() else None

    @property
    def _is_known(self) -> bool:
        """Before everything was looked up, a window over it would be invented."""
        return self._viewmodel.fetcher.everything is not None

    def _time(self) -> TimeMapping:
        return TimeMapping(0, float(self.width()), self._viewmodel.navigation.bounds)

    def _changed(self) -> None:
        self.setAccessibleDescription(self._viewmodel.navigation.title)
        self.update()

    def _forget(self) -> None:
        self._kept = None
        self.update()

    def _lines(self) -> QPixmap:
        ratio, bounds = self.devicePixelRatioF(), self._viewmodel.navigation.bounds
        # The bounds grow every second; the picture differs once they grew by a pixel.
        grown = bounds.end // max(1, bounds.duration // max(1, self.width()))
        overviews = self._viewmodel.overviews()
        ledger = self._viewmodel.fetcher.ledger
        shown = self._viewmodel.shown
        kept_of = (ratio, bounds.start, grown, shown, overviews, ledger, self._is_known)
        if self._kept is None or self._kept_of != kept_of:
            self._kept, self._kept_of = self._painted(ratio, overviews), kept_of
        return self._kept

    def _painted(self, ratio: float, overviews: list[tuple[Shown, LineTile]]) -> QPixmap:
        pixmap = opaque_pixmap(self.size(), ratio, self._theme.tokens)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (shown, tile) in enumerate(overviews):
            same_unit = [
                t for s, t in overviews if s.entity.stored_unit == shown.entity.stored_unit
            ]
            self._draw_line(painter, shown, tile, same_unit, is_first=place == 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        tokens = self._theme.tokens
        painter.fillRect(QRectF(0, _TOP + _PLOT, self.width(), 1), QColor(tokens.edge))
        if self._is_known:
            self._draw_times(painter)
        strip_top = _TOP + _PLOT + _LABELS
        draw_strip(painter, self._coverage(), self._time(), strip_top, tokens)
        painter.end()
        return pixmap

    def _draw_line(
        self,
        painter: QPainter,
        shown: Shown,
        tile: LineTile,
        same_unit: list[LineTile],
        is_first: bool,
    ) -> None:
        low, high = _extremes(same_unit)
        if shown.entity.conversion.quantity is Quantity.POWER:
            low = min(low, 0.0)
        if shown.entity.conversion.quantity is Quantity.PERCENTAGE:
            low, high = min(low, 0.0), max(high, 100.0)
        if not high > low:
            high = low + 1
        time, tokens = self._time(), self._theme.tokens
        x = time.xs(tile.moment + tile.width // 2)
        y = _TOP + _PLOT - (tile.band.mean - low) / (high - low) * _PLOT
        zero = _TOP + _PLOT - (max(low, min(0.0, high)) - low) / (high - low) * _PLOT
        for first, last in unbroken(y):
            if last - first < 2:
                continue
            line = arrayToQPolygonF(*decimated(x[first:last], y[first:last], self.width()))
            if is_first:
                self._draw_area(painter, shown, line, zero)
            painter.setPen(line_pen(shown.look, tokens, 1))
            painter.drawPolyline(line)

    def _draw_area(self, painter: QPainter, shown: Shown, line: QPolygonF, zero: float) -> None:
        area = QPolygonF(line)
        for corner in (line.last(), line.first()):
            corner.setY(zero)
            area.append(corner)
        colour = QColor(self._theme.tokens.fill(shown.look.hue))
        colour.setAlphaF(0.3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(area)

    def _draw_times(self, painter: QPainter) -> None:
        time, tokens = self._time(), self._theme.tokens
        zone, words = self._viewmodel.zone, self._viewmodel.words
        step = step_for(time.view.duration, max(2, self.width() // _LABEL_PITCH))
        metrics = QFontMetricsF(font(CAPTION))
        painter.setFont(font(CAPTION))
        free_from = 0.0
        for moment in marks(time.view, zone, step):
            x, text = time.x(moment), words.mark(moment, step, zone)
            painter.fillRect(QRectF(round(x), _TOP + _PLOT, 1, 4), QColor(tokens.edge))
            width = metrics.horizontalAdvance(text)
            left = max(0.0, x - width / 2)
            if left < free_from or left + width > self.width():
                continue
            free_from = left + width + 8
            painter.setPen(QColor(tokens.muted))
            box = QRectF(left, _TOP + _PLOT + 5, width + 1, 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _coverage(self) -> list[Run]:
        bounds = self._viewmodel.navigation.bounds
        ledger = self._viewmodel.fetcher.ledger
        if ledger is None or not self._viewmodel.shown:
            return []
        grid = Grid.over(bounds, _STRIP_STEPS)
        worst = worst_of(ledger.levels_of([each.key for each in self._viewmodel.shown], grid))
        return [run for run in runs(worst, grid) if run.level is not Coverage.OUTSIDE]


def _around(moment: Micros, length: int) -> TimeRange:
    start = moment - length // 2
    return TimeRange(Micros(start), Micros(start + length))


def _extremes(tiles: list[LineTile]) -> tuple[float, float]:
    known = [tile.band.mean[np.isfinite(tile.band.mean)] for tile in tiles]
    values = np.concatenate(known)
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
