"""The recorder's lease, kept for as long as this program lives."""

import asyncio
import logging

from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.status_board import StatusBoard

CLAIM_EVERY = 5.0

_log = logging.getLogger(__name__)


class LeaseKeeping:
    """Claims every few seconds, and shows who records."""

    def __init__(self, stores: Stores, board: StatusBoard) -> None:
        self._stores = stores
        self._board = board
        self._is_answered = True

    async def claim(self) -> None:
        """Keep the lease, or take it if nobody has it; raises StoreUnusable."""
        tenure = await self._stores.lease.claim()
        recorded_by = None if tenure.is_ours else tenure.holder
        if recorded_by == self._board.recorded_by:
            return
        if recorded_by is None:
            _log.warning("this program records from now on")
        else:
            _log.warning("%s records; this program only reads", recorded_by)
        self._board.recorded_by = recorded_by
        self._board.changed()

    async def run(self) -> None:
        """Claim until cancelled; where nobody answers, all stays as it is."""
        while True:
            await asyncio.sleep(CLAIM_EVERY)
            try:
                await self.claim()
            except StoreUnusable as error:
                if self._is_answered:
                    _log.warning("nobody answers for the recorder's lease: %s", error)
                self._is_answered = False
            else:
                self._is_answered = True
