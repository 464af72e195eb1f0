"""How many gaps a run of repair has closed."""

import asyncio
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from energy_desktop.model.coverage import Ledger
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.repair_plan import FirstSeen, open_stretches
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.status_board import StatusBoard

_COUNTED_EVERY = 5.0
"""Seconds between looks at how many gaps are left, which read the whole ledger."""


class GapCount:
    """Of some entities up to a moment, told to the board as they are closed."""

    def __init__(
        self,
        stores: Stores,
        board: StatusBoard,
        clock: Clock,
        recording_ids: Iterable[str],
        until: Micros,
        first_seen: Mapping[str, FirstSeen],
    ) -> None:
        self._stores = stores
        self._board = board
        self._clock = clock
        self._recording_ids = list(recording_ids)
        self._until = until
        self._first_seen = first_seen
        self._left = 0
        self._counted_at = clock.monotonic()

    async def begin(self, ledger: Ledger) -> None:
        """Count what is open as the ledger stands."""
        self._left = len(await self._open(ledger))

    async def again(self) -> None:
        """Tell how many are closed since it was counted last."""
        self._counted_at = self._clock.monotonic()
        left = len(await self._open(await self._stores.state.ledger(self._recording_ids)))
        self._board.gaps_repaired += max(0, self._left - left)
        self._left = left

    async def now_and_then(self) -> None:
        """The same if that is some seconds ago."""
        if self._clock.monotonic() - self._counted_at >= _COUNTED_EVERY:
            await self.again()

    async def _open(self, ledger: Ledger) -> list[TimeRange]:
        return await open_gaps(ledger, self._recording_ids, self._until, self._first_seen)


async def open_gaps(
    ledger: Ledger,
    recording_ids: Iterable[str],
    until: Micros,
    first_seen: Mapping[str, FirstSeen] = MappingProxyType({}),
) -> list[TimeRange]:
    """On a thread: years of sessions of hundreds of entities take longer than the loop has."""
    ids, seen = list(recording_ids), dict(first_seen)
    return await asyncio.to_thread(open_stretches, ledger, ids, until, seen)
