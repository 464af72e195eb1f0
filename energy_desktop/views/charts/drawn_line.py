"""A line of many points, drawn the way that costs Qt least."""

from itertools import pairwise

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF


def draw_line(painter: QPainter, line: QPolygonF, pen: QPen) -> None:
    """Draw an unbroken line.

    Wider than a pixel, short pieces with round ends look like a line with round joins, and Qt
    draws them several times as fast (1.3 against 15 ms for 600 points of width 1.5). Dashes
    would begin anew with each piece.
    """
    if pen.widthF() <= 1 or pen.style() is not Qt.PenStyle.SolidLine:
        painter.setPen(pen)
        painter.drawPolyline(line)
        return
    round_ended = QPen(pen)
    round_ended.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(round_ended)
    painter.drawLines([QLineF(a, b) for a, b in pairwise(line.toList())])
