"""The card of the ranked devices."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.pages.device_painting import PADDING
from energy_desktop.views.pages.device_table import DeviceTable
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead, rule
from energy_desktop.views.widgets.dimming import dim

_TWO_COLUMNS_FROM = 8
_TWO_COLUMNS_WIDTH = 760


class DevicesCard(Card):
    """One list, in two columns where there is room and need."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__("")
        self._model = viewmodel.devices
        self.setAccessibleName(self.tr("Devices now"))
        self.body.setContentsMargins(23 - PADDING, 11, 23 - PADDING, 10)
        self._first = DeviceTable(theme, self._model, self.tr("Devices by power"))
        self._second = DeviceTable(theme, self._model, self.tr("Devices by power, continued"))
        columns = QHBoxLayout()
        columns.setSpacing(48 - 2 * PADDING)
        columns.addWidget(self._first, 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._second, 1, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(PADDING, 0, PADDING, 0)
        head.setSpacing(0)
        head.addWidget(CardHead(self.tr("Devices now")))
        head.addWidget(rule())
        self.body.addLayout(head)
        self.body.addLayout(columns)
        self.body.addStretch(1)
        for changed in (self._model.rowsInserted, self._model.rowsRemoved):
            changed.connect(self._divide)
        self._divide()

    def dim(self, is_dimmed: bool) -> None:
        """Whether the figures are not of now."""
        dim((self._first, self._second), is_dimmed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Divide the rows anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        count = self._model.rowCount()
        is_divided = count > _TWO_COLUMNS_FROM and self.width() >= _TWO_COLUMNS_WIDTH
        half = (count + 1) // 2 if is_divided else count
        self._first.show_rows(0, half)
        self._second.show_rows(half, count)
        self._second.setVisible(is_divided)
        self.setVisible(count > 0)
