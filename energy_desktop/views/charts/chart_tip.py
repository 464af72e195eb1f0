"""What a chart says of the moment under the pointer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from energy_desktop.viewmodels.line_words import PointInWords
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme

_PADDING, _ROW, _AWAY = 8, 20, 10
_SWATCH = 10


class ChartTip(QWidget):
    """Moved, never laid out anew; flips at the edge of the plot."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._point = PointInWords("", (), "")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, point: PointInWords, x: float, right: int) -> None:
        """Show a moment beside the crosshair at x."""
        self._point = point
        self.resize(self._width(), 2 * _PADDING + _ROW * (len(point.values) + 2))
        left = round(x) + _AWAY
        if left + self.width() > right:
            left = round(x) - _AWAY - self.width()
        self.move(left, 0)
        self.setAccessibleName(
            ", ".join([point.time, *(f"{v.name} {v.figure}" for v in point.values), point.source])
        )
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        strong, plain = font(CAPTION, strong=True), font(CAPTION)
        row = QRectF(_PADDING, _PADDING, self.width() - 2 * _PADDING, _ROW)
        painter.setFont(strong)
        painter.setPen(QColor(tokens.text))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self._point.time)
        for value in self._point.values:
            row.translate(0, _ROW)
            swatch = QRectF(row.left(), row.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
            painter.setPen(QPen(tokens.mark(value.hue), 1))
            painter.setBrush(tokens.fill(value.hue))
            painter.drawRoundedRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            painter.setPen(QColor(tokens.text))
            painter.setFont(plain)
            painter.drawText(
                row.adjusted(_SWATCH + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, value.name
            )
            painter.setFont(strong)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(row, right, str(value.figure))
        row.translate(0, _ROW)
        painter.setFont(plain)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self._point.source)

    def _width(self) -> int:
        metrics = QFontMetricsF(font(CAPTION, strong=True))
        texts = [self._point.time, self._point.source]
        widths = [metrics.horizontalAdvance(text) for text in texts]
        widths += [
            _SWATCH + 6 + metrics.horizontalAdvance(f"{value.name}   {value.figure}")
            for value in self._point.values
        ]
        return round(max(120.0, *widths)) + 2 * _PADDING + 4
