"""Search and filters above the table of entities: side by side, or one above the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.entity_rows import Chip
from energy_desktop.views.shortcuts import keys_in_words
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.chips import ChipRow
from energy_desktop.views.widgets.text_field import TextField

_WIDTH = 264
_GAP = 12


class EntitySearch(QWidget):
    """Where the filters do not fit beside the search in one line, they stand below it."""

    def __init__(self, theme: Theme, viewmodel: EntitiesViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.field = TextField(
            theme,
            self.tr("Search entities"),
            self.tr("Name, id or unit"),
            "magnify",
            keys_in_words("Ctrl+F"),
        )
        self.field.be_clearable()
        self._least = self.field.width_of_placeholder()
        self.chips = ChipRow(theme, self.tr("Which entities"))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, _GAP)
        self._box.setSpacing(_GAP)
        self._box.addWidget(self.field)
        self._box.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        self.field.textChanged.connect(viewmodel.search)
        self.chips.chosen.connect(lambda key: viewmodel.choose_chip(Chip(key)))
        viewmodel.summary_changed.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the width."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def is_stacked(self) -> bool:
        """Whether the filters stand below."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def _show(self) -> None:
        chips = [(chip.chip.value, chip.text) for chip in self._viewmodel.chips]
        self.chips.show_chips(chips, self._viewmodel.chip.value)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - _GAP - self.chips.width_in_one_line()
        is_stacked = room < self._least
        widest = max(self._least, _WIDTH)
        self.field.setFixedWidth(widest if is_stacked else min(room, widest))
        if is_stacked == self.is_stacked:
            return
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if is_stacked else direction.LeftToRight)
        beside = Qt.AlignmentFlag.AlignVCenter
        self._box.setAlignment(self.chips, Qt.AlignmentFlag(0) if is_stacked else beside)
