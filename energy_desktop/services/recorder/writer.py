"""Numbered batches into the metric store, one at a time."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark, next_batch
from energy_desktop.model.timestamps import Micros
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
        self.number = 0
        """Number of the last durable batch."""

    async def load(self) -> int:
        """Continue after the last durable batch, and cut the ledger back to what it proves.

        Returns the number of sessions and intervals that claimed too much.
        """
        proven = await self._stores.metrics.last_mark()
        changed = await self._stores.state.reconcile_sessions(proven)
        if changed:
            _log.warning("the ledger was ahead of the metric store: %d entries cut back", changed)
        self.number = proven.number if proven else 0
        if proven is not None:
            self._session_id, self._covered_to = proven.session_id, proven.covered_to
        return changed

    @asynccontextmanager
    async def between_batches(self) -> AsyncIterator[None]:
        """No batch is on its way to the store inside."""
        async with self._turn:
            yield

    async def write(
        self, readings: ReadingColumns, session_id: str = "", covered_to: Micros | None = None
    ) -> int:
        """Make a batch durable and return its number; StoreUnusable leaves it to the caller.

        Without a session (an import) the mark repeats what the last live batch proved.
        """
        async with self._turn:
            self._stores.lease.check()
            number = next_batch(self.number, self._stores.lease.number)
            if session_id:
                proves = BatchMark(number, session_id, covered_to or Micros(0))
            else:
                proves = BatchMark(number, self._session_id, self._covered_to)
            await self._stores.metrics.write_readings(readings, proves)
            self.number = proves.number
            self._session_id, self._covered_to = proves.session_id, proves.covered_to
            return self.number
