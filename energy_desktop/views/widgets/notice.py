"""A trouble, told: what happened, what is being done about it, what the person can do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem

from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.notices import Action, Notice, Severity
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import NORMAL, PRIMARY, Button
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap

PADDING = 24
_BETWEEN_ROWS = 12
_TEXT_FIRST = 1000
_SHAPES = {Severity.BAD: Shape.BAD, Severity.WARNING: Shape.WARNING}

Act = Callable[[Action], None]


class NoticeCard(Card):
    """One notice; its text can be selected, and is read aloud when the card is reached."""

    def __init__(
        self, theme: Theme, notice: Notice, act: Act | None = None, padding: int = PADDING
    ) -> None:
        """`act` does what a button offers; without it there are no buttons.

        `padding` is the room at the left and right, the same as that of the cards around.
        """
        super().__init__(notice.title)
        self._theme = theme
        self._notice = notice
        self.setAccessibleDescription(
            " ".join(filter(None, (notice.what_happened, notice.being_done, notice.what_to_do)))
        )
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(padding - 1, margins.top(), padding - 1, margins.bottom())
        self._shape = QLabel()
        self._shape.setFixedSize(16, 16)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._shape)
        head.addWidget(label(notice.title, strong=True))
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addSpacing(8)
        rows = self._rows()
        if act is not None and notice.actions:
            rows.addLayout(self._buttons(act), rows.rowCount(), 1)
        self.body.addLayout(rows)
        self._paint_shape()
        theme.changed.connect(self._paint_shape)

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(_BETWEEN_ROWS)
        grid.setColumnMinimumWidth(0, 104)
        grid.setColumnStretch(1, _TEXT_FIRST)
        grid.setColumnStretch(2, 1)  # takes what the widest text leaves
        grid.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding), 0, 2)
        told = (
            (self.tr("What happened"), self._notice.what_happened),
            (self.tr("Since"), self._notice.since),
            (self.tr("Being done"), self._notice.being_done),
            (self.tr("What to do"), self._notice.what_to_do),
        )
        for row, (name, text) in enumerate((n, t) for n, t in told if t):
            for column, words in enumerate((_caption(name), _text(text))):
                grid.addWidget(words, row, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _buttons(self, act: Act) -> QHBoxLayout:
        names = {
            Action.TRY_NOW: self.tr("Try now"),
            Action.OPEN_HOME: self.tr("Open settings"),
            Action.OPEN_STORAGE: self.tr("Open settings"),
        }
        row = QHBoxLayout()
        row.setSpacing(8)
        for action in self._notice.actions:
            is_first = action is self._notice.actions[0]
            button = Button(self._theme, names[action], kind=PRIMARY if is_first else NORMAL)
            button.clicked.connect(lambda _checked=False, chosen=action: act(chosen))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _paint_shape(self) -> None:
        shape = _SHAPES[self._notice.severity]
        self._shape.setPixmap(shape_pixmap(shape, 16, self._theme.tokens, self.devicePixelRatioF()))


def _caption(name: str) -> Paragraph:
    """Of the same kind as the text beside it, so that both stand on one line."""
    made = Paragraph(name)
    made.setMinimumWidth(made.fontMetrics().horizontalAdvance(name) + 1)
    return made


def _text(text: str) -> Paragraph:
    made = Paragraph(text, is_muted=False)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
