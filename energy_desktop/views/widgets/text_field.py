"""A line of text to type: with an icon, a mark when it is wrong, a veil when it is secret."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.mdi import draw_icon, icon_pixmap
from energy_desktop.views.theme import Theme

_ICON = 16
_AROUND = 14
"""Padding and border of the style sheet, and the two pixels that Qt keeps free beside a text."""


class TextField(QLineEdit):
    """32 high; the style sheet paints rest, focus, error and disabled."""

    def __init__(
        self, theme: Theme, name: str, placeholder: str = "", icon: str = "", hint: str = ""
    ) -> None:
        """`hint` stands at the right while the field is empty, such as its shortcut."""
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._hint = hint
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(font())
        self.setFixedHeight(32)
        self.setProperty("error", False)
        self._right = self._hint_width() + 4 if hint else 0
        self.setTextMargins(_ICON + 8 if icon else 0, 0, self._right, 0)
        theme.changed.connect(self.update)

    def mark_wrong(self, is_wrong: bool, why: str = "") -> None:
        """Show that what stands here is the trouble."""
        self.setAccessibleDescription(why if is_wrong else "")
        if self.property("error") == is_wrong:
            return
        self.setProperty("error", is_wrong)
        self.setTextMargins(self.textMargins().left(), 0, 20 if is_wrong else self._right, 0)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def be_clearable(self) -> None:
        """Offer to empty the field while something stands in it."""
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Clear"))

    def width_of_placeholder(self) -> int:
        """The least width at which nothing of it is cut."""
        margins = self.textMargins()
        text = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return text + margins.left() + margins.right() + 2 * _AROUND

    def be_secret(self) -> None:
        """Show dots; an eye at the right shows what stands there while it is pressed in."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        eye = QAction(self.tr("Show what stands here"), self)
        eye.setCheckable(True)
        self.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)

        def paint() -> None:
            name = "eye-off-outline" if eye.isChecked() else "eye-outline"
            made = QIcon()
            for ratio in (1.0, 2.0, 3.0):
                made.addPixmap(icon_pixmap(name, _ICON, QColor(self._theme.tokens.muted), ratio))
            eye.setIcon(made)

        def show(is_shown: bool) -> None:
            normal, dots = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password
            self.setEchoMode(normal if is_shown else dots)
            paint()

        for button in self.findChildren(QToolButton):
            button.setAccessibleName(eye.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        eye.toggled.connect(show)
        self._theme.changed.connect(paint)
        paint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the icon, the hint and the mark over the field."""
        super().paintEvent(event)
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _ICON) / 2
        if self._icon:
            draw_icon(painter, self._icon, QRectF(12, top, _ICON, _ICON), QColor(tokens.muted))
        if self.property("error"):
            beside = _ICON + 12 if self.actions() else 0
            box = QRectF(self.width() - 12 - _ICON - beside, top, _ICON, _ICON)
            draw_icon(painter, "close-octagon", box, QColor(tokens.bad))
        elif self._hint and not self.text():
            self._paint_hint(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setFont(font(CAPTION))
        width = self._hint_width()
        box = QRectF(self.width() - 8 - width, 7.5, width, 17)
        painter.setPen(QColor(tokens.line))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._hint)

    def _hint_width(self) -> int:
        return QFontMetrics(font(CAPTION)).horizontalAdvance(self._hint) + 10
