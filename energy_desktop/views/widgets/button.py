"""Buttons with an icon that follows the theme."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy

from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.mdi import icon_pixmap
from energy_desktop.views.theme import Theme

PRIMARY, NORMAL, QUIET, DANGER = "primary", "normal", "quiet", "danger"


class Button(QPushButton):
    """32 high, or 24 where it is small; the style sheet paints its states by `kind`."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        *,
        kind: str = NORMAL,
        is_small: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.show_text(text)
        self.setProperty("kind", kind)
        self.setProperty("small", is_small)
        self.setFont(font(CAPTION if is_small else 13, strong=kind == PRIMARY))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(16, 16))
        self.setAutoDefault(False)
        if icon:
            theme.changed.connect(self._paint_icon)
            self._paint_icon()

    def show_text(self, text: str) -> None:
        """Say something else."""
        # Qt leaves four pixels between icon and text; two spaces make it eight.
        self.setText(f"  {text}" if self._icon else text)
        self.setAccessibleName(text)

    def _paint_icon(self) -> None:
        tokens = self._theme.tokens
        is_primary = self.property("kind") == PRIMARY
        colour = QColor(tokens.on_accent if is_primary else tokens.muted)
        made = QIcon()
        for ratio in (1.0, 2.0, 3.0):
            made.addPixmap(icon_pixmap(self._icon, 16, colour, ratio))
            faded = icon_pixmap(self._icon, 16, QColor(tokens.muted), ratio)
            made.addPixmap(faded, QIcon.Mode.Disabled)
        self.setIcon(made)
