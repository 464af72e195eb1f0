"""A page without content, and the one action that fills it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.viewmodels.page_state import Emptiness
from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import PRIMARY, Button
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.paragraph import Paragraph

_LINE = (0.18, 0.18, 0.62, 0.62, 0.2, 0.24, 0.2, 0.34, 0.3, 0.78, 0.78, 0.4, 0.22, 0.2)
"""Heights of the line that is not there yet."""
_ROW, _COLUMNS_AT = 36, 40
_CELLS = ((0.17, 0.31, 0.08), (0.22, 0.26, 0.06), (0.14, 0.34, 0.09), (0.19, 0.28, 0.07))
"""Widths of name, id and value, as shares of the room for them."""
_TEXT_WIDTH = 400


class _Outline(QWidget):
    """The content to come, dashed."""

    def __init__(self, theme: Theme, lowest: int, highest: int) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumHeight(lowest)
        self.setMaximumHeight(highest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.tokens.edge), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        return painter


class ChartOutline(_Outline):
    """A line over its axis."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 96, 140)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter = self._painter()
        width, height = self.width(), self.height() - 1.0
        step = width / len(_LINE)
        points = [
            QPointF(x, height * (1 - share))
            for i, share in enumerate(_LINE)
            for x in (i * step, (i + 1) * step)
        ]
        painter.drawPolyline(points)
        painter.fillRect(QRectF(0, height, width, 1), QColor(self._theme.tokens.edge))


class TableOutline(_Outline):
    """Rows with a tick, a name, an id and a value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 3 * _ROW, 4 * _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter = self._painter()
        rest = self.width() - _COLUMNS_AT
        for row, (name, key, value) in enumerate(_CELLS[: self.height() // _ROW]):
            top = row * _ROW + (_ROW - 16) / 2
            painter.drawRoundedRect(QRectF(0.75, top + 0.75, 14.5, 14.5), 4, 4)
            ends = (_COLUMNS_AT, _COLUMNS_AT + 0.3 * rest, self.width() - value * rest - 1)
            for x, share in zip(ends, (name, key, value), strict=True):
                painter.drawRoundedRect(QRectF(x, top + 3, share * rest, 10), 5, 5)


class EmptyCard(Card):
    """A title, a sentence, and a button to press."""

    def __init__(self, theme: Theme, outline: QWidget | None = None) -> None:
        """`outline` is what is to come, dashed; a chart if none is given."""
        super().__init__("")
        self._title = label("")
        self._title.setFont(font(TITLE, strong=True))
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = Paragraph()
        self._text.setFixedWidth(_TEXT_WIDTH)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._action: Callable[[], None] | None = None
        self.button = Button(theme, "", kind=PRIMARY)
        self.button.hide()
        self.button.clicked.connect(self._act)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addSpacing(8)
        self.body.addWidget(self._text, 0, centre)
        self.body.addSpacing(24)
        self.body.addWidget(self.button, 0, centre)
        self.body.addStretch(1)
        self.body.addWidget(outline or ChartOutline(theme))
        self.body.addSpacing(8)

    def tell(self, title: str, text: str = "") -> None:
        """What is missing or waited for; nothing is offered."""
        self._action = None
        self.button.hide()
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._title.setText(title)
        self._text.setText(text)
        # Centred in its column, the label does not get the height that its width needs, and what
        # it has now counts as the least.
        self._text.setMinimumHeight(0)
        self._text.setFixedHeight(self._text.heightForWidth(_TEXT_WIDTH) if text else 0)
        self._text.setVisible(bool(text))

    def offer(self, text: str, action: Callable[[], None]) -> None:
        """A button that fills the page, until something else is told."""
        self._action = action
        self.button.show_text(text)
        self.button.show()

    def _act(self) -> None:
        if self._action is not None:
            self._action()


def set_up_text(emptiness: Emptiness) -> str:
    """What stands on the button of a page that waits for the person to set something up."""
    if emptiness is Emptiness.NOT_CONFIGURED:
        return QCoreApplication.translate("EmptyCard", "Set up Home Assistant")
    return QCoreApplication.translate("EmptyCard", "Choose sensors")
