"""Light or dark, as the system says and the moment it says so."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from energy_desktop.views.tokens import DARK, LIGHT, Tokens


class Theme(QObject):
    """The tokens that hold now; whoever paints asks it, and paints anew on `changed`."""

    changed = Signal()
    """`tokens` are others."""

    def __init__(self, is_dark: bool | None = None, parent: QObject | None = None) -> None:
        """Follows the system, unless it is told which one to be."""
        super().__init__(parent)
        self._forced = is_dark
        self._is_dark = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    @property
    def is_dark(self) -> bool:
        """Whether the dark tokens hold."""
        return self._is_dark

    @property
    def tokens(self) -> Tokens:
        """The colours to paint with."""
        return DARK if self._is_dark else LIGHT

    def force(self, is_dark: bool | None) -> None:
        """Be light or dark whatever the system says; None follows it again."""
        self._forced = is_dark
        self._scheme_changed()

    def _wanted(self) -> bool:
        if self._forced is not None:
            return self._forced
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _scheme_changed(self) -> None:
        wanted = self._wanted()
        if wanted != self._is_dark:
            self._is_dark = wanted
            self.changed.emit()


def palette_of(tokens: Tokens) -> QPalette:
    """The palette for what Qt paints by itself."""
    palette = QPalette()
    role = QPalette.ColorRole
    for key, name in (
        (role.Window, tokens.back),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.back),
        (role.Button, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.Link, tokens.accent),
        (role.Mid, tokens.line),
        (role.Dark, tokens.edge),
        (role.Light, tokens.hover),
    ):
        palette.setColor(key, QColor(name))
    disabled = QPalette.ColorGroup.Disabled
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, key, QColor(tokens.muted))
    return palette
