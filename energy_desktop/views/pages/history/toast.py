"""A sentence at the bottom right that goes by itself."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label

_HEIGHT, _MARGIN, _STAYS = 48, 24, 6000


class Toast(QFrame):
    """48 high; stays six seconds, or until it is clicked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._text = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._text)
        self.setFixedHeight(_HEIGHT)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self.hide)
        theme.changed.connect(self.update)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a sentence."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Stand in the corner of the page."""
        page = self.parentWidget()
        if page is not None:
            width = min(self.sizeHint().width(), page.width() - 2 * _MARGIN)
            self.setGeometry(
                page.width() - width - _MARGIN,
                page.height() - _HEIGHT - _MARGIN,
                width,
                _HEIGHT,
            )

    def mousePressEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        """Seen."""
        self.hide()
