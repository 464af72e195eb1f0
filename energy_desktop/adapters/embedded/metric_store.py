"""Readings and statistics in one DuckDB file: the port `MetricStore` of the embedded profile."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar, TypeVarTuple, Unpack

import duckdb

from energy_desktop.adapters.embedded import (
    newest_readings,
    reading_pages,
    reading_queries,
    reading_writes,
    sealing,
    statistic_clustering,
    statistic_rows,
    utc_months,
)
from energy_desktop.adapters.embedded.entity_numbers import EntityNumbers
from energy_desktop.adapters.embedded.metric_database import DatabaseLimits, MetricDatabase
from energy_desktop.adapters.embedded.sealed_days import SealedDays
from energy_desktop.adapters.owner_thread import OwnerThread, WorkerThreads
from energy_desktop.model import paging
from energy_desktop.model.bucketing import no_buckets
from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period
from energy_desktop.model.storable import check_readings, check_statistics
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable

FILE_NAME = "metrics.duckdb"
READER_THREADS = 3

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class EmbeddedMetricStore:
    """One thread owns the writes; a few read beside it, each question on its own cursor."""

    def __init__(self, path: Path, limits: DatabaseLimits) -> None:
        self._database = MetricDatabase(path, limits)
        self._numbers = EntityNumbers()
        self._sealed = SealedDays()
        self._writer = OwnerThread("metrics-writer")
        self._readers = WorkerThreads("metrics-reader", READER_THREADS)
        self._sealing = asyncio.Lock()
        self._is_closed = False

    @classmethod
    async def open(
        cls, folder: Path, limits: DatabaseLimits | None = None
    ) -> "EmbeddedMetricStore":
        """Open `metrics.duckdb` in a folder, or make both; raises StoreUnusable."""
        store = cls(folder / FILE_NAME, limits or DatabaseLimits())
        try:
            await store._writer.run(store._open)
        except BaseException:  # also cancelled: nobody else would end its threads
            await store._end_threads()
            raise
        return store

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        """Store readings, in any order; durable, together with the mark, on return."""
        check_readings(readings)
        if len(readings) or mark is not None:
            await self._write(
                reading_writes.write_readings, self._numbers, self._sealed, readings, mark
            )

    async def last_mark(self) -> BatchMark | None:
        """The mark of the last durable batch."""
        return await self._read(reading_writes.last_mark)

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """Readings in the span, each key once, ordered by entity id and time."""
        return await self._read(reading_queries.readings, self._numbers.known(entity_ids), span)

    async def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        """The same in pages of about `rows` readings, so that any amount can be exported."""
        counts = await self.count_readings(entity_ids, span)
        for group in paging.groups(counts, rows):
            for part in await self._parts(group, counts, span, rows):
                piece: paging.Piece | None = paging.Piece(group, part, rows)
                while piece is not None:
                    page = await self._read(reading_pages.page, self._numbers.known(group), piece)
                    piece = piece.after(page)
                    if len(page):
                        yield page

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """The newest reading of each entity, optionally before a moment."""
        return await self._read(newest_readings.newest, self._numbers.known(entity_ids), before)

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        """The span cut into `count` equal buckets, each with min, max, mean and count."""
        numbers = self._numbers.known([entity_id])
        if not numbers or not span.duration:
            return no_buckets(span, count)
        return await self._read(reading_queries.buckets, numbers[entity_id], span, count)

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        """Number of readings of each entity in the span, each key once."""
        found = await self._read(reading_queries.counts, self._numbers.known(entity_ids), span)
        return {each: found.get(each, 0) for each in sorted(set(entity_ids))}

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        """Store statistics rows; durable, together with the mark, on return."""
        check_statistics(rows)
        if len(rows) or mark is not None:
            await self._write(statistic_rows.write_statistics, self._numbers, rows, mark)

    async def statistics(
        self, entity_ids: Sequence[str], period: Period, span: TimeRange
    ) -> StatisticColumns:
        """Rows that start in the span, ordered by entity id and time."""
        numbers = self._numbers.known(entity_ids)
        return await self._read(statistic_rows.statistics, numbers, period, span)

    async def seal(self, before: Micros) -> int:
        """Bring days that ended before a moment into their final form; number of days.

        Each step is a short transaction, and batches are written between them.
        """
        async with self._sealing:
            hot = await self._read(sealing.hot_days, before)
            late = await self._read(sealing.late_days, before)
            for day in hot:
                await self._write(sealing.seal_day, self._sealed, day)
            for month in await self._read(sealing.unclustered_months, before):
                await self._recluster(utc_months.month_span(month))
                await self._write(sealing.note_clustered, month)
            for day in await self._read(sealing.late_days, before):
                await self._recluster(sealing.day_span(day))
            for stretch in await self._read(statistic_clustering.fresh_stretches):
                for chunk in await self._read(statistic_clustering.fresh_chunks, stretch):
                    await self._write(statistic_clustering.cluster, chunk)
            await self._write(reading_writes.prune_marks)
            return len({*hot, *late})

    async def close(self) -> None:
        """Flush and close; idempotent."""
        if not self._is_closed:
            self._is_closed = True
            await self._readers.close()
            await self._writer.run(self._database.close)
            await self._writer.close()

    def _open(self) -> None:
        self._database.open()
        try:
            with self._database.reading() as cursor:
                self._numbers.load(cursor)
                self._sealed.load(cursor)
        except Exception:
            self._database.close()
            raise

    async def _recluster(self, span: TimeRange) -> None:
        for chunk in await self._read(sealing.chunks, span):
            await self._write(sealing.recluster, chunk)

    async def _parts(
        self, group: tuple[str, ...], counts: dict[str, int], span: TimeRange, rows: int
    ) -> list[TimeRange]:
        if counts[group[0]] <= rows:
            return [span]
        number = self._numbers.known(group)[group[0]]
        days = await self._read(reading_pages.daily_counts, number, span)
        return paging.spans(days, span, rows)

    async def _write(
        self,
        function: Callable[[MetricDatabase, Unpack[Arguments]], None],
        *args: *Arguments,
    ) -> None:
        """Run a transaction when those before it have ended."""
        self._refuse_when_closed()
        await self._writer.run(function, self._database, *args)
        self._writer.post(self._database.checkpoint_if_due)

    async def _read(
        self,
        function: Callable[[duckdb.DuckDBPyConnection, Unpack[Arguments]], T],
        *args: *Arguments,
    ) -> T:
        """Ask a question, once more if a fatal error of DuckDB was cured meanwhile."""
        self._refuse_when_closed()

        def ask() -> T:
            with self._database.reading() as cursor:
                return function(cursor, *args)

        try:
            return await self._readers.run(ask)
        except StoreUnusable:
            if not self._database.is_invalid:
                raise
        await self._writer.run(self._database.reopen)
        return await self._readers.run(ask)

    def _refuse_when_closed(self) -> None:
        if self._is_closed:
            raise StoreUnusable(
                ProblemCode.STORE_AWAY, path=self._database.path, reason="it is closed"
            )

    async def _end_threads(self) -> None:
        await self._readers.close()
        await self._writer.close()
