"""A large button: an icon, what it does, what that means."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme

_HEIGHT, _ICON, _ARROW, _PADDING = 84, 30, 18, 22
_TEXT_AT = 68


class ChoiceButton(QAbstractButton):
    """84 high; the one with the focus is tinted, and Return presses it."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._title = title
        self._text = text
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFont(font())
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    @property
    def is_cut(self) -> bool:
        """Whether a part of its words does not fit."""
        return any(
            QFontMetrics(font(strong=strong)).horizontalAdvance(text) > self._room
            for strong, text in ((True, self._title), (False, self._text))
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(504, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.hasFocus()
        width = 2.0 if has_focus else 1.0
        fill = tokens.hover if self.underMouse() else tokens.surface
        if has_focus:
            fill = tokens.tint
        if self.isDown():
            fill = tokens.line
        painter.setPen(QPen(QColor(tokens.accent if has_focus else tokens.line), width))
        painter.setBrush(QColor(fill))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 10, 10)
        colour = QColor(tokens.accent if has_focus else tokens.muted)
        middle = self.height() / 2
        icon = QRectF(_PADDING, middle - _ICON / 2, _ICON, _ICON)
        draw_icon(painter, self._icon, icon, colour)
        arrow = QRectF(self.width() - _PADDING - _ARROW, middle - _ARROW / 2, _ARROW, _ARROW)
        draw_icon(painter, "chevron-right", arrow, colour)
        self._draw_words(painter, self._room)

    @property
    def _room(self) -> float:
        """Width of the words."""
        return self.width() - _PADDING - _ARROW - 12 - _TEXT_AT

    def _draw_words(self, painter: QPainter, room: float) -> None:
        tokens = self._theme.tokens
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for strong, text, colour, top in (
            (True, self._title, tokens.text, self.height() / 2 - 20),
            (False, self._text, tokens.muted, self.height() / 2),
        ):
            painter.setFont(font(strong=strong))
            painter.setPen(QColor(colour))
            metrics = QFontMetrics(painter.font())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(QRectF(_TEXT_AT, top, room, 20), flags, elided)
