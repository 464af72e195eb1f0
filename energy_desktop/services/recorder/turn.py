"""Whether it is this program's turn to record, and what it has to know when its turn begins."""

import asyncio

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.recorder_lease import RecorderLease
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.writer import BatchWriter
from energy_desktop.services.tracking import Tracking

_LOOK_EVERY = 1.0


class Turn:
    """Continues where the stores are, once for each lease that this program gets."""

    def __init__(self, stores: Stores, writer: BatchWriter, tracking: Tracking) -> None:
        self._stores = stores
        self._writer = writer
        self._tracking = tracking
        self._lease: int | None = None
        self._held: RecorderLease | None = None

    async def prepare(self) -> None:
        """Know the entities, and begin if this program may record."""
        try:
            await self.begin()
        except StoreUnusable as error:
            if error.problem.code is not ProblemCode.RECORDED_ELSEWHERE:
                raise
            await self._tracking.load()

    async def begin(self) -> None:
        """Take over from whoever recorded before; RECORDED_ELSEWHERE while another one does."""
        lease = self._stores.lease
        lease.check()
        if self._lease == lease.number:
            return
        number = lease.number
        await self._writer.load()
        await self._tracking.load()
        self._lease, self._held = number, lease

    async def watch(self) -> None:
        """Raise when the turn is over; runs beside a connection.

        RECORDED_ELSEWHERE while another program records. LEASE_TAKEN_ANEW when one may have done
        so in between: it ended our session, which could be moved no more. A migration, which
        brings another lease along, leaves the session as it is.
        """
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            lease = self._stores.lease
            lease.check()
            if lease is self._held and lease.number != self._lease:
                path = self._stores.places.state
                raise StoreUnusable(ProblemCode.LEASE_TAKEN_ANEW, path=path)
