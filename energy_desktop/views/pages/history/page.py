"""The *History* page: sensors at the left; chart, overview and raw readings at the right."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.page_state import Emptiness, Phase
from energy_desktop.views.pages.history.chart_card import ChartCard
from energy_desktop.views.pages.history.export_menu import ExportMenu
from energy_desktop.views.pages.history.overview_card import OverviewCard
from energy_desktop.views.pages.history.readings_card import ReadingsCard
from energy_desktop.views.pages.history.sensor_card import SensorCard
from energy_desktop.views.pages.history.title_bar import HistoryTitleBar
from energy_desktop.views.pages.history.toast import Toast
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.empty import EmptyCard, set_up_text
from energy_desktop.views.widgets.notice import Act
from energy_desktop.views.widgets.notice_column import NoticeColumn
from energy_desktop.views.widgets.progress_line import ProgressLine

_MARGIN, _GAP, _PADDING = 24, 16, 16
_LIST, _NARROW_LIST, _NARROW = 252, 208, 860
_LOW = 560


class HistoryPage(QWidget):
    """Each of the four states has its look; what was there stays while finer data comes."""

    def __init__(
        self,
        theme: Theme,
        viewmodel: HistoryViewModel,
        set_up: Callable[[Emptiness], None],
        act: Act,
    ) -> None:
        """`set_up` leads to where an empty page is filled; `act` does what a notice offers."""
        super().__init__()
        self._theme = theme
        self._set_up = set_up
        self._viewmodel = viewmodel
        self.setObjectName("page")
        self._sensors = SensorCard(theme, viewmodel)
        self._chart = ChartCard(theme, viewmodel)
        self._overview = OverviewCard(theme, viewmodel)
        self._readings = ReadingsCard(theme, viewmodel)
        self._notices = NoticeColumn(theme, act=act, padding=_PADDING)
        self._empty = EmptyCard(theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._laid_out())
        self._stack.addWidget(self._framed(self._empty))
        self._progress = ProgressLine(theme, self)
        self._toast = Toast(theme, self)
        self.title_bar = HistoryTitleBar(theme, viewmodel)
        self._export = ExportMenu(viewmodel, self.title_bar.export, self._chart)
        viewmodel.told.connect(self._toast.tell)
        viewmodel.state_changed.connect(self._show)
        viewmodel.readings.changed.connect(self._arrange)
        self._show()

    def add_charts(self) -> None:
        """Make what is costly to load; after the first paint."""
        self._chart.add_chart()
        self._overview.add_chart()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the size."""
        super().resizeEvent(event)
        self._progress.setGeometry(0, 0, event.size().width(), 2)
        self._toast.place()
        self._arrange()

    def _arrange(self) -> None:
        """In a small window the list is narrower, and what matters more takes others' room."""
        is_narrow = self.width() < _NARROW
        self._sensors.setFixedWidth(_NARROW_LIST if is_narrow else _LIST)
        self.title_bar.be_narrow(is_narrow)
        is_low = self.height() < _LOW
        has_notices = not self._notices.is_empty
        is_full = is_low and (self._viewmodel.readings.is_open or has_notices)
        self._overview.setVisible(not is_full)
        self._readings.setVisible(not (is_low and has_notices))

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("page")
        page = QVBoxLayout(inside)
        page.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        page.setSpacing(_GAP)
        # Over the whole width: beside the list its texts would be twice as high.
        page.addWidget(self._notices)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self._sensors)
        column = QVBoxLayout()
        column.setSpacing(_GAP)
        column.addWidget(self._chart, 1)
        column.addWidget(self._overview)
        column.addWidget(self._readings)
        row.addLayout(column, 1)
        page.addLayout(row, 1)
        return inside

    def _framed(self, card: QWidget) -> QWidget:
        outer = QWidget()
        outer.setObjectName("page")
        column = QVBoxLayout(outer)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        column.addWidget(card)
        return outer

    def _show(self) -> None:
        state = self._viewmodel.state
        if state.emptiness is not None:
            self._tell_emptiness(state.emptiness)
        is_empty = state.phase is Phase.EMPTY
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self.title_bar.setEnabled(not is_empty)
        self._progress.set_busy(state.is_busy)
        self._chart.dim(state.phase is Phase.FAILED)
        self._notices.tell(state.notices)
        self._arrange()

    def _tell_emptiness(self, emptiness: Emptiness) -> None:
        title = self.tr("Nothing recorded yet")
        if emptiness is Emptiness.NOT_CONFIGURED:
            text = self.tr("Tell Energy Desktop where your Home Assistant is.")
        else:
            text = self.tr(
                "Home Assistant is connected, but nothing is tracked. Choose sensors, and their"
                " history is loaded back to its beginning."
            )
        self._empty.tell(title, text)
        self._empty.offer(set_up_text(emptiness), lambda: self._set_up(emptiness))
