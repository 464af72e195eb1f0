"""What the chart says of the moment under the crosshair."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from energy_desktop.viewmodels.history.pointer import PointedMoment, PointedValue
from energy_desktop.views.charts.history_strip import draw_sign
from energy_desktop.views.charts.history_swatch import draw_swatch
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme

_PADDING, _ROW, _AWAY, _SWATCH, _GAP = 8, 20, 10, 10, 6


class HistoryTip(QWidget):
    """Moved, never laid out anew; flips at the edge of the plot."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moment: PointedMoment | None = None
        self._columns = (0.0, 0.0, 0.0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, moment: PointedMoment, x: float, plot: QRectF) -> None:
        """Show a moment beside the crosshair at x."""
        self._moment = moment
        self._columns = self._measured(moment)
        width = self._width(moment)
        self.resize(width, 2 * _PADDING + _ROW * (len(moment.values) + 2))
        left = round(x) + _AWAY
        if left + width > plot.right():
            left = max(0, round(x) - _AWAY - width)
        self.move(left, round(plot.top()) + 8)
        self.setAccessibleName(moment.text)
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        moment = self._moment
        if moment is None:
            return
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        row = QRectF(_PADDING, _PADDING, self.width() - 2 * _PADDING, _ROW)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.setFont(font(CAPTION, strong=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(row, middle, moment.time)
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(row, middle | right, moment.unit)
        for value in moment.values:
            row.translate(0, _ROW)
            self._draw_value(painter, row, value)
        row.translate(0, _ROW)
        sign = QRectF(row.left(), row.center().y() - 4, _SWATCH, 8)
        draw_sign(painter, sign, moment.level, tokens)
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(row.adjusted(_SWATCH + _GAP, 0, 0, 0), middle, moment.source)

    def _draw_value(self, painter: QPainter, row: QRectF, value: PointedValue) -> None:
        tokens = self._theme.tokens
        names, numbers, _ = self._columns
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        box = QRectF(row.left(), row.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
        draw_swatch(painter, box, value.look, tokens)
        left = row.left() + _SWATCH + _GAP
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left, row.top(), names, _ROW), middle, value.name)
        left += names + 16
        painter.setFont(font(CAPTION, strong=True))
        painter.drawText(
            QRectF(left, row.top(), numbers, _ROW), middle | right, self._number(value)
        )
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(
            QRectF(left + numbers + 8, row.top(), row.right() - left, _ROW), middle, value.band
        )

    def _number(self, value: PointedValue) -> str:
        shared = self._moment is not None and self._moment.unit
        return value.number if shared or not value.unit else f"{value.number} {value.unit}"

    def _measured(self, moment: PointedMoment) -> tuple[float, float, float]:
        plain, strong = QFontMetricsF(font(CAPTION)), QFontMetricsF(font(CAPTION, strong=True))
        return (
            max((plain.horizontalAdvance(v.name) for v in moment.values), default=0) + 1,
            max((strong.horizontalAdvance(self._number(v)) for v in moment.values), default=0) + 1,
            max((plain.horizontalAdvance(v.band) for v in moment.values), default=0) + 1,
        )

    def _width(self, moment: PointedMoment) -> int:
        plain, strong = QFontMetricsF(font(CAPTION)), QFontMetricsF(font(CAPTION, strong=True))
        names, numbers, bands = self._columns
        rows = _SWATCH + _GAP + names + 16 + numbers + (8 + bands if bands > 1 else 0)
        head = strong.horizontalAdvance(moment.time) + 12 + plain.horizontalAdvance(moment.unit)
        foot = _SWATCH + _GAP + plain.horizontalAdvance(moment.source)
        return round(max(rows, head, foot)) + 2 * _PADDING + 2
