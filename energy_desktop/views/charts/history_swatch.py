"""A sensor's colour as a small square or a short line."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from energy_desktop.viewmodels.history.looks import Look
from energy_desktop.views.charts.history_lines import line_pen
from energy_desktop.views.tokens import Tokens


def draw_swatch(painter: QPainter, box: QRectF, look: Look, tokens: Tokens) -> None:
    """A filled square; of a dashed line, half of it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.mark(look.hue), 1))
    inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if look.is_dashed:
        painter.drawRoundedRect(inside, 2, 2)
        inside.setRight(inside.center().x())
    painter.setBrush(tokens.fill(look.hue))
    painter.drawRoundedRect(inside, 2, 2)
    painter.restore()


def draw_dash(painter: QPainter, box: QRectF, look: Look, tokens: Tokens) -> None:
    """A short piece of the line, for a legend."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line_pen(look, tokens, 2))
    middle = box.center().y()
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    painter.restore()
