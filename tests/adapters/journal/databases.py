"""Databases behind the journal: one that is always there, and one that does as it is told."""

from collections.abc import AsyncIterator, Collection, Sequence

from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.metric_store import MetricStore


class RestartlessDatabase:
    """A store as a database that never restarts."""

    def __init__(self, store: MetricStore) -> None:
        self._store = store

    async def server_start(self) -> str:
        return "the beginning"

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        await self._store.write_readings(readings, mark)

    async def last_mark(self) -> BatchMark | None:
        return await self._store.last_mark()

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        return await self._store.readings(entity_ids, span)

    async def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        async for page in self._store.reading_pages(entity_ids, span, rows):
            yield page

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        return await self._store.latest(entity_ids, before)

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        return await self._store.buckets(entity_id, span, count)

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        return await self._store.count_readings(entity_ids, span)

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        await self._store.write_statistics(rows, mark)

    async def statistics(
        self, entity_ids: Sequence[str], period: Period, span: TimeRange
    ) -> StatisticColumns:
        return await self._store.statistics(entity_ids, period, span)

    async def seal(self, before: Micros) -> int:
        return await self._store.seal(before)

    async def close(self) -> None:
        await self._store.close()


class TroubledDatabase(RestartlessDatabase):
    """One that goes away, comes back, restarts, and forgets what it was told last."""

    def __init__(self, store: MetricStore) -> None:
        super().__init__(store)
        self.is_away = False
        self.starts = 1
        self.forgets = False
        """Whether it acknowledges batches without keeping them."""
        self.written: list[tuple[int, BatchMark | None]] = []
        """Rows and mark of each batch it acknowledged, in order."""
        self.read = 0
        """Readings that it handed out in pages."""

    async def server_start(self) -> str:
        self._answer()
        return f"start {self.starts}"

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        self._answer()
        self.written.append((len(readings), mark))
        if not self.forgets:
            await super().write_readings(readings, mark)

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        self._answer()
        self.written.append((len(rows), mark))
        if not self.forgets:
            await super().write_statistics(rows, mark)

    async def last_mark(self) -> BatchMark | None:
        self._answer()
        return await super().last_mark()

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        self._answer()
        return await super().readings(entity_ids, span)

    async def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        self._answer()
        async for page in super().reading_pages(entity_ids, span, rows):
            self.read += len(page)
            yield page

    def _answer(self) -> None:
        if self.is_away:
            raise StoreUnusable(ProblemCode.STORE_AWAY, path="there", reason="it is away")
