"""From the journal to the database: in order, again and again, until nothing waits."""

import asyncio
import logging
from contextlib import suppress
from typing import Protocol

from energy_desktop.adapters.journal.batches import Batch, Rows
from energy_desktop.adapters.journal.journal import Entry, Journal
from energy_desktop.adapters.owner_thread import OwnerThread
from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import Problem
from energy_desktop.model.row_order import joined
from energy_desktop.ports.errors import StoreUnusable

_ROWS_AT_ONCE = 50_000
_LOOK_FOR_RESTART_EVERY = 10.0
_FIRST_RETRY_AFTER = 0.25
_LONGEST_RETRY_DELAY = 15.0

_log = logging.getLogger(__name__)


class Target(Protocol):
    """What takes the batches."""

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        """Store readings; durable on return."""

    async def write_statistics(self, rows: StatisticColumns, mark: BatchMark | None = None) -> None:
        """Store statistics rows; durable on return."""

    async def last_mark(self) -> BatchMark | None:
        """The mark of the last durable batch."""

    async def server_start(self) -> str:
        """When the server was started: another text after each restart."""


class Replay:
    """Hands batches over one after the other; at most one hand-over at a time."""

    def __init__(self, journal: Journal, thread: OwnerThread, target: Target) -> None:
        self._journal = journal
        self._thread = thread
        self._target = target
        self._turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._server: str | None = None
        self._proven = 0
        """Number of the newest mark the database holds."""
        self._marks_from: int | None = 0
        """Entries before this one leave their marks out; None lets all of them.

        Where the database lost what is kept no more, a later mark would claim that as well.
        """
        self.problem: Problem | None = None
        """Why the database could not be used last; None after a hand-over that succeeded."""

    def wake(self) -> None:
        """Something waits."""
        self._woken.set()

    async def run(self) -> None:
        """Hand over for ever; a database that fails is asked again after a while."""
        delay = _FIRST_RETRY_AFTER
        while True:
            self._woken.clear()
            try:
                await self.hand_over_all()
            except StoreUnusable as error:
                self._failed(error)
                await asyncio.sleep(delay)
                delay = min(2 * delay, _LONGEST_RETRY_DELAY)
                continue
            self._succeeded()
            delay = _FIRST_RETRY_AFTER
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_FOR_RESTART_EVERY):
                    await self._woken.wait()

    async def hand_over_all(self) -> None:
        """Hand over until nothing waits; raises StoreUnusable, and what was not taken waits."""
        async with self._turn:
            await self._notice_restart()
            while chosen := await self._thread.run(self._journal.next_batches, _ROWS_AT_ONCE):
                await self._hand_over(chosen)

    async def wrote_past_journal(self, batch: Batch) -> bool:
        """Write a batch for which the journal has no room; False when that may not be.

        Older batches of the same keys come first: while some wait, nothing goes past them.
        Raises StoreUnusable.
        """
        async with self._turn:
            if self._journal.waiting:
                return False
            await self._write(batch.rows, batch.mark)
            return True

    async def last_mark(self) -> BatchMark | None:
        """The newest mark that is proven: see the store's method."""
        newest = self._journal.last_mark
        async with self._turn:
            try:
                proven = await self._target.last_mark()
            except StoreUnusable as error:
                self._failed(error)
                if newest is None:
                    raise
                return newest
            if self._is_behind(proven):
                await self._thread.run(self._journal.expect, _number(proven))
                self._marks_from = self._journal.next_number
                return proven
            waits = any(entry.mark for entry in self._journal.waiting)
            return newest if waits and _number(newest) > _number(proven) else proven

    async def _notice_restart(self) -> None:
        """After a restart of the server, and at first, find out what the database has."""
        server = await self._target.server_start()
        if server == self._server:
            return
        proven = await self._target.last_mark()
        if self._marks_from is not None and self._is_behind(proven):
            _log.error(
                "the database holds batches up to %d, though it had taken %d: what it lost is"
                " fetched again after the next start",
                _number(proven),
                self._journal.forgotten,
            )
            self._marks_from = None
        self._proven = _number(proven)
        if self._server is not None:
            _log.warning("the database has restarted: the last minutes are handed over once more")
        await self._thread.run(self._journal.wait_again)
        self._server = server

    def _is_behind(self, proven: BatchMark | None) -> bool:
        """Whether the database lost a batch that the journal does not keep any more."""
        return _number(proven) < self._journal.forgotten

    async def _hand_over(self, chosen: list[tuple[Entry, Batch]]) -> None:
        rows = await self._thread.run(_together, [batch.rows for _, batch in chosen])
        last = chosen[-1][0].number
        marks = [entry.mark for entry, _ in chosen if entry.mark is not None and self._may(entry)]
        mark = marks[-1] if marks and marks[-1].number > self._proven else None
        await self._write(rows, mark)
        await self._thread.run(self._journal.taken, last)

    def _may(self, entry: Entry) -> bool:
        return self._marks_from is not None and entry.number >= self._marks_from

    async def _write(self, rows: Rows, mark: BatchMark | None) -> None:
        if isinstance(rows, StatisticColumns):
            await self._target.write_statistics(rows, mark)
        else:
            await self._target.write_readings(rows, mark)
        if mark is not None:
            self._proven = mark.number

    def _failed(self, error: StoreUnusable) -> None:
        if self.problem != error.problem:
            _log.warning("readings wait in the journal: %s", error)
        self.problem = error.problem

    def _succeeded(self) -> None:
        if self.problem is not None:
            _log.warning("the database takes readings again; nothing waits any more")
        self.problem = None


def _together(rows: list[Rows]) -> Rows:
    readings = [each for each in rows if isinstance(each, ReadingColumns)]
    statistics = [each for each in rows if isinstance(each, StatisticColumns)]
    return joined(readings) if readings else joined(statistics)


def _number(mark: BatchMark | None) -> int:
    return 0 if mark is None else mark.number
