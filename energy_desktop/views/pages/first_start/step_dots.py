"""How far one has come: done, here, to come."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from energy_desktop.views.fonts import CAPTION
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label

_DOT, _HERE, _GAP = 12, 28, 8


class _Dots(QWidget):
    def __init__(self, theme: Theme, steps: int) -> None:
        super().__init__()
        self._theme = theme
        self._steps = steps
        self.step = 0
        self.setFixedSize((steps - 1) * (_DOT + _GAP) + _HERE, _DOT)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for step in range(self._steps):
            is_here = step == self.step
            box = QRectF(x, 0, _HERE if is_here else _DOT, _DOT)
            if step > self.step:
                painter.setPen(QPen(QColor(tokens.edge), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent))
                painter.drawRoundedRect(box, _DOT / 2, _DOT / 2)
            if step < self.step:
                draw_icon(
                    painter, "check-bold", box.adjusted(2, 2, -2, -2), QColor(tokens.on_accent)
                )
            x += box.width() + _GAP


class StepDots(QWidget):
    """Dots and the same in words."""

    def __init__(self, theme: Theme, steps: int) -> None:
        super().__init__()
        self._steps = steps
        self._dots = _Dots(theme, steps)
        self._words = label(size=CAPTION, muted=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._dots)
        row.addWidget(self._words)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Which step is open, counted from 0."""
        self._dots.step = step
        self._dots.update()
        words = self.tr("Step {step} of {steps}").format(step=step + 1, steps=self._steps)
        self._words.setText(words)
        self.setAccessibleName(words)
