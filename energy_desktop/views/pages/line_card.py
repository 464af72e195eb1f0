"""The card of the live line."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from energy_desktop.viewmodels.line_words import names_of_spans
from energy_desktop.viewmodels.live_line import Span
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead
from energy_desktop.views.widgets.dimming import dim
from energy_desktop.views.widgets.segmented import Segmented

_SPANS = tuple(Span)


class LineCard(Card):
    """How far back is chosen here; the chart comes after the window's first paint."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__("")
        self._theme = theme
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("Live line"))
        self.setMinimumHeight(192)
        self.body.setContentsMargins(23, 15, 23, 11)
        self._head = CardHead("")
        self._choice = Segmented(
            self.tr("How far back"), names_of_spans(), _SPANS.index(viewmodel.span)
        )
        self._choice.chosen.connect(lambda place: viewmodel.choose_span(_SPANS[place]))
        self._head.row.addWidget(self._choice)
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._head)
        self.body.addSpacing(4)
        self.body.addWidget(self._room, 1)
        viewmodel.span_changed.connect(lambda: self._choice.select(_SPANS.index(viewmodel.span)))
        viewmodel.line_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make the chart; its library takes longer to load than all the rest."""
        from energy_desktop.views.charts.live_chart import LiveChart

        room = self._room.layout()
        if room is not None and not room.count():
            room.addWidget(LiveChart(self._theme, self._viewmodel))

    def dim(self, is_dimmed: bool) -> None:
        """Whether the line does not reach now; the choice stays as it is."""
        dim((self._room,), is_dimmed)

    def _show(self) -> None:
        for shown, text in (
            (self._head.title, self._viewmodel.line_title),
            (self._head.remark, self._viewmodel.line_remark),
        ):
            if shown.text() != text:
                shown.setText(text)
