"""States as shapes: each reads without its colour."""

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from energy_desktop.viewmodels.frame import Shape
from energy_desktop.views.tokens import Tokens

_Draw = Callable[[QPainter, float, QColor, QColor], None]
"""Painter, size, colour of the shape, colour of the sign inside it."""


@lru_cache(maxsize=64)
def shape_pixmap(shape: Shape, size: int, tokens: Tokens, ratio: float) -> QPixmap:
    """A state's shape, painted once per size, theme and screen."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw, colour = _SHAPES[shape]
    draw(painter, float(size), QColor(getattr(tokens, colour)), QColor(tokens.surface))
    painter.end()
    return pixmap


def _disc_with_tick(painter: QPainter, size: float, colour: QColor, sign: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(0, 0, size, size))
    tick = QPolygonF(
        [QPointF(x * size, y * size) for x, y in ((0.27, 0.53), (0.43, 0.68), (0.74, 0.35))]
    )
    painter.setPen(_pen(sign, size * 0.13))
    painter.drawPolyline(tick)


def _open_ring(painter: QPainter, size: float, colour: QColor, _sign: QColor) -> None:
    width = size * 0.16
    painter.setPen(_pen(colour, width))
    box = QRectF(0, 0, size, size).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawArc(box, 100 * 16, 280 * 16)


def _triangle(painter: QPainter, size: float, colour: QColor, sign: QColor) -> None:
    corners = QPolygonF(
        [QPointF(x * size, y * size) for x, y in ((0.5, 0.1), (0.94, 0.88), (0.06, 0.88))]
    )
    painter.setPen(_pen(colour, size * 0.12))
    painter.setBrush(colour)
    painter.drawPolygon(corners)
    painter.setPen(_pen(sign, size * 0.12))
    painter.drawLine(QPointF(size / 2, size * 0.38), QPointF(size / 2, size * 0.58))
    painter.drawPoint(QPointF(size / 2, size * 0.76))


def _octagon_with_cross(painter: QPainter, size: float, colour: QColor, sign: QColor) -> None:
    middle, radius = size / 2, size / 2
    corners = [
        QPointF(
            middle + radius * cos(pi / 8 + i * pi / 4), middle + radius * sin(pi / 8 + i * pi / 4)
        )
        for i in range(8)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(_pen(sign, size * 0.13))
    low, high = size * 0.33, size * 0.67
    painter.drawLine(QPointF(low, low), QPointF(high, high))
    painter.drawLine(QPointF(low, high), QPointF(high, low))


def _hollow_ring(painter: QPainter, size: float, colour: QColor, _sign: QColor) -> None:
    width = size * 0.16
    painter.setPen(_pen(colour, width))
    painter.drawEllipse(
        QRectF(0, 0, size, size).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    )


def _clock(painter: QPainter, size: float, colour: QColor, _sign: QColor) -> None:
    width = size * 0.11
    painter.setPen(_pen(colour, width))
    painter.drawEllipse(QRectF(0, 0, size, size).adjusted(width, width, -width, -width))
    hands = QPainterPath(QPointF(size / 2, size * 0.3))
    hands.lineTo(size / 2, size / 2)
    hands.lineTo(size * 0.64, size * 0.6)
    painter.drawPath(hands)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


_SHAPES: dict[Shape, tuple[_Draw, str]] = {
    Shape.GOOD: (_disc_with_tick, "good"),
    Shape.BUSY: (_open_ring, "accent"),
    Shape.WARNING: (_triangle, "warning"),
    Shape.BAD: (_octagon_with_cross, "bad"),
    Shape.PAUSED: (_hollow_ring, "muted"),
    Shape.TIME: (_clock, "muted"),
}
