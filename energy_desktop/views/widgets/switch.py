"""Something that is on or off, at once."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from energy_desktop.views.theme import Theme

_WIDTH, _HEIGHT = 36, 20


class Switch(QAbstractButton):
    """36 × 20; the knob stands left or right, so that it reads without its colour."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFixedSize(_WIDTH + 4, _HEIGHT + 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(_WIDTH + 4, _HEIGHT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, 2, _WIDTH, _HEIGHT)
        track = tokens.edge
        if self.isChecked():
            track = tokens.accent
        if not self.isEnabled():
            track = tokens.line
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(track))
        painter.drawRoundedRect(box, 10, 10)
        x = box.right() - 10 if self.isChecked() else box.left() + 10
        painter.setBrush(QColor(tokens.on_accent if self.isChecked() else tokens.surface))
        painter.drawEllipse(QPointF(x, box.center().y()), 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, _WIDTH + 2, _HEIGHT + 2), 11, 11)
