"""A choice of one among few, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton

from energy_desktop.views.fonts import CAPTION, font


class Segmented(QFrame):
    """Small, 24 high; the arrow keys move the choice, Tab enters and leaves it once."""

    chosen = Signal(int)
    """The person chose the segment of this place."""

    def __init__(self, name: str, texts: Sequence[str], selected: int = 0) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for place, text in enumerate(texts):
            row.addWidget(self._button(place, text, name))
        self.select(selected)
        self._group.idClicked.connect(self._clicked)

    def select(self, place: int) -> None:
        """Show a choice without announcing it."""
        for button in self._group.buttons():
            is_selected = self._group.id(button) == place
            button.setChecked(is_selected)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_selected else Qt.FocusPolicy.ClickFocus
            )

    def button(self, place: int) -> QToolButton:
        """The segment of a place."""
        button = self._group.button(place)
        assert isinstance(button, QToolButton)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = max(0, min(len(self._group.buttons()) - 1, self._group.checkedId() + step))
        self.button(place).setFocus(Qt.FocusReason.TabFocusReason)
        self.button(place).click()

    def _clicked(self, place: int) -> None:
        self.select(place)
        self.chosen.emit(place)

    def _button(self, place: int, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(f"{name}: {text}")
        button.setCheckable(True)
        button.setFont(font(CAPTION))
        button.setFixedHeight(22)
        strong = font(CAPTION, strong=True)
        button.setMinimumWidth(QFontMetrics(strong).horizontalAdvance(text) + 18)
        self._group.addButton(button, place)
        return button
