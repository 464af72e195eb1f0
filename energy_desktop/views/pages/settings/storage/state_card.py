"""Where the data are, and how the stores are doing."""

from PySide6.QtWidgets import QHBoxLayout, QLabel

from energy_desktop.viewmodels.storage.state import StorageStateViewModel
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap
from energy_desktop.views.widgets.step_list import StepList

_SHAPE = 14


class StateCard(Card):
    """The profile in use, and a line for each part of it."""

    def __init__(self, theme: Theme, viewmodel: StorageStateViewModel) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Where the data are"))
        self._theme = theme
        self._viewmodel = viewmodel
        self._shape = QLabel()
        self._shape.setFixedSize(_SHAPE, _SHAPE)
        self._word = label("", strong=True)
        self._text = Paragraph()
        self._rows = StepList(theme)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._shape)
        head.addWidget(self._word)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        self.body.addWidget(self._text)
        self.body.addSpacing(12)
        self.body.addWidget(self._rows)
        viewmodel.changed.connect(self._show)
        theme.changed.connect(self._paint)
        self._show()

    def _show(self) -> None:
        title = self._viewmodel.title
        self._word.setText(title.name)
        self._text.setText(title.text)
        self._text.setVisible(bool(title.text))
        self._rows.show_steps(self._viewmodel.rows)
        self._rows.setVisible(bool(self._viewmodel.rows))
        told = [title.text, *(f"{row.name}: {row.text}" for row in self._viewmodel.rows)]
        self.setAccessibleDescription(f"{title.name}. {' '.join(told)}")
        self._paint()

    def _paint(self) -> None:
        shape, ratio = self._viewmodel.title.shape, self.devicePixelRatioF()
        self._shape.setPixmap(shape_pixmap(shape, _SHAPE, self._theme.tokens, ratio))
