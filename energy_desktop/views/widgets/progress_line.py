"""Two pixels along the top edge of a page while something is fetched."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from energy_desktop.views.theme import Theme

_SHOWN_AFTER = 300
_STEP = 80
"""Milliseconds; twelve steps a second are smooth enough for a line of two pixels."""


class ProgressLine(QWidget):
    """Appears when something takes longer than 300 ms; costs nothing at rest."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._position = 0.0
        self._is_busy = False
        self.setFixedHeight(2)
        self.setAccessibleName(self.tr("Loading"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_SHOWN_AFTER)
        self._delay.timeout.connect(self._appear)
        self._steps = QTimer(self)
        self._steps.setInterval(_STEP)
        self._steps.timeout.connect(self._step)
        self.hide()

    def set_busy(self, is_busy: bool) -> None:
        """Whether something is being fetched."""
        if is_busy == self._is_busy:
            return
        self._is_busy = is_busy
        if is_busy:
            self._delay.start()
        else:
            self._delay.stop()
            self._steps.stop()
            self.hide()

    def _appear(self) -> None:
        self._position = 0.0
        self.show()
        self.raise_()
        self._steps.start()

    def _step(self) -> None:
        self._position = (self._position + 0.02) % 1.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.line))
        length = 0.3 * self.width()
        left = self._position * (self.width() + length) - length
        painter.fillRect(QRectF(left, 0, length, 2), QColor(tokens.accent))
