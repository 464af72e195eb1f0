"""Questions to the store that a screen or an export asks."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import TypeVar

from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import Ledger
from energy_desktop.model.messages import Problem
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores

T = TypeVar("T")

_REMEMBERED_FOR = 5.0
"""Seconds; where a part of a file is damaged, other questions are answered in between."""


class QueryTimes:
    """How long the last queries took."""

    def __init__(self, kept: int = 1000) -> None:
        self._seconds: deque[float] = deque(maxlen=kept)

    def add(self, seconds: float) -> None:
        """One query's duration."""
        self._seconds.append(seconds)

    def percentile(self, share: float) -> float | None:
        """Milliseconds that `share` (0 to 1) of the queries stayed under; None without any."""
        if not self._seconds:
            return None
        ordered = sorted(self._seconds)
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


class HistoryQueries:
    """Reads from whichever store is current, and measures each query."""

    def __init__(self, stores: Stores, clock: Clock) -> None:
        self._stores = stores
        self._clock = clock
        self._failed_at = 0.0
        self.times = QueryTimes()
        self.problem: Problem | None = None
        """Why the store did not answer lately; None when it has answered for some seconds."""

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        """What a chart draws of an entity: `count` equal buckets over the span."""
        return await self._timed(lambda: self._stores.metrics.buckets(entity_id, span, count))

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """Raw readings, ordered by entity and time."""
        return await self._timed(lambda: self._stores.metrics.readings(entity_ids, span))

    def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        """The same in pages of about `rows` readings; not measured, it takes what it takes."""
        return self._stores.metrics.reading_pages(entity_ids, span, rows)

    async def count(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        """Number of readings of each entity in the span."""
        return await self._timed(lambda: self._stores.metrics.count_readings(entity_ids, span))

    async def statistics(self, entity_id: str, period: Period, span: TimeRange) -> StatisticColumns:
        """Rows of one entity and period that start in the span, ordered by time."""
        return await self._timed(lambda: self._stores.metrics.statistics([entity_id], period, span))

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """The newest stored reading of each entity, optionally before a moment."""
        return await self._timed(lambda: self._stores.metrics.latest(entity_ids, before))

    async def coverage(self, entity_ids: Collection[str], span: TimeRange) -> Ledger:
        """The ledger of a stretch."""
        return await self._timed(lambda: self._stores.state.ledger(entity_ids, span))

    async def _timed(self, ask: Callable[[], Awaitable[T]]) -> T:
        started = self._clock.monotonic()
        try:
            answer = await ask()
            if started > self._failed_at + _REMEMBERED_FOR:
                self.problem = None
            return answer
        except StoreUnusable as error:
            self.problem, self._failed_at = error.problem, self._clock.monotonic()
            raise
        finally:
            self.times.add(self._clock.monotonic() - started)
