"""The steps of a test, or the parts of a state, one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from energy_desktop.viewmodels.step_rows import StepRow
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap

_SHAPE = 14
_AFTER_NAME = 8
"""More than the column's own gap: the longest name would touch what was found."""
_LINE = 16
"""Height of a line of text: where there are more of them, shape and name stand at the first."""


class StepList(QWidget):
    """Shape, name, what was found; rows of 24."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[StepRow, ...] = ()
        self._cells: list[tuple[QLabel, QLabel, Paragraph]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(1, 96)
        self._grid.setColumnStretch(2, 1)
        theme.changed.connect(self._paint)

    def show_steps(self, rows: Sequence[StepRow]) -> None:
        """Show how each stands."""
        self._rows = tuple(rows)
        while len(self._cells) < len(rows):
            self._add_row()
        for place, cells in enumerate(self._cells):
            for cell in cells:
                cell.setVisible(place < len(rows))
        for row, (_, name, text) in zip(rows, self._cells, strict=False):
            name.setText(row.name)
            text.setText(row.text)
        self.setAccessibleName(", ".join(f"{row.name}: {row.text}" for row in rows))
        self._paint()

    def _add_row(self) -> None:
        place = len(self._cells)
        shape, name, text = QLabel(), label(""), Paragraph(is_selectable=True)
        name.setContentsMargins(0, 0, _AFTER_NAME, 0)
        shape.setFixedSize(_SHAPE, _LINE)
        self._grid.addWidget(shape, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(name, place, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 2)
        self._cells.append((shape, name, text))

    def _paint(self) -> None:
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        for row, (shape, _, _) in zip(self._rows, self._cells, strict=False):
            shape.setPixmap(shape_pixmap(row.shape, _SHAPE, tokens, ratio))
