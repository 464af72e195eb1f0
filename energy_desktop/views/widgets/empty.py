"""A page without content, and the one action that fills it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, label

_OUTLINE = (0.18, 0.18, 0.62, 0.62, 0.2, 0.24, 0.2, 0.34, 0.3, 0.78, 0.78, 0.4, 0.22, 0.2)
"""Heights of the line that is not there yet."""
_TEXT_WIDTH = 400


class _DashedOutline(QWidget):
    """The chart to come, as a dashed outline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumHeight(96)
        self.setMaximumHeight(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width(), self.height() - 1.0
        pen = QPen(QColor(tokens.edge), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        step = width / len(_OUTLINE)
        points = [
            QPointF(x, height * (1 - share))
            for i, share in enumerate(_OUTLINE)
            for x in (i * step, (i + 1) * step)
        ]
        painter.drawPolyline(points)
        painter.fillRect(QRectF(0, height, width, 1), QColor(tokens.edge))


class EmptyCard(Card):
    """A title, a sentence, and a command to type or a button to press."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("")
        self._has_offer = False
        self._title = label("")
        self._title.setFont(font(TITLE, strong=True))
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = label("", muted=True)
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_TEXT_WIDTH)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._commands = QVBoxLayout()
        self._commands.setSpacing(8)
        self.button = QPushButton()
        self.button.setFont(font())
        self.button.setProperty("kind", "primary")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.hide()
        centre = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addSpacing(8)
        self.body.addWidget(self._text, 0, centre)
        self.body.addSpacing(20)
        self.body.addLayout(self._commands)
        self.body.addSpacing(16)
        self.body.addWidget(self.button, 0, centre)
        self.body.addStretch(1)
        self.body.addWidget(_DashedOutline(theme))
        self.body.addSpacing(8)

    def tell(self, title: str, text: str, commands: tuple[str, ...]) -> None:
        """What is missing or waited for, and the commands that fill the page."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._title.setText(title)
        self._text.setText(text)
        # Centred in its column, the label does not get the height that its width needs.
        self._text.setFixedHeight(self._text.heightForWidth(_TEXT_WIDTH) if text else 0)
        self._text.setVisible(bool(text))
        while (item := self._commands.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for command in commands:
            self._commands.addWidget(_command(command), 0, Qt.AlignmentFlag.AlignHCenter)

    def offer(self, text: str, action: Callable[[], None]) -> None:
        """A button that fills the page."""
        self.button.setText(text)
        self.button.clicked.connect(lambda: action())
        self._has_offer = True

    def show_offer(self, is_shown: bool) -> None:
        """Whether the button, if there is one, fits what the card tells."""
        self.button.setVisible(is_shown and self._has_offer)


def _command(text: str) -> QLabel:
    made = label(text)
    made.setObjectName("command")
    made.setAccessibleName(text)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
