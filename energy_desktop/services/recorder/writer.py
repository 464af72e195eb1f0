"""Numbered batches into the metric store, one at a time."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark, lease_of, next_batch
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores

_log = logging.getLogger(__name__)


class BatchWriter:
    """Gives each batch its number and writes it with its mark in one transaction.

    Live batches and imports share the numbers, so that one comparison at the start tells
    whether the ledger claims more than the metric store holds.
    """

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._turn = asyncio.Lock()
        self._session_id = ""
        self._covered_to = Micros(0)
        self._given = 0
        self.number = 0
        """Number of the last durable batch."""

    async def load(self) -> int:
        """Continue after the last durable batch, and cut the ledger back to what it proves.

        Returns the number of sessions and intervals that claimed too much.
        """
        proven = await self._stores.metrics.last_mark()
        await self._refuse_to_guess(proven)
        changed = await self._stores.state.reconcile_sessions(proven)
        if changed:
            _log.warning("the ledger was ahead of the metric store: %d entries cut back", changed)
        self.number = proven.number if proven else 0
        if proven is not None:
            self._session_id, self._covered_to = proven.session_id, proven.covered_to
        return changed

    async def _refuse_to_guess(self, proven: BatchMark | None) -> None:
        """With a database away, another machine may have recorded what this one cannot know of.

        RECORDED_ELSEWHERE where a mark of a later lease tells so, and the error of the metric
        store where the ledger does: it would be cut back to what is known here.
        """
        health = self._stores.health()
        number = proven.number if proven else 0
        if health.state is not None:
            if lease_of(number) > self._stores.lease.number:
                raise StoreUnusable(
                    ProblemCode.RECORDED_ELSEWHERE,
                    path=health.state.parameters.get("path", ""),
                    holder="Another program",
                )
        elif health.journal is not None and (away := health.journal.problem) is not None:
            known = [each.recording_id for each in await self._stores.state.entities()]
            ledger = await self._stores.state.ledger(known)
            if any(session.batch > number for session in ledger.sessions):
                raise StoreUnusable(away.code, **away.parameters)

    @asynccontextmanager
    async def between_batches(self) -> AsyncIterator[None]:
        """No batch is on its way to the store inside."""
        async with self._turn:
            yield

    async def write(
        self, readings: ReadingColumns, session_id: str = "", covered_to: Micros | None = None
    ) -> int:
        """Make a batch durable and return its number; StoreUnusable leaves it to the caller.

        Without a session (an import) the mark repeats what the last live batch proved. A number
        is given once: a batch whose writer was cancelled may be stored all the same, and its mark
        must not prove the next one.
        """
        async with self._turn:
            self._stores.lease.check()
            number = next_batch(max(self.number, self._given), self._stores.lease.number)
            self._given = number
            if session_id:
                proves = BatchMark(number, session_id, covered_to or Micros(0))
            else:
                proves = BatchMark(number, self._session_id, self._covered_to)
            await self._stores.metrics.write_readings(readings, proves)
            self.number = proves.number
            self._session_id, self._covered_to = proves.session_id, proves.covered_to
            return self.number
