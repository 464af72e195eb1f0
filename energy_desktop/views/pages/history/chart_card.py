"""The card of the chart: what is drawn, of whom, how much of it is covered."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.pages.history.legends import BETWEEN, CoverageLegend, Legend
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead, label

if TYPE_CHECKING:
    from energy_desktop.views.charts.history_chart import HistoryChart

_AXIS = 28


class ChartCard(Card):
    """The chart comes after the page's first paint."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__("")
        self._theme = theme
        self._viewmodel = viewmodel
        self._chart: HistoryChart | None = None
        self._is_dimmed = False
        self._whole: tuple[str, str, int, int] | None = None
        """What the remark was last chosen for: a drag changes none of it."""
        self.setAccessibleName(self.tr("Chart"))
        self.body.setContentsMargins(15, 15, 15, 11)
        self._head = CardHead("")
        self._head.row.setStretch(2, 0)
        self._legend = Legend(theme, viewmodel)
        self._head.row.addWidget(self._legend, 1)
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self._covered = label(size=CAPTION)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(_AXIS, 0, 0, 0)
        self._foot.addWidget(self._covered)
        self._foot.addSpacing(BETWEEN)
        self._foot.addWidget(CoverageLegend(theme, viewmodel), 1)
        self.body.addWidget(self._head)
        self.body.addSpacing(4)
        self.body.addWidget(self._room, 1)
        self.body.addSpacing(4)
        self.body.addLayout(self._foot)
        viewmodel.picture_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make the chart; its library takes longer to load than all the rest."""
        from energy_desktop.views.charts.history_chart import HistoryChart

        room = self._room.layout()
        if room is not None and self._chart is None:
            chart = self._chart = HistoryChart(self._theme, self._viewmodel)
            chart.dim(self._is_dimmed)
            room.addWidget(chart)
            # After the chart's own: it has laid out its plot then.
            self._viewmodel.picture_changed.connect(
                lambda: self._begin_at(chart.canvas.plot.left())
            )

    def dim(self, is_dimmed: bool) -> None:
        """Whether what is drawn is not what was asked for."""
        self._is_dimmed = is_dimmed
        if self._chart is not None:
            self._chart.dim(is_dimmed)

    def _begin_at(self, left: float) -> None:
        """What stands below the plot begins where the plot does."""
        if self._foot.contentsMargins().left() != round(left):
            self._foot.setContentsMargins(round(left), 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is narrow, names matter more than what a point stands for."""
        super().resizeEvent(event)
        self._show()

    def _remark(self) -> str:
        """The units, and what a point stands for where the names leave room for it."""
        remark, title = self._viewmodel.chart_remark, self._viewmodel.chart_title
        needed = (
            QFontMetricsF(font(strong=True)).horizontalAdvance(title)
            + QFontMetricsF(font(CAPTION)).horizontalAdvance(remark)
            + self._legend.needed_width
        )
        has_room = needed + 2 * BETWEEN <= self.contentsRect().width() - 30
        return remark if has_room else self._viewmodel.chart_units

    def _show(self) -> None:
        whole = (
            self._viewmodel.chart_title,
            self._viewmodel.chart_remark,
            self._legend.needed_width,
            self.contentsRect().width(),
        )
        if whole != self._whole:
            self._whole = whole
            self._head.remark.setToolTip(self._viewmodel.chart_remark)
            self._head.remark.setText(self._remark())
        for shown, text in (
            (self._head.title, self._viewmodel.chart_title),
            (self._covered, self._viewmodel.coverage_words),
        ):
            if shown.text() != text:
                shown.setText(text)
