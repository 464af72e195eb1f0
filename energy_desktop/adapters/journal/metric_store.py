"""A metric store that takes every batch to the local disk first, and hands it on when it can."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from energy_desktop.adapters.journal import overlay
from energy_desktop.adapters.journal.batches import Batch
from energy_desktop.adapters.journal.journal import Journal, JournalLimits
from energy_desktop.adapters.journal.replay import Replay
from energy_desktop.adapters.owner_thread import OwnerThread
from energy_desktop.model.columns import Buckets, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.ranges import TimeRange, complement
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period
from energy_desktop.model.storable import check_readings, check_statistics
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.metric_store import MetricStore

FOLDER_NAME = "journal"

_EVER = TimeRange(Micros(0), Micros(2**62))
_LAST_HAND_OVER_WITHIN = 5.0
_COUNTED_AT_ONCE = 20_000

_log = logging.getLogger(__name__)


class Database(MetricStore, Protocol):
    """A metric store on a server that may restart."""

    async def server_start(self) -> str:
        """When the server was started: another text after each restart."""


class JournaledMetricStore:
    """Durable on return means: in the journal, or in the database where the journal has no room.

    `run` hands batches on to the database, oldest first, for as long as it runs. Questions go
    to the database, and what still waits in the journal is laid over its answers; with the
    database away they raise its error.
    """

    def __init__(self, journal: Journal, limits: JournalLimits, database: Database) -> None:
        self._journal = journal
        self._limits = limits
        self._database = database
        self._thread = OwnerThread("journal")
        self._replay = Replay(journal, self._thread, database)
        self._is_closed = False

    @classmethod
    async def open(
        cls, folder: Path, database: Database, clock: Clock, limits: JournalLimits | None = None
    ) -> "JournaledMetricStore":
        """Open the journal in a folder, or make it; the database may be away.

        Raises StoreUnusable when the folder cannot be used. The database is closed with the
        journal.
        """
        chosen = limits or JournalLimits()
        journal = Journal(folder / FOLDER_NAME, chosen, clock)
        store = cls(journal, chosen, database)
        try:
            await store._thread.run(journal.open)
        except BaseException:  # also cancelled: nobody else would end its thread
            await store._thread.close()
            raise
        return store

    async def run(self) -> None:
        """Hand on what waits, again and again; never ends by itself."""
        await self._replay.run()

    @property
    def state(self) -> JournalState:
        """What the status page shows."""
        waiting = self._journal.waiting
        return JournalState(
            len(waiting),
            sum(entry.rows for entry in waiting),
            self._journal.size,
            self._limits.size,
            self._replay.problem,
            self._journal.cut_bytes,
            len(self._journal.lost_numbers),
        )

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        """Store readings, in any order; durable, together with the mark, on return."""
        check_readings(readings)
        if len(readings) or mark is not None:
            await self._write(Batch(readings, mark))

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        """Store statistics rows; durable, together with the mark, on return."""
        check_statistics(rows)
        if len(rows) or mark is not None:
            await self._write(Batch(rows, mark))

    async def last_mark(self) -> BatchMark | None:
        """The mark of the last durable batch, in the journal or in the database.

        With the database away, the last one this journal knows of. Where the database lost
        what the journal keeps no more (somebody brought back an older copy of it), only what
        the database proves.
        """
        return await self._replay.last_mark()

    async def readings(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns:
        """Readings in the span, each key once, ordered by entity id and time."""
        waiting = await self._waiting(entity_ids, span)
        stored = await self._database.readings(entity_ids, span)
        if waiting is None:
            return stored
        return await self._thread.run(overlay.over, stored, waiting, span)

    async def reading_pages(
        self, entity_ids: Collection[str], span: TimeRange, rows: int
    ) -> AsyncIterator[ReadingColumns]:
        """The same in pages of at most `rows` readings."""
        waiting = await self._waiting(entity_ids, span)
        place = 0
        async for page in self._database.reading_pages(entity_ids, span, rows):
            if waiting is None:
                yield page
                continue
            pages, place = await self._thread.run(
                overlay.pages_over, page, waiting, place, span, rows
            )
            for each in pages:
                yield each
        if waiting is not None:
            pages, _ = await self._thread.run(overlay.pages_over, None, waiting, place, span, rows)
            for each in pages:
                yield each

    async def latest(
        self, entity_ids: Collection[str], before: Micros | None = None
    ) -> dict[str, Reading]:
        """The newest reading of each entity, optionally before a moment."""
        span = TimeRange(_EVER.start, max(_EVER.start, before)) if before is not None else _EVER
        waiting = await self._waiting(entity_ids, span)
        stored = await self._database.latest(entity_ids, before)
        if waiting is None:
            return stored
        return await self._thread.run(overlay.over_latest, stored, waiting)

    async def buckets(self, entity_id: str, span: TimeRange, count: int) -> Buckets:
        """The span cut into `count` equal buckets, each with min, max, mean and count."""
        waiting = await self._waiting([entity_id], span)
        stored = await self._database.buckets(entity_id, span, count)
        if waiting is None:
            return stored
        within = overlay.touched(waiting, span, stored.width)
        readings = await self._database.readings([entity_id], within)
        whole = await self._thread.run(overlay.over, readings, waiting, within)
        return await self._thread.run(overlay.over_buckets, stored, whole, within, span)

    async def count_readings(self, entity_ids: Collection[str], span: TimeRange) -> dict[str, int]:
        """Number of readings of each of the entities in the span, each key once."""
        waiting = await self._waiting(entity_ids, span)
        if waiting is None:
            return await self._database.count_readings(entity_ids, span)
        # What waits may arrive between two questions, but only within its stretches: there it
        # is counted from readings, each key once.
        stretches = await self._thread.run(overlay.stretches, waiting)
        counts = Counter(dict.fromkeys(entity_ids, 0))
        for outside in complement(stretches, span):
            counts.update(await self._database.count_readings(entity_ids, outside))
        for inside in stretches:
            async for page in self.reading_pages(entity_ids, inside, _COUNTED_AT_ONCE):
                counts.update(overlay.counts_of(page))
        return dict(counts)

    async def statistics(
        self, entity_ids: Sequence[str], period: Period, span: TimeRange
    ) -> StatisticColumns:
        """Rows that start in the span, ordered by entity id and time."""
        ids = tuple(sorted(set(entity_ids)))
        waiting = await self._thread.run(
            lambda: overlay.waiting_columns(
                StatisticColumns, self._journal.waiting_rows(period, span), ids, span
            )
        )
        stored = await self._database.statistics(entity_ids, period, span)
        if waiting is None:
            return stored
        return await self._thread.run(overlay.over, stored, waiting, span)

    async def seal(self, before: Micros) -> int:
        """What the database makes of it."""
        return await self._database.seal(before)

    async def close(self) -> None:
        """Hand on what still waits, if the database takes it soon, and close both; idempotent."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            with suppress(TimeoutError, StoreUnusable):
                async with asyncio.timeout(_LAST_HAND_OVER_WITHIN):
                    await self._replay.hand_over_all()
        finally:
            await self._database.close()
            await self._thread.run(self._journal.close)
            await self._thread.close()

    async def _write(self, batch: Batch) -> None:
        """To the journal; past it when it has no room and the order allows."""
        try:
            await self._thread.run(self._journal.append, batch)
        except StoreUnusable as error:
            if not await self._replay.wrote_past_journal(batch):
                raise
            _log.warning("written past the journal: %s", error)
        else:
            self._replay.wake()

    async def _waiting(self, entity_ids: Collection[str], span: TimeRange) -> ReadingColumns | None:
        """What waits, looked at before the database is asked: it may arrive there meanwhile."""
        ids = tuple(sorted(set(entity_ids)))
        return await self._thread.run(
            lambda: overlay.waiting_columns(
                ReadingColumns, self._journal.waiting_rows(None, span), ids, span
            )
        )
