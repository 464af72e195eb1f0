"""A surface for things that belong together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from energy_desktop.views.fonts import BODY, CAPTION, font


class Card(QFrame):
    """A bordered surface with a padding of 24; named for those who cannot see it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(name)
        self.body = QVBoxLayout(self)
        # The border of one pixel counts as part of the padding.
        self.body.setContentsMargins(23, 15, 23, 15)
        self.body.setSpacing(0)


class CardHead(QWidget):
    """A card's title, a muted remark beside it, and room for a control at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, strong=True)
        self.remark = label("", size=CAPTION, muted=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.title)
        self.row.addWidget(self.remark)
        self.row.addStretch(1)
        self.setFixedHeight(24)


def label(text: str = "", size: int = BODY, strong: bool = False, muted: bool = False) -> QLabel:
    """A line of text in the window's type."""
    made = QLabel(text)
    made.setFont(font(size, strong))
    if muted:
        made.setProperty("tone", "muted")
    return made


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
