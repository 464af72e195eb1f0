"""The card of everything there is."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead

_CHART = 86
_NARROW = 600
"""Below this width the hint has no room."""


class OverviewCard(Card):
    """The strip comes after the page's first paint."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__("")
        self._theme = theme
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("Overview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.setContentsMargins(15, 9, 15, 9)
        self._head = CardHead("")
        self._room = QWidget()
        self._room.setFixedHeight(_CHART)
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._head)
        self.body.addWidget(self._room)
        # Not with each picture: a drag changes nothing of it.
        viewmodel.fetcher.arrived.connect(self._show)
        viewmodel.sensors_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make the strip."""
        from energy_desktop.views.charts.history_overview import HistoryOverview

        room = self._room.layout()
        if room is not None and not room.count():
            room.addWidget(HistoryOverview(self._theme, self._viewmodel))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What cannot be read whole is left out."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        hint = self.tr("drag the window, or its edges, to move the chart above")
        remark = self._viewmodel.overview_remark
        if remark and self.width() >= _NARROW:
            remark = f"{remark}; {hint}"
        for shown, text in (
            (self._head.title, self._viewmodel.overview_title),
            (self._head.remark, remark),
        ):
            if shown.text() != text:
                shown.setText(text)
