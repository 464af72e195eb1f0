"""How a row of the devices' list looks: icon, name, bar, watts.

A list at rest is painted once a second; what does not change from second to second (icons,
names and units with their shapes) is therefore kept.
"""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText

from energy_desktop.viewmodels.device_rows import DeviceRow, RowKind
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import icon_pixmap
from energy_desktop.views.tokens import Tokens

ROW_HEIGHT = 24
PADDING = 8
"""Left and right of a row, where the border of the focus runs."""
NAME_WIDTH, POWER_WIDTH = 200, 72
_ICON, _NAME_AT, _INDENT, _BAR_HEIGHT = 16, 24, 16, 8
_KEPT = 512


class RowPainting:
    """Paints whole rows with one set of colours and the body's font."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        """`ratio` is the screen's: device pixels for each logical one."""
        self._tokens = tokens
        self._ratio = ratio
        self._metrics = QFontMetricsF(font())
        self._space = self._metrics.horizontalAdvance(" ")
        self._above = round((ROW_HEIGHT - self._metrics.height()) / 2)
        self._text, self._muted = QColor(tokens.text), QColor(tokens.muted)
        self._icon = lru_cache(_KEPT)(self._made_icon)
        self._shaped = lru_cache(_KEPT)(self._made_text)

    def is_for(self, tokens: Tokens, ratio: float) -> bool:
        """Whether it fits these colours and this screen."""
        return (tokens, ratio) == (self._tokens, self._ratio)

    def draw(self, painter: QPainter, box: QRectF, row: DeviceRow) -> None:
        """Paint a row into its box; the painter has the body's font and smooth edges."""
        inner = box.adjusted(PADDING, 0, -PADDING, 0)
        self._draw_name(painter, inner, row)
        self._draw_power(painter, inner, row)
        if row.kind is not RowKind.SILENT:
            self._draw_bar(painter, inner.adjusted(NAME_WIDTH, 0, -POWER_WIDTH, 0), row)

    def draw_focus(self, painter: QPainter, box: QRectF) -> None:
        """Paint the border of the row that has the focus."""
        painter.setPen(QPen(QColor(self._tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _draw_name(self, painter: QPainter, box: QRectF, row: DeviceRow) -> None:
        left = box.left() + _INDENT * row.depth
        icon = self._icon(row.icon, row.depth > 0)
        painter.drawPixmap(QPointF(left, box.top() + (ROW_HEIGHT - _ICON) / 2), icon)
        painter.setPen(self._muted if row.kind is RowKind.SILENT else self._text)
        room = NAME_WIDTH - PADDING - _NAME_AT - _INDENT * row.depth
        place = QPointF(left + _NAME_AT, box.top() + self._above)
        painter.drawStaticText(place, self._shaped(row.name, room))

    def _draw_power(self, painter: QPainter, box: QRectF, row: DeviceRow) -> None:
        top, number, unit = box.top() + self._above, row.figure.number, row.figure.unit
        painter.setPen(self._muted)
        shaped = self._shaped(unit, POWER_WIDTH)
        painter.drawStaticText(QPointF(box.right() - shaped.size().width(), top), shaped)
        if not row.depth:
            painter.setPen(self._text)
        end = box.right() - (shaped.size().width() + self._space if unit else 0)
        width = self._metrics.horizontalAdvance(number)
        painter.drawText(QPointF(end - width, top + self._metrics.ascent()), number)

    def _draw_bar(self, painter: QPainter, box: QRectF, row: DeviceRow) -> None:
        tokens = self._tokens
        top = box.top() + (ROW_HEIGHT - _BAR_HEIGHT) / 2
        bar = QRectF(box.left(), top, max(2.0, box.width() * row.share), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        match row.kind:
            case RowKind.UNTRACKED:
                painter.setPen(QPen(tokens.mark(Hue.UNTRACKED), 1))
                painter.setBrush(tokens.fill(Hue.UNTRACKED))
                bar.adjust(0.5, 0.5, -0.5, -0.5)
            case RowKind.OVER_REPORTED:
                painter.setPen(QPen(QColor(tokens.warning), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                bar.adjust(0.75, 0.75, -0.75, -0.75)
            case RowKind.IDLE:
                painter.setBrush(QColor(tokens.line))
            case _ if row.feeds_in:
                painter.setPen(QPen(tokens.mark(Hue.SOLAR), 1))
                painter.setBrush(tokens.fill(Hue.SOLAR))
                bar.adjust(0.5, 0.5, -0.5, -0.5)
            case _ if row.depth:
                # A part of the bar above: outlined, so that nobody adds it up twice.
                painter.setPen(QPen(tokens.mark(Hue.HOME), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                bar.adjust(0.5, 0.5, -0.5, -0.5)
            case _:
                painter.setBrush(tokens.fill(Hue.HOME))
        painter.drawRoundedRect(bar, 2, 2)

    def _made_icon(self, name: str, is_part: bool) -> QPixmap:
        colour = QColor(self._tokens.muted if is_part else self._tokens.home)
        return icon_pixmap(name, _ICON, colour, self._ratio)

    def _made_text(self, text: str, room: float) -> QStaticText:
        """A text with its shape, cut off at so many logical pixels."""
        shown = QStaticText(self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(font=font())
        return shown
