"""The live line: what the home used in the last minutes, and what the sun gave.

Painted by hand from pyqtgraph's arrays: at rest it is drawn anew once a second, and that costs
a quarter of what a scene of plot items costs (0.4 against 1.5 % of a core).
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.model.decimation import unbroken
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.viewmodels.live_line import LiveLines
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.charts import coverage_strip, time_ticks
from energy_desktop.views.charts.chart_tip import ChartTip
from energy_desktop.views.charts.drawn_line import draw_line
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme

_LEFT, _RIGHT, _TOP = 32, 104, 8
_LABELS_BELOW, _STRIP_BELOW = 18, 28
_BOTTOM = _STRIP_BELOW + coverage_strip.HEIGHT + 4
_PLOT_HEIGHT, _TALLEST_PLOT = 88, 480
_LABEL_PITCH = 110
_LABELS_APART = 16

Watts = TypeVar("Watts", float, NDArray[np.float64])
_Points = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class _Mapping:
    """From time and watts to pixels."""

    plot: QRectF
    lines: LiveLines
    bottom: float
    top: float

    def x(self, moment: int) -> float:
        share = (moment - self.lines.start) / self.lines.span.length
        return self.plot.left() + self.plot.width() * share

    def y(self, watts: Watts) -> Watts:
        share = (watts - self.bottom) / (self.top - self.bottom)
        return self.plot.bottom() - self.plot.height() * share

    def stretches(self, values: NDArray[np.float64]) -> list[_Points]:
        """The line in pixels, x and y of each unbroken stretch: a gap is never bridged."""
        x = self.plot.left() + self.plot.width() * np.arange(1, len(values) + 1) / len(values)
        y = self.y(values)
        return [(x[first:last], y[first:last]) for first, last in unbroken(values)]


class LiveChart(QWidget):
    """Home as a line with its area, solar as a thinner line, coverage below."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._pointed_at: int | None = None
        self._tip = ChartTip(theme, self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_TOP + _PLOT_HEIGHT + _BOTTOM)
        self.setMaximumHeight(_TOP + _TALLEST_PLOT + _BOTTOM)
        viewmodel.line_changed.connect(self._moved)
        theme.changed.connect(self.update)
        self._describe()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(600, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter = QPainter(self)
        painter.setFont(font(CAPTION))
        mapping = self._mapping()
        self._draw_values_axis(painter, mapping)
        self._draw_time_axis(painter, mapping)
        self._draw_strip(painter, mapping)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_lines(painter, mapping)
        if not self._viewmodel.scale.is_known:
            painter.setFont(font())
            painter.setPen(QColor(self._theme.tokens.muted))
            nothing = self.tr("No readings of this time yet.")
            painter.drawText(mapping.plot, Qt.AlignmentFlag.AlignCenter, nothing)
        self._draw_crosshair(painter, mapping)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Point at a moment."""
        self._point_at(event.position().x())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Point at nothing."""
        self._show_point(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right move the crosshair, Escape removes it."""
        count = len(self._viewmodel.lines.home)
        here = count - 1 if self._pointed_at is None else self._pointed_at
        match event.key():
            case Qt.Key.Key_Left:
                self._show_point(max(0, here - 10))
            case Qt.Key.Key_Right:
                self._show_point(min(count - 1, here + 10))
            case Qt.Key.Key_Escape if self._pointed_at is not None:
                self._show_point(None)
            case _:
                super().keyPressEvent(event)

    def _plot(self) -> QRectF:
        return QRectF(
            _LEFT,
            _TOP,
            max(1, self.width() - _LEFT - _RIGHT),
            max(1, self.height() - _TOP - _BOTTOM),
        )

    def _mapping(self) -> _Mapping:
        scale = self._viewmodel.scale
        return _Mapping(self._plot(), self._viewmodel.lines, scale.bottom, scale.top)

    def _moved(self) -> None:
        self._describe()
        self._show_tip()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self._viewmodel.line_title)
        self.setAccessibleDescription(self._viewmodel.line_description)

    def _draw_values_axis(self, painter: QPainter, mapping: _Mapping) -> None:
        tokens, scale = self._theme.tokens, self._viewmodel.scale
        for watts in scale.ticks:
            y = round(mapping.y(watts))
            colour = tokens.edge if watts == 0 else tokens.line
            painter.fillRect(QRectF(_LEFT, y, mapping.plot.width(), 1), QColor(colour))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(
                QRectF(0, y - 8, _LEFT - 8, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                scale.text(watts, self._viewmodel.wording.notation),
            )

    def _draw_time_axis(self, painter: QPainter, mapping: _Mapping) -> None:
        lines, zone = mapping.lines, self._viewmodel.zone
        step = time_ticks.step_for(
            lines.span.length, max(2, int(mapping.plot.width() // _LABEL_PITCH))
        )
        y = mapping.plot.bottom() + _LABELS_BELOW
        painter.setPen(QColor(self._theme.tokens.muted))
        for moment in time_ticks.ticks(lines.start, lines.end, zone, step):
            x = mapping.x(moment)
            if x < mapping.plot.right() - 56:
                self._centred(painter, x, y, self._viewmodel.wording.hour(moment, zone))
        self._centred(painter, mapping.plot.right(), y, self.tr("now"))

    def _centred(self, painter: QPainter, x: float, y: float, text: str) -> None:
        painter.drawText(QRectF(x - 40, y - 8, 80, 16), Qt.AlignmentFlag.AlignCenter, text)

    def _draw_strip(self, painter: QPainter, mapping: _Mapping) -> None:
        plot = mapping.plot
        top = plot.bottom() + _STRIP_BELOW
        box = QRectF(plot.left(), top, plot.width(), coverage_strip.HEIGHT)
        coverage_strip.draw_coverage(painter, box, mapping.lines.coverage, self._theme.tokens)
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(
            QRectF(plot.right() + 12, top - 4, _RIGHT - 12, 16),
            Qt.AlignmentFlag.AlignVCenter,
            self._viewmodel.coverage_words,
        )

    def _draw_lines(self, painter: QPainter, mapping: _Mapping) -> None:
        lines = mapping.lines
        labels = [
            self._draw_line(painter, mapping, lines.home, Hue.HOME, 2, self._viewmodel.home_label)
        ]
        if lines.solar is not None:
            labels.append(
                self._draw_line(
                    painter, mapping, lines.solar, Hue.SOLAR, 1.5, self._viewmodel.solar_label
                )
            )
        self._draw_labels(painter, mapping, [each for each in labels if each is not None])

    def _draw_line(
        self,
        painter: QPainter,
        mapping: _Mapping,
        values: NDArray[np.float64],
        hue: Hue,
        width: float,
        text: str,
    ) -> tuple[float, str] | None:
        """Paint one line; where its label belongs, unless nothing of it is known."""
        tokens = self._theme.tokens
        colour = tokens.mark(hue)
        stretches = mapping.stretches(values)
        for x, y in stretches:
            if hue is Hue.HOME:
                self._fill_below(painter, mapping, (x, y), tokens.fill(hue))
            draw_line(painter, x, y, QPen(colour, width))
        if not stretches:
            return None
        end = QPointF(stretches[-1][0][-1], stretches[-1][1][-1])
        if np.isfinite(values[-1]):
            painter.setPen(QPen(QColor(tokens.surface), 2))
            painter.setBrush(colour)
            painter.drawEllipse(end, 5, 5)
        return end.y(), text

    def _fill_below(
        self, painter: QPainter, mapping: _Mapping, line: _Points, colour: QColor
    ) -> None:
        x, zero = line[0], mapping.y(0)
        area = arrayToQPolygonF(np.append(x, (x[-1], x[0])), np.append(line[1], (zero, zero)))
        colour.setAlphaF(0.12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(area)

    def _draw_labels(
        self, painter: QPainter, mapping: _Mapping, labels: list[tuple[float, str]]
    ) -> None:
        """Direct labels at the right, moved apart where the lines end close together."""
        strong = font(CAPTION, strong=True)
        metrics = QFontMetricsF(strong)
        painter.setFont(strong)
        painter.setPen(QColor(self._theme.tokens.text))
        left = mapping.plot.right() + 12
        for y, text in spread(labels, mapping.plot.top(), mapping.plot.bottom()):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _RIGHT - 10)
            painter.drawText(QRectF(left, y - 8, _RIGHT, 16), Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_crosshair(self, painter: QPainter, mapping: _Mapping) -> None:
        if self._pointed_at is None:
            return
        tokens, lines = self._theme.tokens, mapping.lines
        x = mapping.plot.left() + (self._pointed_at + 1) * mapping.plot.width() / len(lines.home)
        pen = QPen(QColor(tokens.edge), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, mapping.plot.top()), QPointF(x, mapping.plot.bottom()))
        for hue, values in ((Hue.HOME, lines.home), (Hue.SOLAR, lines.solar)):
            if values is None or not np.isfinite(values[self._pointed_at]):
                continue
            painter.setPen(QPen(QColor(tokens.surface), 2))
            painter.setBrush(tokens.mark(hue))
            painter.drawEllipse(QPointF(x, mapping.y(values[self._pointed_at])), 4.5, 4.5)

    def _point_at(self, x: float) -> None:
        plot, count = self._plot(), len(self._viewmodel.lines.home)
        if not plot.left() <= x <= plot.right():
            self._show_point(None)
            return
        self._show_point(min(count - 1, int((x - plot.left()) / plot.width() * count)))

    def _show_point(self, index: int | None) -> None:
        self._pointed_at = index
        self._show_tip()
        self.update()

    def _show_tip(self) -> None:
        if self._pointed_at is None:
            self._tip.hide()
            return
        plot = self._plot()
        x = plot.left() + (self._pointed_at + 1) * plot.width() / len(self._viewmodel.lines.home)
        point = self._viewmodel.point(self._pointed_at)
        self._tip.tell(point, x, int(plot.right()))


def spread(labels: list[tuple[float, str]], top: float, bottom: float) -> list[tuple[float, str]]:
    """The labels with their heights moved apart so far that they do not touch."""
    placed: list[tuple[float, str]] = []
    for y, text in sorted(labels):
        if placed and y - placed[-1][0] < _LABELS_APART:
            y = placed[-1][0] + _LABELS_APART
        placed.append((max(top, y), text))
    overlap = placed[-1][0] - bottom if placed else 0.0
    return [(y - overlap, text) for y, text in placed] if overlap > 0 else placed
