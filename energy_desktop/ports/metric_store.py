"""Where readings and statistics are kept."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Protocol

from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import Micros


class MetricStore(Protocol):
    """Upserts by key in, columns out; every method raises StoreUnusable.

    The key of a reading is (entity_id, timestamp), of a statistic (entity_id, period,
    timestamp); the later write of a key wins. Infinities, and moments outside 1970–9999, are
    refused with ValueError, and nothing of their batch is stored.
    """

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        """Store readings, in any order; durable, together with the mark, on return."""

    async def last_mark(self) -> BatchMark | None:
        """The mark of the last durable batch."""

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """Readings in the span, each key once, ordered by entity id and time."""

    def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        """The same in pages of about `rows` readings, so that any amount can be exported."""

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """The newest reading of each entity, optionally before a moment."""

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        """The span cut into `count` equal buckets, those that hold a reading, with its figures.

        A bucket is `ceil(duration / count)` microseconds wide, so the last may reach past
        the span; what lies outside the span counts in none.
        """

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        """Number of readings of each of the entities in the span, each key once; 0 for none."""

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        """Store statistics rows; durable, together with the mark, on return."""

    async def statistics(
        self, entity_ids: Sequence[str], period: Period, span: TimeRange
    ) -> StatisticColumns:
        """Rows that start in the span, ordered by entity id and time."""

    async def seal(self, before: Micros) -> int:
        """Bring UTC days that ended before a moment into their final form; number of days.

        0 where nothing is to do, also for a store that keeps them in form by itself.
        Changes no answer, only how fast it comes. Worth calling after each day and after
        a large import.
        """

    async def close(self) -> None:
        """Flush and close; idempotent."""
