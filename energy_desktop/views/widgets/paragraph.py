"""A text of some lines at the window's line pitch, never stretched over its widest measure."""

from html import escape
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QSizePolicy

from energy_desktop.views.fonts import BODY, LINE_PITCH, font

WIDEST = 720


class Paragraph(QLabel):
    """Wraps; its height is that of the width it really gets, which QLabel's is not.

    What the pitch adds stands between lines only: the first one keeps the baseline of a plain
    label beside it, and one line alone is as high as such a label.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: int = BODY,
        strong: bool = False,
        is_muted: bool = True,
        is_selectable: bool = False,
        widest: int = WIDEST,
    ) -> None:
        super().__init__()
        self._text = ""
        chosen = font(size, strong)
        self._leading = max(0, LINE_PITCH[size] - ceil(QFontMetricsF(chosen).height()))
        self.setFont(chosen)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMaximumWidth(widest)
        # Qt adds the leading below each line: out of the margin goes that of the last one.
        self.setContentsMargins(0, 0, 0, -self._leading)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if is_muted:
            self.setProperty("tone", "muted")
        if is_selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def text(self) -> str:
        """The text as it was given."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text; it is no markup, whatever characters it has."""
        if text == self._text:
            return
        self._text = text
        pitch = f"line-height: {self._leading}px; -qt-line-height-type: line-distance"
        lines = escape(text).replace("\n", "<br>")
        super().setText(f'<p style="margin: 0; white-space: pre-wrap; {pitch}">{lines}</p>')

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return super().heightForWidth(min(width, self.maximumWidth()))
