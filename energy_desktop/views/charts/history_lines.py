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
from energy_desktop.views.charts.drawn_line import draw_line
from energy_desktop.views.charts.history_mapping import Pixels, TimeMapping, ys
from energy_desktop.views.tokens import Tokens

_DASHES = [5.0, 3.0]
_SOME, _MANY = 4, 6
"""Sensors whose lines are each drawn as fine as can be: while they move, and at rest."""
_BEYOND = 64.0
"""Lines go on so many pixels out of sight, no further: a step may be a million wide."""


class Stroke(NamedTuple):
    """How lines are drawn: thin and quick while they move, or where there are many."""

    is_moving: bool
    band_opacity: float
    lines: int = 1

    @property
    def is_quick(self) -> bool:
        """Qt draws a line of one pixel twenty times as fast as a wider one."""
        return self.is_moving or self.lines > _MANY

    @property
    def width(self) -> float:
        """Logical pixels."""
        return 1.0 if self.is_quick else 1.5

    @property
    def has_bands(self) -> bool:
        """Many bands overlap to mud, and cost most of a frame: they wait until lines rest."""
        return not (self.is_moving and self.lines > _MANY)

    @property
    def band_step(self) -> int:
        """Logical pixels of a band's step: what a band costs grows with its jags.

        While they move, many bands together have as many steps as one.
        """
        if self.is_moving:
            return self.lines if self.lines > _SOME else 1
        return self.lines // _SOME if self.lines > _MANY else 1


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
    shapes = [
        (series, piece, _Shape(piece, time, picture.axes[series.axis], plot))
        for series in picture.series
        for piece in series.pieces
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not stroke.is_quick)
    for series, piece, shape in shapes if stroke.has_bands else ():
        painter.setClipRect(time.box(piece.span, plot.top() - 2, plot.height() + 4))
        _draw_band(painter, series, shape, tokens, stroke)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not stroke.is_moving)
    for series, piece, shape in shapes:
        painter.setClipRect(time.box(piece.span, plot.top() - 2, plot.height() + 4))
        pen = line_pen(series.shown.look, tokens, stroke.width)
        for x, y in shape.lines():
            draw_line(painter, x, y, pen)
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
    for polygon in shape.bands(stroke.band_step):
        painter.drawPolygon(polygon)


class _Shape:
    """A piece of a line in pixels."""

    def __init__(self, piece: Piece, time: TimeMapping, axis: ValueAxis, plot: QRectF) -> None:
        tile = piece.tile
        # One step more where the line goes on: it is cut off there. Readings hold until the next,
        # so that they need none at the right, and at the left only to rise from another piece.
        goes_on = not tile.is_raw or piece.span.start > time.view.start
        first, last = tile.places(piece.span)
        seen = slice(max(0, first - goes_on), last + (not tile.is_raw))
        self._edges = (time.left - _BEYOND, time.right + _BEYOND)
        self._is_raw = tile.is_raw
        self._band = tile.band
        self._seen, self._axis, self._plot = seen, axis, plot
        self._mean = ys(tile.band.mean[seen], axis, plot)
        self._stretches = unbroken(self._mean)
        self._step = time.width * tile.width / max(1, time.view.duration)
        moments = tile.moment[seen]
        if tile.is_raw:
            self._x = time.xs(np.append(moments, min(tile.span.end, piece.span.end)))
        else:
            self._x = time.xs(moments) + self._step / 2

    def lines(self) -> list[tuple[Pixels, Pixels]]:
        """The mean, x and y of each unbroken stretch: a gap is never bridged."""
        lines = []
        for first, last in self._stretches:
            x, y = self._stairs(first, last) if self._is_raw else self._slopes(first, last)
            if len(x) < 2:
                continue
            lines.append(decimated(x, y, _slots(x, 1)))
        return lines

    def bands(self, pixels: int) -> list[QPolygonF]:
        """From lowest to highest in steps of some pixels, one polygon per unbroken stretch."""
        if self._is_raw:
            return []
        lows = ys(self._band.low[self._seen], self._axis, self._plot)
        highs = ys(self._band.high[self._seen], self._axis, self._plot)
        polygons = []
        for first, last in self._stretches:
            low, high = lows[first:last], highs[first:last]
            if last - first < 2 or not np.any(low - high > 0.5):
                continue
            x, low, high = _cut(self._edges, self._x[first:last], low, high)
            if len(x) < 2:
                continue
            x, bottom, top = envelope(x, low, high, _slots(x, pixels))
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


def _slots(x: Pixels, pixels: int) -> int:
    """How many steps of some pixels a stretch has, however short it is."""
    return max(1, round(float(x[-1] - x[0]) / pixels))


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
