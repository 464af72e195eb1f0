"""Tick, radio and switch as they are painted, wherever they stand."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from energy_desktop.views.tokens import Tokens

SIZE = 16


def draw_tick(
    painter: QPainter,
    box: QRectF,
    tokens: Tokens,
    is_ticked: bool | None,
    *,
    is_enabled: bool = True,
    has_focus: bool = False,
    is_hovered: bool = False,
) -> None:
    """A box of 16; None is a part of what it stands for."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if is_ticked is False:
        painter.setPen(QPen(QColor(tokens.edge if is_enabled else tokens.line), 1.5))
        painter.setBrush(QColor(tokens.hover if is_hovered else tokens.surface))
        painter.drawRoundedRect(inside, 4, 4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if is_enabled else tokens.line))
        painter.drawRoundedRect(box, 4, 4)
        sign = QColor(tokens.on_accent if is_enabled else tokens.muted)
        painter.setPen(_round(sign, 2))
        if is_ticked is None:
            middle = box.center().y()
            painter.drawLine(QPointF(box.left() + 4.5, middle), QPointF(box.right() - 4.5, middle))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(box.left() + x * SIZE, box.top() + y * SIZE)
                        for x, y in ((0.26, 0.53), (0.43, 0.69), (0.75, 0.34))
                    ]
                )
            )
    if has_focus:
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)
    painter.restore()


def draw_radio(painter: QPainter, box: QRectF, tokens: Tokens, is_chosen: bool) -> None:
    """A ring of 16, filled when it is chosen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 2.0 if is_chosen else 1.5
    half = width / 2
    painter.setPen(QPen(QColor(tokens.accent if is_chosen else tokens.edge), width))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(box.adjusted(half, half, -half, -half))
    if is_chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(box.center(), 4, 4)
    painter.restore()


def _round(colour: QColor, width: float) -> QPen:
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
