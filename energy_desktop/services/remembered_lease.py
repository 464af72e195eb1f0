"""The recorder's lease as it was last known, until its server answers for the first time."""

import asyncio
import logging
from dataclasses import replace

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LocalState
from energy_desktop.ports.recorder_lease import RecorderLease, Tenure

_log = logging.getLogger(__name__)


class RememberedLease:
    """Implements `ports.recorder_lease.RecorderLease` before one whose server may be away.

    Whoever held the lease last goes on after a restart: while the server is away nobody else can
    take it. If somebody took it before that, both write the same readings, and what this program
    says to the ledger is dropped when the server is back.
    """

    def __init__(self, lease: RecorderLease, local: LocalState, is_away: bool) -> None:
        self._lease = lease
        self._local = local
        self._turn = asyncio.Lock()
        self._remembered = local.known.tenure if is_away else None
        """None once the server has answered."""
        self._was_just_away = is_away

    @property
    def number(self) -> int:
        """Of the lease this program holds, or held when it was last asked about."""
        remembered = self._remembered
        return remembered.number if remembered and remembered.is_ours else self._lease.number

    def check(self) -> None:
        """StoreUnusable (RECORDED_ELSEWHERE) unless this program may record."""
        if not self._remembered or not self._remembered.is_ours:
            self._lease.check()

    async def claim(self) -> Tenure:
        """Keep the lease, or take it; as it was last known while nobody has answered yet.

        A start that found the server away does not wait for its silence a second time.
        """
        was_just_away, self._was_just_away = self._was_just_away, False
        if was_just_away and self._remembered is not None:
            return self._remembered
        try:
            return await self.claim_now()
        except StoreUnusable as error:
            if error.problem.code is not ProblemCode.STORE_AWAY or self._remembered is None:
                raise
            return self._remembered

    async def claim_now(self) -> Tenure:
        """The same; StoreUnusable when nobody answers."""
        async with self._turn:  # two takings at once would end each other's sessions
            tenure = await self._lease.claim()
            self._remembered = None
        known = self._local.known
        if tenure != known.tenure:
            try:
                await self._local.keep(replace(known, tenure=tenure))
            except StoreUnusable as error:
                _log.warning("a start without the server would know an older lease: %s", error)
        return tenure

    async def release(self) -> None:
        """Let others record at once; nothing happens when it is not held."""
        await self._lease.release()
