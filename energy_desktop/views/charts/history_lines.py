"""Lines and their bands, decimated to two points a pixel for each unbroken stretch."""

from typing import NamedTuple

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from energy_desktop.model.decimation import decimated, envelope, unbroken
from energy_desktop.viewmodels.history.looks import Look
from energy_desktop.viewmodels.history.picture import ChartPicture, Series
from energy_desktop.viewmodels.history.tile_book import Piece
from energy_desktop.viewmodels.history.value_axis import ValueAxis
from energy_desktop.views.charts.history_mapping import Pixels, TimeMapping, ys
from energy_desktop.views.tokens import Tokens

_DASHES = [5.0, 3.0]
_BEYOND = 64.0
"""Lines go on so many pixels out of sight, no further: a step may be a million wide."""


class Stroke(NamedTuple):
    """How lines are drawn: thin and quick while they move, smooth at rest."""

    is_moving: bool
    band_opacity: float

    @property
    def width(self) -> float:
        """Logical pixels."""
        return 1.0 if self.is_moving else 1.5


def draw_series(
    painter: QPainter,
    picture: ChartPicture,
    plot: QRectF,
    time: TimeMapping,
    tokens: Tokens,
    stroke: Stroke,
) -> None:
    """All bands, then all lines above them."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not stroke.is_moving)
    shapes = [
        (series, piece, _Shape(piece, time, picture.axes[series.axis], plot))
        for series in picture.series
        for piece in series.pieces
    ]
    for series, piece, shape in shapes:
        painter.setClipRect(time.box(piece.span, plot.top() - 2, plot.height() + 4))
        _draw_band(painter, series, shape, tokens, stroke)
    for series, piece, shape in shapes:
        painter.setClipRect(time.box(piece.span, plot.top() - 2, plot.height() + 4))
        painter.setPen(line_pen(series.shown.look, tokens, stroke.width))
        for polygon in shape.lines():
            painter.drawPolyline(polygon)
    painter.restore()


def line_pen(look: Look, tokens: Tokens, width: float) -> QPen:
    """A line's colour; dashed where the colour alone would mislead."""
    pen = QPen(tokens.mark(look.hue), width)
    if look.is_dashed:
        pen.setDashPattern([length / width for length in _DASHES])
    return pen


def _draw_band(
    painter: QPainter, series: Series, shape: "_Shape", tokens: Tokens, stroke: Stroke
) -> None:
    colour = QColor(tokens.fill(series.shown.look.hue))
    colour.setAlphaF(stroke.band_opacity)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for polygon in shape.bands():
        painter.drawPolygon(polygon)


class _Shape:
    """A piece of a line in pixels."""

    def __init__(self, piece: Piece, time: TimeMapping, axis: ValueAxis, plot: QRectF) -> None:
        tile = piece.tile
        # One step more on either side: the line goes on to where it is cut off.
        first = max(0, int(np.searchsorted(tile.moment, piece.span.start, side="right")) - 2)
        last = int(np.searchsorted(tile.moment, piece.span.end, side="left")) + 1
        self._slots = max(1, round(time.width))
        self._edges = (time.left - _BEYOND, time.right + _BEYOND)
        self._is_raw = tile.is_raw
        moments = tile.moment[first:last]
        self._mean = ys(tile.band.mean[first:last], axis, plot)
        self._step = time.width * tile.width / max(1, time.view.duration)
        if tile.is_raw:
            self._x = time.xs(np.append(moments, min(tile.span.end, piece.span.end)))
            self._low = self._high = self._mean
            return
        self._x = time.xs(moments) + self._step / 2
        self._low = ys(tile.band.low[first:last], axis, plot)
        self._high = ys(tile.band.high[first:last], axis, plot)

    def lines(self) -> list[QPolygonF]:
        """The mean, one polygon per unbroken stretch: a gap is never bridged."""
        polygons = []
        for first, last in unbroken(self._mean):
            x, y = self._stairs(first, last) if self._is_raw else self._slopes(first, last)
            if len(x) < 2:
                continue
            polygons.append(arrayToQPolygonF(*decimated(x, y, self._slots)))
        return polygons

    def bands(self) -> list[QPolygonF]:
        """From lowest to highest, one polygon per unbroken stretch."""
        if self._is_raw:
            return []
        polygons = []
        for first, last in unbroken(self._mean):
            low, high = self._low[first:last], self._high[first:last]
            if last - first < 2 or not np.any(low - high > 0.5):
                continue
            x, low, high = _cut(self._edges, self._x[first:last], low, high)
            if len(x) < 2:
                continue
            x, bottom, top = envelope(x, low, high, self._slots)
            outline_x = np.concatenate((x, x[::-1]))
            polygons.append(arrayToQPolygonF(outline_x, np.concatenate((top, bottom[::-1]))))
        return polygons

    def _stairs(self, first: int, last: int) -> tuple[Pixels, Pixels]:
        """Each reading holds until the next."""
        x = np.repeat(self._x[first : last + 1], 2)[1:-1]
        return np.clip(x, *self._edges), np.repeat(self._mean[first:last], 2)

    def _slopes(self, first: int, last: int) -> tuple[Pixels, Pixels]:
        """From the middle of a step to the middle of the next; a single one is a short dash."""
        x, y = self._x[first:last], self._mean[first:last]
        if last - first > 1:
            x, y = _cut(self._edges, x, y)
            return x, y
        half = max(1.0, self._step / 2)
        return np.array([x[0] - half, x[0] + half]), np.array([y[0], y[0]])


def _cut(edges: tuple[float, float], x: Pixels, *columns: Pixels) -> tuple[Pixels, ...]:
    """The part of sloping lines between two edges, cut off on their slopes."""
    left, right = edges
    if x[0] >= left and x[-1] <= right:
        return x, *columns
    inside = (x > left) & (x < right)
    before = [left] if x[0] < left < x[-1] else []
    after = [right] if x[0] < right < x[-1] else []
    cut = np.concatenate((before, x[inside], after))
    return cut, *(np.interp(cut, x, column) for column in columns)
