"""The card of everything there is."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead

_CHART = 86


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
        self._head.remark.setText(self.tr("drag the window, or its edges, to move the chart above"))
        self._room = QWidget()
        self._room.setFixedHeight(_CHART)
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._head)
        self.body.addWidget(self._room)
        viewmodel.picture_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make the strip."""
        from energy_desktop.views.charts.history_overview import HistoryOverview

        room = self._room.layout()
        if room is not None and not room.count():
            room.addWidget(HistoryOverview(self._theme, self._viewmodel))

    def _show(self) -> None:
        text = self._viewmodel.overview_title
        if self._head.title.text() != text:
            self._head.title.setText(text)
