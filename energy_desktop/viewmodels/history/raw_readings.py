"""The raw readings below the chart: counted when the view rests, loaded when they are opened."""

import asyncio
from collections.abc import Sequence
from datetime import tzinfo

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Signal

from energy_desktop.model.coverage_levels import Coverage, Grid, Levels
from energy_desktop.model.coverage_map import CoverageMap
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.history.picture import Shown
from energy_desktop.viewmodels.history.readings_table import ReadingsTableModel
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.viewmodels.notices import translated

MOST_ROWS = 50_000
"""The table holds so many; sorting them takes 4 ms, and all of them can be exported."""
_REST = 0.3
_STEPS = 512
"""So finely the ledger is looked at for where the lines without readings come from."""


class RawReadings(QObject):
    """The table of the view, and the line that stands for it while it is closed."""

    changed = Signal()
    """`words` or `is_open` are others."""

    def __init__(
        self,
        supervisor: Supervisor,
        queries: HistoryQueries,
        words: HistoryWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._queries = queries
        self._words = words
        self._asked: tuple[tuple[str, ...], TimeRange, bool] | None = None
        self.model = ReadingsTableModel(words, self)
        self.is_open = False
        self.words = ""
        """How many rows there are, and of how many sensors."""

    def open(self, is_open: bool) -> None:
        """Show or hide the rows."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._asked = None
            self.changed.emit()

    def look_at(
        self, shown: Sequence[Shown], span: TimeRange, coverage: CoverageMap | None, zone: tzinfo
    ) -> None:
        """Tell of these sensors and this stretch, as soon as they stay the same for a moment."""
        asked = (tuple(each.key for each in shown), span, self.is_open)
        if asked != self._asked:
            self._asked = asked
            self._supervisor.spawn(
                "history: readings", self._look(tuple(shown), span, coverage, zone), owner=self
            )

    def stop(self) -> None:
        """End what is being asked."""
        self._supervisor.cancel_owner(self)
        self._asked = None

    async def _look(
        self,
        shown: tuple[Shown, ...],
        span: TimeRange,
        coverage: CoverageMap | None,
        zone: tzinfo,
    ) -> None:
        await asyncio.sleep(_REST)
        by_key = {each.key: each for each in shown}
        try:
            count = sum((await self._queries.count(list(by_key), span)).values())
            part = _first_part(span, count)
            if self.is_open:
                columns = await self._queries.readings(list(by_key), part)
                self.model.show(columns, by_key, coverage, zone)
        except EnergyDesktopError as error:
            self.words = translated(error.problem)
        else:
            # Before it is known where anything came from, "none" would only be a guess.
            later = part if part != span else None
            self.words = ""
            if count:
                self.words = self._in_words(count, len(shown), later, zone)
            elif coverage is not None:
                self.words = _none(coverage.levels_of(list(by_key), Grid.over(span, _STEPS)))
        self.changed.emit()

    def _in_words(self, count: int, sensors: int, part: TimeRange | None, zone: tzinfo) -> str:
        rows = QCoreApplication.translate("History", "{count} rows in view", "", count).format(
            count=self._words.wording.notation.decimal(count, 0)
        )
        of = QCoreApplication.translate("History", "%n sensors", "", sensors)
        if part is not None and self.is_open:
            until = QCoreApplication.translate("History", "shown until {time}").format(
                time=self._words.moment(part.end, zone)
            )
            return f"{rows}, {of}, {until}"
        return f"{rows}, {of}"


def _none(levels: Levels) -> str:
    if np.isin(levels, (Coverage.FIVE_MINUTES, Coverage.HOURLY)).any():
        return QCoreApplication.translate("History", "none in this stretch, only statistics")
    return QCoreApplication.translate("History", "none in this stretch")


def _first_part(span: TimeRange, count: int) -> TimeRange:
    """So much of a stretch as has about as many readings as the table takes."""
    if count <= MOST_ROWS:
        return span
    length = span.duration * MOST_ROWS // count
    return TimeRange(span.start, Micros(span.start + max(1, length)))
