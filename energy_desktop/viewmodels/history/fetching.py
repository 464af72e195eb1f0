"""Lines are fetched in the background, finer than those in memory; the newest view wins."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.coverage_levels import Grid
from energy_desktop.model.coverage_map import CoverageMap
from energy_desktop.model.line_tile import width_for
from energy_desktop.model.messages import Problem
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, MINUTE, SECOND, Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.history_lines import HistoryLines, LineRequest
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.history.tile_book import StoredTile, TileBook

_OVERVIEW, _DETAIL = "history: overview", "history: lines"
_PATIENCE = 0.05
"""Seconds; a turn of the wheel asks once, not for each of its notches."""
_PAUSE = SECOND // 10
"""Of many lines those that come within so long are drawn together."""
_SEAM = 10 * SECOND
"""The ledger follows live recording within seconds."""
_OVERVIEW_STEPS = 400
_OVERVIEW_AFTER = 2 * MINUTE
"""So often everything is asked for again: import and repair show there."""
_SHORTEST_HISTORY = DAY


class LineFetcher(QObject):
    """Keeps the book of lines as fine as the view needs."""

    arrived = Signal()
    """`book`, `coverage`, `everything` or `problem` are others."""

    def __init__(
        self,
        supervisor: Supervisor,
        lines: HistoryLines,
        home_time: Callable[[], Micros],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._lines = lines
        self._home_time = home_time
        self._keys: tuple[str, ...] = ()
        self._asked: tuple[TimeRange, int] | None = None
        self._detail: tuple[TimeRange, CoverageMap] | None = None
        self.ledger: CoverageMap | None = None
        """The ledger of everything, as far as it was read."""
        self._overview_at = Micros(0)
        self.book = TileBook()
        self.everything: TimeRange | None = None
        """From the first recording of a shown sensor to now; None while it is not known."""
        self.problem: Problem | None = None
        """Why the store did not answer."""
        self._busy: set[str] = set()
        self._told_at = Micros(0)

    @property
    def is_busy(self) -> bool:
        """Something is being fetched."""
        return bool(self._busy)

    def show(self, keys: Sequence[str]) -> None:
        """Fetch these sensors from now on."""
        self._keys = tuple(keys)
        self._asked = self._detail = None
        self.book.keep_only(keys)
        self.refresh()

    def refresh(self) -> None:
        """Ask for everything anew."""
        self._overview_at = self._home_time()
        if not self._keys:
            self.stop()
            return
        self._spawn(_OVERVIEW, self._fetch_everything())

    def look_at(self, view: TimeRange, step: int) -> None:
        """Fetch what this view lacks."""
        if self._keys and self._home_time() - self._overview_at >= _OVERVIEW_AFTER:
            self._asked = None
            self.refresh()
        if not self._keys or self._is_enough(view, step) or self._is_asked(view, step):
            return
        grid = _grid_around(view, step, self._home_time())
        self._asked = (grid.span, step)
        self._spawn(_DETAIL, self._fetch(view, grid))

    def stop(self) -> None:
        """End what is being fetched."""
        self._supervisor.cancel_owner(self)
        self._asked = None
        self._busy.clear()

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._busy.add(name)
        self._supervisor.spawn(name, work, owner=self)

    def coverage(self, view: TimeRange) -> CoverageMap | None:
        """The ledger that has the view, the latest if there are several."""
        if self._detail is not None:
            span, ledger = self._detail
            if span.start <= view.start and view.end <= span.end:
                return ledger
        return self.ledger

    def _is_enough(self, view: TimeRange, step: int) -> bool:
        now = self._home_time()
        # What is not yet a step old needs no question of its own.
        end = max(view.start, min(view.end, Micros(now - max(step, SECOND))))
        seen = TimeRange(view.start, Micros(end))
        return all(self.book.is_enough(key, seen, step) for key in self._keys)

    def _is_asked(self, view: TimeRange, step: int) -> bool:
        """Whether what is under way has the view: a drag does not ask anew at every pixel."""
        if self._asked is None or _DETAIL not in self._busy:
            return False
        span, asked_step = self._asked
        end = min(view.end, self._home_time())
        return asked_step == step and span.start <= view.start and end <= span.end

    async def _fetch(self, view: TimeRange, grid: Grid) -> None:
        await asyncio.sleep(_PATIENCE)
        now, step = self._home_time(), grid.step
        try:
            ledger = await self._lines.coverage(self._keys, grid.span, now, _SEAM)
            self._detail = (TimeRange(grid.start, max(grid.end, view.end)), ledger)
            for key in self._keys:
                request = LineRequest(key, grid, raw_up_to=grid.count)
                tile = await self._lines.line(request, ledger)
                self.book.put(key, StoredTile(tile, step, now))
                self.problem = None
                self._tell_now_and_then()
        except EnergyDesktopError as error:
            self.problem = error.problem
        self._busy.discard(_DETAIL)
        self.arrived.emit()

    async def _fetch_everything(self) -> None:
        now = self._home_time()
        all_time = TimeRange(Micros(0), now)
        try:
            self.ledger = await self._lines.coverage(self._keys, all_time, now, _SEAM)
            begin = self.ledger.begin
            start = min(begin if begin is not None else now, Micros(now - _SHORTEST_HISTORY))
            self.everything = TimeRange(Micros(start), now)
            self.arrived.emit()
            step = width_for(self.everything.duration, _OVERVIEW_STEPS)
            grid = _aligned(self.everything, step)
            for key in self._keys:
                request = LineRequest(key, grid, raw_up_to=0)
                tile = await self._lines.line(request, self.ledger)
                self.book.put_overview(key, StoredTile(tile, step, now))
                self._tell_now_and_then()
            self.problem = None
        except EnergyDesktopError as error:
            self.problem = error.problem
        self._busy.discard(_OVERVIEW)
        self.arrived.emit()

    def _tell_now_and_then(self) -> None:
        """Say that a line has come; the last one is told of anyway."""
        now = self._home_time()
        if not 0 <= now - self._told_at < _PAUSE:
            self._told_at = now
            self.arrived.emit()


def _grid_around(view: TimeRange, step: int, now: Micros) -> Grid:
    """The view with half of its length on either side, so that a drag finds something."""
    margin = view.duration // 2
    end = min(view.end + margin, max(now + step, view.start + step))
    return _aligned(TimeRange(Micros(view.start - margin), Micros(end)), step)


def _aligned(span: TimeRange, step: int) -> Grid:
    start = span.start // step * step
    return Grid(Micros(start), step, max(1, -(-(span.end - start) // step)))
