"""A large number with its unit, smaller and muted, on one baseline."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.model.figures import Figure
from energy_desktop.views.fonts import font
from energy_desktop.views.theme import Theme


class FigureLabel(QWidget):
    """Repaints only when its text changes; keeps the width of its widest text so far."""

    def __init__(
        self, theme: Theme, size: int, line_height: int, unit_size: int, gap: int = 4
    ) -> None:
        super().__init__()
        self._theme = theme
        self._number_font, self._unit_font = font(size, strong=True), font(unit_size)
        self._line_height = line_height
        self._gap = gap
        self._figure = Figure("", "")
        self._width = 0
        self.setFixedHeight(line_height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_figure(self, figure: Figure) -> None:
        """Show another number."""
        if figure == self._figure:
            return
        self._figure = figure
        self.setAccessibleName(str(figure))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        width = self._number_width() + self._gap + self._unit_width()
        if width > self._width:
            self._width = width
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(self._width + 1, self._line_height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter = QPainter(self)
        metrics = QFontMetricsF(self._number_font)
        baseline = (self._line_height + metrics.capHeight()) / 2
        # A digit's own margin would set the number off from the text above and below.
        bearing = metrics.leftBearing("0")
        painter.setFont(self._number_font)
        painter.setPen(QColor(self._theme.tokens.text))
        painter.drawText(QPointF(-bearing, baseline), self._figure.number)
        painter.setFont(self._unit_font)
        painter.setPen(QColor(self._theme.tokens.muted))
        x = self._number_width() - bearing + self._gap
        painter.drawText(QPointF(x, baseline), self._figure.unit)

    def _number_width(self) -> int:
        return round(QFontMetricsF(self._number_font).horizontalAdvance(self._figure.number))

    def _unit_width(self) -> int:
        return round(QFontMetricsF(self._unit_font).horizontalAdvance(self._figure.unit))
