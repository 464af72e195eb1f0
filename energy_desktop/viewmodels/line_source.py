"""Where the live line gets its points: the store in the background, the live feed at once."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from energy_desktop.model.messages import Problem
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import MINUTE, SECOND, Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.live_feed import Line, LiveFeed
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.live_line import (
    CoverageTrail,
    HomeSum,
    LiveLines,
    Span,
    StoredSeries,
    lines_at,
)

_FIRST_REFRESH_AFTER = 2 * SECOND
_REFRESH_AFTER = MINUTE
"""The store is asked again, soon and then ever less often: import and repair show there."""
_DRAWN_AT_LEAST_EVERY = 10 * SECOND


class LineSource(QObject):
    """The lines of one span at a time; the newest request wins."""

    filled = Signal()
    """The store has answered, or failed to: `problem` says which."""

    def __init__(
        self,
        supervisor: Supervisor,
        queries: HistoryQueries,
        feed: LiveFeed,
        home_time: Callable[[], Micros],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._queries = queries
        self._feed = feed
        self._home_time = home_time
        self._stored = StoredSeries()
        self._trail = CoverageTrail()
        self._home = HomeSum()
        self._solar: tuple[str, ...] = ()
        self._asked_at: Micros | None = None
        self._ask_after = _FIRST_REFRESH_AFTER
        self._drawn_at = Micros(0)
        self.span = Span.TEN_MINUTES
        self.problem: Problem | None = None
        """Why the store did not answer."""
        self.is_loading = False
        """The store has not yet answered for this span and these entities."""

    def show(self, span: Span, home: HomeSum, solar: Sequence[str]) -> None:
        """Show other lines; at once as far as they are in memory."""
        if (span, home, tuple(solar)) == (self.span, self._home, self._solar):
            return
        self.span, self._home, self._solar = span, home, tuple(solar)
        self.is_loading = bool(home.all_ids)
        self.refresh()

    def refresh(self) -> None:
        """Ask the store anew, in the background, and again soon: much may be under way."""
        self._ask_after = _FIRST_REFRESH_AFTER
        self._ask()

    def is_live(self, now: Micros) -> None:
        """Recording is live at this moment."""
        self._trail.live_until(now)

    def is_due(self, now: Micros) -> bool:
        """Whether enough time has passed for the picture to differ."""
        if self._asked_at is not None and now - self._asked_at >= self._ask_after:
            self._ask_after = min(2 * self._ask_after, _REFRESH_AFTER)
            self._ask()
        return now - self._drawn_at >= min(self.span.step // 2, _DRAWN_AT_LEAST_EVERY)

    def lines(self, now: Micros) -> LiveLines:
        """The lines up to now."""
        self._drawn_at = now
        return lines_at(
            now, self.span, self._home, self._solar, self._stored, self._feed, self._trail
        )

    def _ask(self) -> None:
        self._asked_at = self._home_time()
        if self._home.all_ids:
            self._supervisor.spawn("now: line", self._fill(self.span), owner=self)

    async def _fill(self, span: Span) -> None:
        now = self._home_time()
        start = Micros(now - span.length - span.step)
        entity_ids = sorted({*self._home.all_ids, *self._solar})
        try:
            before = await self._queries.latest(entity_ids, before=start)
            stretch = TimeRange(start, Micros(now + SECOND))
            columns = await self._queries.readings(entity_ids, stretch)
            ledger = await self._queries.coverage(entity_ids, stretch)
        except EnergyDesktopError as error:
            self.problem = error.problem
        else:
            self.problem = None
            holding = [
                (key, _point(reading.timestamp, reading.state)) for key, reading in before.items()
            ]
            self._stored.replace(holding, columns)
            self._trail.replace(ledger, entity_ids)
        self.is_loading = False
        self._drawn_at = Micros(0)
        self.filled.emit()


def _point(timestamp: Micros, state: float | None) -> Line:
    value = np.nan if state is None else state
    return Line(np.array([timestamp], dtype=np.int64), np.array([value]))
