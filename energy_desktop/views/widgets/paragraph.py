"""A text of some lines at the window's line pitch, never stretched over its widest measure."""

from html import escape
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QTextLayout
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
        self._sizes: dict[int, QSize] = {}
        """By the width that it has."""
        chosen = font(size, strong)
        line = ceil(QFontMetricsF(chosen).height())
        self._pitch = max(line, LINE_PITCH[size])
        self._leading = self._pitch - line
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
        self._sizes.clear()
        pitch = f"line-height: {self._leading}px; -qt-line-height-type: line-distance"
        lines = escape(text).replace("\n", "<br>")
        super().setText(f'<p style="margin: 0; white-space: pre-wrap; {pitch}">{lines}</p>')

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return max(
            self.minimumHeight(), self._size_within(min(width, self.maximumWidth())).height()
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line, if it is not too long for that."""
        return self._size_within(self.maximumWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as its longest word."""
        return QSize(self._size_within(0).width(), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font has other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._sizes.clear()

    def _size_within(self, width: int) -> QSize:
        """What the text takes of a width.

        Layouts ask again and again, and Qt would lay out a whole document each time.
        """
        if width not in self._sizes:
            self._sizes[width] = self._laid_out_within(width)
        return self._sizes[width]

    def _laid_out_within(self, width: int) -> QSize:
        metrics = QFontMetrics(self.font())
        in_one_line = metrics.horizontalAdvance(self._text)
        if in_one_line <= width and "\n" not in self._text:
            return QSize(in_one_line, metrics.height())
        layout = QTextLayout(self._text.replace("\n", "\u2028"), self.font())
        layout.beginLayout()
        count, widest = 0, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            widest = max(widest, line.naturalTextWidth())
            count += 1
        layout.endLayout()
        return QSize(ceil(widest), metrics.height() + max(0, count - 1) * self._pitch)
