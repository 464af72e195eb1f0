"""A Home Assistant to choose: one that was found, or an address to type."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.marks import SIZE, draw_radio
from energy_desktop.views.widgets.text_field import TextField

_HEIGHT, _PADDING, _TEXT_AT = 56, 16, 44
_FIELD_AT = 168


class HomeRow(QAbstractButton):
    """56 high, a radio at the left."""

    def __init__(self, theme: Theme, name: str, address: str = "", version: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.name = name
        self.address = address
        self.version = version
        self.setCheckable(True)
        self.setAccessibleName(", ".join(filter(None, (name, address, version))))
        self.setFont(font())
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen, has_focus = self.isChecked(), self.hasFocus()
        width = 2.0 if has_focus else 1.0
        fill = tokens.tint if is_chosen else tokens.hover if self.underMouse() else tokens.surface
        rim = tokens.accent if is_chosen or has_focus else tokens.line
        painter.setPen(QPen(QColor(rim), width))
        painter.setBrush(QColor(fill))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        box = QRectF(_PADDING, (self.height() - SIZE) / 2, SIZE, SIZE)
        draw_radio(painter, box, tokens, is_chosen)
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        tokens, middle = self._theme.tokens, self.height() / 2
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        inside = QRectF(_TEXT_AT, 0, self.width() - _TEXT_AT - _PADDING, self.height())
        painter.setFont(font())
        painter.setPen(QColor(tokens.muted))
        painter.drawText(inside, right, self.version)
        room = inside.width() - QFontMetrics(painter.font()).horizontalAdvance(self.version) - 12
        painter.setPen(QColor(tokens.text))
        if not self.address:
            painter.drawText(inside, left, self.name)
            return
        lines = ((font(strong=True), tokens.text, self.name, middle - 20),
                 (font(CAPTION), tokens.muted, self.address, middle))  # fmt: skip
        for chosen, colour, text, top in lines:
            painter.setFont(chosen)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(chosen).elidedText(text, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(QRectF(_TEXT_AT, top, room, 20), left, shown)


class AddressRow(HomeRow):
    """The last one: an address to type; typing chooses it."""

    def __init__(self, theme: Theme, name: str, placeholder: str) -> None:
        super().__init__(theme, name)
        self.field = TextField(theme, name, placeholder)
        at = max(_FIELD_AT, _TEXT_AT + QFontMetrics(font()).horizontalAdvance(name) + 12)
        row = QHBoxLayout(self)
        row.setContentsMargins(at, 0, 12, 0)
        row.addWidget(self.field)
        self.field.textEdited.connect(lambda _: self.click())
