"""How the test of both databases stands, and why it failed."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from energy_desktop.model.server_addresses import SERVER_NAMES, Server
from energy_desktop.viewmodels.storage.servers import ServersViewModel
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.notice_column import NoticeColumn
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.step_list import StepList

_SIDE_BY_SIDE = 640
"""From this width on."""


class ServersResult(QWidget):
    """Five steps of each server; below them what is wrong and what to do."""

    def __init__(self, theme: Theme, viewmodel: ServersViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._results = tuple(_ServerResult(theme, server) for server in Server)
        self._steps = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._steps)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)
        for result in self._results:
            self._row.addWidget(result, 1)
        self._notices = NoticeColumn(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 4)
        column.setSpacing(12)
        column.addWidget(self._steps)
        column.addWidget(self._notices)
        viewmodel.test_changed.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Side by side where there is room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _show(self) -> None:
        viewmodel = self._viewmodel
        was_tested = viewmodel.result is not None
        self._steps.setVisible(was_tested)
        if was_tested:
            for result in self._results:
                result.show_result(viewmodel)
        self._notices.tell(() if viewmodel.notice is None else (viewmodel.notice,))
        self.setVisible(was_tested or viewmodel.notice is not None)


class _ServerResult(QWidget):
    def __init__(self, theme: Theme, server: Server) -> None:
        super().__init__()
        self._server = server
        self._steps = StepList(theme)
        self._problem = Paragraph(is_muted=False, is_selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(SERVER_NAMES[server], strong=True))
        column.addWidget(self._steps)
        column.addWidget(self._problem)
        column.addStretch(1)

    def show_result(self, viewmodel: ServersViewModel) -> None:
        """Show how its test stands."""
        self._steps.show_steps(viewmodel.steps(self._server))
        problem = viewmodel.problem_text(self._server)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
