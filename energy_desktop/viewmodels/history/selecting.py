"""A stretch is selected, and summed up in the background; the newest one wins."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.stretch_questions import StretchQuestions
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.history.picture import Shown
from energy_desktop.viewmodels.history.selection import Selection, selected, selected_value
from energy_desktop.viewmodels.history.words import HistoryWords

_SHORTEST = 1000
"""Microseconds; less is a click, no selection."""


class Selecting(QObject):
    """What is selected at present."""

    changed = Signal()
    """`selection` is another."""

    def __init__(
        self,
        supervisor: Supervisor,
        questions: StretchQuestions,
        words: HistoryWords,
        home_time: Callable[[], Micros],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._questions = questions
        self._words = words
        self._home_time = home_time
        self.selection: Selection | None = None

    def select(self, one_end: Micros, other_end: Micros, zone: tzinfo) -> None:
        """Select the stretch between two moments; its figures follow with `sum_up`."""
        span = TimeRange(min(one_end, other_end), max(one_end, other_end))
        if span.duration < _SHORTEST:
            self.clear()
            return
        self.selection = selected(span, self._words, zone)
        self.changed.emit()

    def sum_up(self, shown: Sequence[Shown], zone: tzinfo) -> None:
        """Ask for the figures of the selected stretch."""
        if self.selection is None:
            return
        self._supervisor.spawn(
            "history: selection", self._sum_up(self.selection, tuple(shown), zone), owner=self
        )

    def clear(self) -> None:
        """Select nothing."""
        self._supervisor.cancel_owner(self)
        if self.selection is not None:
            self.selection = None
            self.changed.emit()

    async def _sum_up(self, selection: Selection, shown: tuple[Shown, ...], zone: tzinfo) -> None:
        span = selection.span
        try:
            for each in shown:
                figures = await self._questions.figures(each.key, span, self._home_time())
                value = selected_value(each, figures, span, self._words, zone)
                selection = replace(selection, values=(*selection.values, value))
        except EnergyDesktopError:
            pass  # the chart asks the same store, and tells
        self.selection = replace(selection, is_known=True)
        self.changed.emit()
