"""How the test of a connection stands, and why it failed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.notices import Notice
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.notice import NoticeCard
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.step_list import StepList


class ConnectionResult(QWidget):
    """Five steps; below them what is wrong and what to do."""

    grown = Signal()
    """A test has begun or ended: what stands here should be seen."""

    def __init__(self, theme: Theme, viewmodel: ConnectionViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._notice: Notice | None = None
        self._was_testing = False
        self._steps = StepList(theme)
        self._title = label(self.tr("Test"), strong=True)
        self._problem = Paragraph(is_muted=False, is_selectable=True)
        self._card: NoticeCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 0, 8)
        self._column.setSpacing(12)
        self._column.addWidget(self._title)
        self._column.addWidget(self._steps)
        self._column.addWidget(self._problem)
        viewmodel.test_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        viewmodel = self._viewmodel
        was_tested = viewmodel.progress is not None
        self.setVisible(was_tested or viewmodel.notice is not None)
        self._title.setVisible(was_tested)
        self._steps.setVisible(was_tested)
        if was_tested:
            self._steps.show_steps(viewmodel.steps)
        self._title.setText(self.tr("Testing …") if viewmodel.is_testing else self.tr("Tested"))
        self._problem.setText(viewmodel.problem_text)
        self._problem.setVisible(bool(viewmodel.problem_text))
        if viewmodel.notice != self._notice:
            self._notice = viewmodel.notice
            self._show_notice()
        if viewmodel.is_testing != self._was_testing:
            self._was_testing = viewmodel.is_testing
            self.grown.emit()

    def _show_notice(self) -> None:
        if self._card is not None:
            self._card.deleteLater()
            self._card = None
        if self._notice is not None:
            self._card = NoticeCard(self._theme, self._notice)
            self._column.addWidget(self._card)
