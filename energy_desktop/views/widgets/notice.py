"""A trouble, told: what happened, what is being done about it, since when."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QWidget

from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.notices import Notice, Severity
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap

_TEXT_FIRST = 1000
_SHAPES = {Severity.BAD: Shape.BAD, Severity.WARNING: Shape.WARNING}


class NoticeCard(Card):
    """One notice; its text can be selected, and is read aloud when the card is reached."""

    def __init__(self, theme: Theme, notice: Notice) -> None:
        super().__init__(notice.title)
        self._theme = theme
        self._notice = notice
        self.setAccessibleDescription(f"{notice.what_happened} {notice.being_done}")
        self._shape = QLabel()
        self._shape.setFixedSize(16, 16)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._shape)
        head.addWidget(label(notice.title, strong=True))
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addSpacing(8)
        self.body.addLayout(self._rows())
        self._paint_shape()
        theme.changed.connect(self._paint_shape)

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 104)
        grid.setColumnStretch(1, _TEXT_FIRST)
        grid.setColumnStretch(2, 1)  # takes what the widest text leaves
        grid.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding), 0, 2)
        told = (
            (self.tr("What happened"), self._notice.what_happened),
            (self.tr("Being done"), self._notice.being_done),
            (self.tr("Since"), self._notice.since),
        )
        for row, (name, text) in enumerate((n, t) for n, t in told if t):
            grid.addWidget(label(name, muted=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._text(text), row, 1)
        return grid

    def _text(self, text: str) -> QWidget:
        told = Paragraph(text, is_muted=False)
        told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return told

    def _paint_shape(self) -> None:
        shape = _SHAPES[self._notice.severity]
        self._shape.setPixmap(shape_pixmap(shape, 16, self._theme.tokens, self.devicePixelRatioF()))
