"""The foot of the sidebar: four states, each a word and a shape as well as a colour."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from energy_desktop.viewmodels.frame import FootRow, FrameViewModel
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap

_SHAPE = 12
_TEXT_AT = 32


class FootButton(QAbstractButton):
    """One state: shape, name, word; pressed, it explains itself."""

    def __init__(self, theme: Theme, row: FootRow) -> None:
        super().__init__()
        self._theme = theme
        self._row = row
        self.setFixedHeight(24)
        self.setFont(font(CAPTION))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._explain)
        theme.changed.connect(self.update)
        self._name()

    def show_row(self, row: FootRow) -> None:
        """Show another state."""
        if row != self._row:
            self._row = row
            self._name()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(184, 24)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show the hover."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.line))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        shape = shape_pixmap(self._row.shape, _SHAPE, tokens, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(12, (self.height() - _SHAPE) // 2), shape)
        painter.setFont(self.font())
        metrics = QFontMetrics(self.font())
        text = self.rect().adjusted(_TEXT_AT, 0, -12, 0)
        painter.setPen(QColor(tokens.text))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._row.name)
        room = text.width() - metrics.horizontalAdvance(self._row.name) - 4
        word = metrics.elidedText(self._row.word, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)

    @property
    def key(self) -> str:
        """Which of the states it is."""
        return self._row.key

    def _name(self) -> None:
        self.setAccessibleName(f"{self._row.name}: {self._row.word}")
        self.setAccessibleDescription(self._row.explanation)
        self.setToolTip(self._row.explanation)

    def _explain(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setObjectName("popup")
        popup.setAccessibleName(self.accessibleName())
        inside = QVBoxLayout(popup)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        inside.addWidget(label(f"{self._row.name}: {self._row.word}", strong=True))
        text = Paragraph(self._row.explanation, is_muted=False)
        text.setFixedWidth(320)
        inside.addWidget(text)
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint(8, -popup.height() - 4)))
        popup.show()


class StateFoot(QWidget):
    """The rows of the frame's viewmodel, below a hairline."""

    def __init__(self, theme: Theme, viewmodel: FrameViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._buttons = [FootButton(theme, row) for row in viewmodel.foot]
        self.setAccessibleName(self.tr("State of the program"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.setSpacing(0)
        for button in self._buttons:
            column.addWidget(button)
        viewmodel.foot_changed.connect(self._show)

    def explain(self, key: str) -> None:
        """Say in words how one of them stands."""
        for button in self._buttons:
            if button.key == key:
                button.click()

    def _show(self) -> None:
        for button, row in zip(self._buttons, self._viewmodel.foot, strict=True):
            button.show_row(row)
