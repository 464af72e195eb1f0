"""The way of the data to the other profile: begun, watched, cancelled."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from energy_desktop.viewmodels.storage.migration import MigrationViewModel
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import Button
from energy_desktop.views.widgets.card import Card, label, rule
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap
from energy_desktop.views.widgets.step_list import StepList

_SHAPE = 14
_WHOLE = 1000


class MigrationCard(Card):
    """What the button does, then how far it is, then how it ended."""

    def __init__(self, theme: Theme, viewmodel: MigrationViewModel) -> None:
        super().__init__("")
        self._viewmodel = viewmodel
        self._title = label("", strong=True)
        self._text = Paragraph(viewmodel.explanation)
        self._reason = Paragraph(is_muted=False)
        self.begin = Button(theme, "")
        self._progress = _Progress(theme, viewmodel)
        self._outcome = _Outcome(theme, viewmodel)
        self.body.addWidget(self._outcome)
        self.body.addWidget(self._title)
        self.body.addSpacing(4)
        self.body.addWidget(self._text)
        self.body.addWidget(self._progress)
        self._action = QWidget()
        row = QHBoxLayout(self._action)
        row.setContentsMargins(0, 12, 0, 4)
        row.setSpacing(16)
        row.addWidget(self.begin)
        row.addWidget(self._reason, 1)
        self.body.addWidget(self._action)
        self.begin.clicked.connect(viewmodel.begin)
        viewmodel.changed.connect(self._show)
        self._show()

    @property
    def cancel(self) -> Button:
        """The button that breaks it off."""
        return self._progress.cancel

    def _show(self) -> None:
        viewmodel = self._viewmodel
        self.setAccessibleName(viewmodel.title)
        self._title.setText(viewmodel.title)
        self._title.setVisible(not viewmodel.is_running)
        self._text.setVisible(not viewmodel.is_running)
        self._reason.setText(viewmodel.reason_not)
        self._action.setVisible(not viewmodel.is_running)
        self.begin.show_text(viewmodel.button)
        self.begin.setEnabled(viewmodel.can_begin)


class _Progress(QWidget):
    """Amount, estimate, Cancel; a bar; the stages."""

    def __init__(self, theme: Theme, viewmodel: MigrationViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._amount = label("", muted=True)
        self._estimate = label("", muted=True)
        self.cancel = Button(theme, self.tr("Cancel"), is_small=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress of this stage"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._steps = StepList(theme)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.tr("Moving the data"), strong=True))
        head.addWidget(self._amount)
        head.addStretch(1)
        head.addWidget(self._estimate)
        head.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._steps)
        self.cancel.clicked.connect(viewmodel.cancel)
        viewmodel.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        viewmodel = self._viewmodel
        self.setVisible(viewmodel.is_running)
        if not viewmodel.is_running:
            return
        self._amount.setText(viewmodel.amount)
        self._estimate.setText(viewmodel.estimate)
        share = viewmodel.share
        # A bar that nobody can fill moves instead.
        self._bar.setRange(0, 0 if share is None else _WHOLE)
        self._bar.setValue(round(_WHOLE * (share or 0.0)))
        self._steps.show_steps(viewmodel.steps)
        self.cancel.setEnabled(viewmodel.can_cancel)


class _Outcome(QWidget):
    """How the last one ended, and where the old stores are."""

    def __init__(self, theme: Theme, viewmodel: MigrationViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._shape = QLabel()
        self._shape.setFixedSize(_SHAPE, _SHAPE)
        self._word = label("", strong=True)
        self._text = Paragraph(is_muted=False, is_selectable=True)
        self._kept = Paragraph(is_muted=False, is_selectable=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._shape)
        head.addWidget(self._word)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._kept)
        column.addSpacing(8)
        column.addWidget(rule())
        viewmodel.changed.connect(self._show)
        theme.changed.connect(self._paint)
        self._show()

    def _show(self) -> None:
        outcome = self._viewmodel.outcome
        self.setVisible(outcome is not None)
        if outcome is None:
            return
        self._word.setText(outcome.name)
        self._text.setText(outcome.text)
        self._kept.setText(self._viewmodel.kept)
        self._kept.setVisible(bool(self._viewmodel.kept))
        self._paint()

    def _paint(self) -> None:
        outcome = self._viewmodel.outcome
        if outcome is not None:
            tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
            self._shape.setPixmap(shape_pixmap(outcome.shape, _SHAPE, tokens, ratio))
