"""Readings and statistics in QuestDB: the port `MetricStore` of the server profile."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import TypeVar, TypeVarTuple, Unpack

from energy_desktop.adapters.owner_thread import OwnerThread, WorkerThreads
from energy_desktop.adapters.questdb import questions
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.connections import Connections
from energy_desktop.adapters.questdb.line_sender import LineSender
from energy_desktop.adapters.questdb.tables import (
    Cursor,
    Table,
    Tables,
    check_server,
    make_ready,
    version_of,
)
from energy_desktop.adapters.questdb.visibility import Visibility
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

READER_THREADS = 4

ANSWER_WITHIN = 60.0
"""Seconds for one question: a server that hangs is one that is away."""

_CHECK_TABLES_EVERY = 256
"""Batches between two looks whether the tables are still as they were made."""

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class QuestDbMetricStore:
    """One thread owns the sender; a few read beside it, each question on its own connection.

    Nothing is connected before it is needed, so a store can be made while its server is
    away: each method then raises StoreUnusable, and works when the server is there.
    """

    def __init__(self, address: QuestDbAddress, slug: str = "") -> None:
        self._address = address
        self._tables = Tables.of(slug)
        self._connections = Connections(address)
        self._sender = LineSender(address, self._tables)
        self._visibility = Visibility(address.reads_from)
        self._writer = OwnerThread("questdb-writer")
        self._readers = WorkerThreads("questdb-reader", READER_THREADS)
        self._batches_until_check = 0
        self._is_closed = False

    async def prepare(self) -> None:
        """Check both addresses, make or upgrade the tables; raises StoreUnusable."""
        await self._write(self._make_ready)

    async def server_version(self) -> str:
        """What answers, such as "QuestDB 9.1.0"."""
        return await self._read(None, version_of)

    async def server_start(self) -> str:
        """When the server was started: another text after each restart."""
        return await self._read(
            None, lambda cursor: str(_only(cursor, b"SELECT pg_postmaster_start_time()"))
        )

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        """Store readings, in any order; durable on return, and the mark after them."""
        check_readings(readings)
        if len(readings) or mark is not None:
            await self._write(
                self._write_batch, self._tables.readings, self._sender.send_readings, readings, mark
            )

    async def last_mark(self) -> BatchMark | None:
        """The mark of the last durable batch, also of another program."""
        self._visibility.wrote(self._tables.batches.name)
        return await self._read(
            self._tables.batches, lambda cursor: questions.last_mark(cursor, self._tables)
        )

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """Readings in the span, each key once, ordered by entity id and time."""
        ids = tuple(sorted(set(entity_ids)))
        if not ids or not span.duration:
            return ReadingColumns.of([])
        return await self._ask(questions.readings, ids, span)

    async def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        """The same in pages of at most `rows` readings, so that any amount can be exported."""
        counts = await self.count_readings(entity_ids, span)
        for group in paging.groups(counts, rows):
            parts = [span]
            if counts[group[0]] > rows:
                days = await self._ask(questions.daily_counts, group[0], span)
                parts = paging.spans(days, span, rows)
            for part in parts:
                piece: paging.Piece | None = paging.Piece(group, part, rows)
                while piece is not None:
                    page = await self._ask(questions.page, piece)
                    piece = piece.after(page)
                    if len(page):
                        yield page

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """The newest reading of each entity, optionally before a moment."""
        ids = tuple(sorted(set(entity_ids)))
        return await self._ask(questions.newest, ids, before) if ids else {}

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        """The span cut into `count` equal buckets, each with min, max, mean and count."""
        if not span.duration:
            return no_buckets(span, count)
        return await self._ask(questions.buckets, entity_id, span, count)

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        """Number of readings of each entity in the span, each key once."""
        ids = tuple(sorted(set(entity_ids)))
        if not ids or not span.duration:
            return dict.fromkeys(ids, 0)
        found = await self._ask(questions.counts, ids, span)
        return {each: found.get(each, 0) for each in ids}

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        """Store statistics rows; durable on return, and the mark after them."""
        check_statistics(rows)
        if len(rows) or mark is not None:
            await self._write(
                self._write_batch, self._tables.statistics, self._sender.send_statistics, rows, mark
            )

    async def statistics(
        self, entity_ids: Sequence[str], period: Period, span: TimeRange
    ) -> StatisticColumns:
        """Rows that start in the span, ordered by entity id and time."""
        ids = tuple(sorted(set(entity_ids)))
        if not ids or not span.duration:
            return StatisticColumns.of_rows((), period, [])
        return await self._read(
            self._tables.statistics,
            lambda cursor: questions.statistics(cursor, self._tables, ids, period, span),
        )

    async def seal(self, before: Micros) -> int:
        """Nothing to do: QuestDB keeps its partitions in form by itself."""
        return 0

    async def close(self) -> None:
        """Flush and close; questions that still wait for an answer fail; idempotent."""
        if self._is_closed:
            return
        self._is_closed = True
        self._connections.interrupt()
        try:
            await self._readers.close()
            await self._writer.run(self._sender.close)
            await self._writer.close()
        finally:  # also when the caller did not wait for all that
            self._connections.close()

    def _write_batch(
        self, table: Table, send: Callable[[T], None], rows: T, mark: BatchMark | None
    ) -> None:
        """Send rows, and only when they are acknowledged the mark."""
        self._make_ready_if_due()
        self._batches_until_check -= 1
        try:
            send(rows)
            if mark is not None:
                self._sender.send_mark(mark)
        except Exception:
            self._batches_until_check = 0
            raise
        finally:  # not before: a question meanwhile would take it for seen
            self._visibility.wrote(table.name)
            self._visibility.wrote(self._tables.batches.name)

    def _make_ready_if_due(self) -> None:
        if self._batches_until_check <= 0:
            self._make_ready()

    def _make_ready(self) -> None:
        """Over the PostgreSQL wire first: a table that ILP makes by itself has no keys."""

        def make(cursor: Cursor) -> None:
            check_server(cursor, self._address.reads_from)
            make_ready(cursor, self._tables, self._address.reads_from)
            for table in self._tables.all:
                self._visibility.resume(cursor, table.name)

        self._connections.ask(make)
        self._sender.send_form()
        for table in self._tables.all:  # an earlier run may have written moments ago
            self._visibility.wrote(table.name)
        self._batches_until_check = _CHECK_TABLES_EVERY

    async def _ask(
        self, question: Callable[[Cursor, Tables, Unpack[Arguments]], T], *args: *Arguments
    ) -> T:
        """Ask something about readings."""
        return await self._read(
            self._tables.readings, lambda cursor: question(cursor, self._tables, *args)
        )

    async def _read(self, table: Table | None, question: Callable[[Cursor], T]) -> T:
        """Ask a question when what was written to its table can be read."""
        self._refuse_when_closed()
        if self._batches_until_check <= 0:
            await self._write(self._make_ready_if_due)

        def ask(cursor: Cursor) -> T:
            if table is not None:
                self._visibility.wait(cursor, table.name)
            return question(cursor)

        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                return await self._readers.run(self._connections.ask, ask)
        except TimeoutError:
            self._connections.interrupt()  # the threads would wait with it
            raise StoreUnusable(
                ProblemCode.STORE_AWAY,
                path=self._address.reads_from,
                reason=f"no answer within {ANSWER_WITHIN:g} seconds",
            ) from None

    async def _write(
        self, function: Callable[[Unpack[Arguments]], None], *args: *Arguments
    ) -> None:
        self._refuse_when_closed()
        await self._writer.run(function, *args)

    def _refuse_when_closed(self) -> None:
        if self._is_closed:
            raise StoreUnusable(
                ProblemCode.STORE_AWAY, path=self._address.reads_from, reason="it is closed"
            )


def _only(cursor: Cursor, question: bytes) -> object:
    row = cursor.execute(question).fetchone()
    return None if row is None else row[0]
