"""A metric store whose writes are noted, can be held, and can be sent to another store."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field

from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import MINUTE, Micros
from energy_desktop.ports.metric_store import MetricStore


@dataclass(slots=True)
class Written:
    """Where rows were written since somebody last looked."""

    entities: set[str] = field(default_factory=set)
    readings: list[TimeRange] = field(default_factory=list)
    statistics: dict[Period, list[TimeRange]] = field(default_factory=dict)

    def note_readings(self, rows: ReadingColumns) -> None:
        """Readings were written."""
        if len(rows):
            self.entities |= set(rows.entities)
            self.readings = union([*self.readings, _span(rows)])

    def note_statistics(self, rows: StatisticColumns) -> None:
        """Statistics rows were written."""
        if len(rows):
            self.entities |= set(rows.entities)
            known = self.statistics.get(rows.period, [])
            self.statistics[rows.period] = union([*known, _span(rows)])


class WatchedMetrics:
    """Implements `ports.metric_store.MetricStore` before another one.

    While `turn` is held no write is on its way; those that wait go to whatever `store` is then.
    """

    def __init__(self, store: MetricStore) -> None:
        self.store = store
        self.turn = asyncio.Lock()
        self.written = Written()

    def take_written(self) -> Written:
        """What was written since the last time."""
        written, self.written = self.written, Written()
        return written

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        """Store readings, and note where."""
        async with self.turn:
            await self.store.write_readings(readings, mark)
            self.written.note_readings(readings)

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        """Store statistics rows, and note where."""
        async with self.turn:
            await self.store.write_statistics(rows, mark)
            self.written.note_statistics(rows)

    async def last_mark(self) -> BatchMark | None:
        """The mark of the last durable batch."""
        return await self.store.last_mark()

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """Readings in the span."""
        return await self.store.readings(entity_ids, span)

    def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        """The same in pages."""
        return self.store.reading_pages(entity_ids, span, rows)

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """The newest reading of each entity."""
        return await self.store.latest(entity_ids, before)

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        """The span cut into buckets."""
        return await self.store.buckets(entity_id, span, count)

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        """Number of readings of each of the entities in the span."""
        return await self.store.count_readings(entity_ids, span)

    async def statistics(
        self, entity_ids: Sequence[str], period: Period, span: TimeRange
    ) -> StatisticColumns:
        """Rows that start in the span."""
        return await self.store.statistics(entity_ids, period, span)

    async def seal(self, before: Micros) -> int:
        """What the store makes of it."""
        return await self.store.seal(before)

    async def close(self) -> None:
        """Close the store."""
        await self.store.close()


def _span(rows: ReadingColumns | StatisticColumns) -> TimeRange:
    """In whole minutes, so that a thousand batches make one stretch."""
    first, last = int(rows.timestamp.min()), int(rows.timestamp.max())
    return TimeRange(Micros(first // MINUTE * MINUTE), Micros((last // MINUTE + 1) * MINUTE))
