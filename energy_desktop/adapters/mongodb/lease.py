"""The recorder's lease: a document for each tenure, of which the highest number counts."""

import uuid

from pymongo.errors import DuplicateKeyError

from energy_desktop.adapters.mongodb.database import Documents
from energy_desktop.adapters.mongodb.documents import LeaseDocument
from energy_desktop.adapters.mongodb.errors import mongo_errors
from energy_desktop.adapters.mongodb.fence import newest_lease
from energy_desktop.adapters.mongodb.schema import LEASES
from energy_desktop.adapters.mongodb.sessions import end_sessions_of_earlier_leases
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.recorder_lease import Tenure

SILENT_FOR = 40.0
"""Seconds without a sign of life after which a holder is taken for dead."""

_TENURES_KEPT = 100


class MongoLease:
    """Implements `ports.recorder_lease.RecorderLease` for the store it was made for.

    No clock is compared with another: whoever waits counts, by its own clock, how long the
    holder's beat stands still. A tenure is taken by inserting the next number, which exactly
    one program can do, also on servers whose updates are less than atomic.
    """

    def __init__(
        self,
        store: MongoStateStore,
        clock: Clock,
        name: str,
        seat: str = "",
        silent_for: float = SILENT_FOR,
    ) -> None:
        """`name` is what other programs show of this one.

        `seat` names a place that one program at a time can take, such as a locked folder:
        whoever comes to it later knows that the one before is dead, and need not wait.
        """
        self._database = store.database
        self._fence = store.fence
        self._clock = clock
        self._name = name
        self._silent_for = silent_for
        self._seat = seat or uuid.uuid4().hex
        self._identity = f"{self._seat}:{uuid.uuid4().hex}"
        self._newest: LeaseDocument | None = None
        self._unchanged_since = 0.0

    @property
    def number(self) -> int:
        """Of the lease this program holds; 0 while it holds none."""
        return self._fence.number

    def check(self) -> None:
        """StoreUnusable (RECORDED_ELSEWHERE) unless it is held, as far as is known."""
        if self._fence.number:
            return
        holder = "Another program" if self._newest is None else self._newest.name
        raise StoreUnusable(
            ProblemCode.RECORDED_ELSEWHERE, path=self._database.address, holder=holder
        )

    async def claim(self) -> Tenure:
        """Prove that this program lives, or take the lease if nobody has it."""
        await self._database.open()
        with mongo_errors(self._database.address):
            return await self._claim(self._database.documents)

    async def release(self) -> None:
        """Let others record at once; nothing happens when it is not held."""
        with mongo_errors(self._database.address):
            await self._fence.let_go(self._database.documents)

    async def _claim(self, documents: Documents) -> Tenure:
        while True:
            newest = await newest_lease(documents)
            if newest is not None and self._is_ours(newest):
                await documents[LEASES].update_one({"_id": newest.number}, {"$inc": {"beat": 1}})
                return Tenure(newest.number, newest.name, is_ours=True)
            if newest is not None and not self._is_free(newest):
                self._fence.number = 0
                return Tenure(newest.number, newest.name, is_ours=False)
            if await self._take(documents, 1 if newest is None else newest.number + 1):
                return Tenure(self._fence.number, self._name, is_ours=True)

    def _is_ours(self, newest: LeaseDocument) -> bool:
        """Whether it was taken by this program, to the last step."""
        return newest.holder == self._identity and newest.number == self._fence.number

    def _is_free(self, newest: LeaseDocument) -> bool:
        if newest.is_released or newest.holder.startswith(f"{self._seat}:"):
            return True
        now = self._clock.monotonic()
        if newest != self._newest:
            self._newest, self._unchanged_since = newest, now
        return now - self._unchanged_since >= self._silent_for

    async def _take(self, documents: Documents, number: int) -> bool:
        """Whether this program was the first to take the number.

        It counts as held only once no session of an earlier holder can move any more.
        """
        try:
            await documents[LEASES].insert_one(
                {
                    "_id": number,
                    "holder": self._identity,
                    "name": self._name,
                    "beat": 0,
                    "isReleased": False,
                }
            )
        except DuplicateKeyError:
            return False
        await end_sessions_of_earlier_leases(documents, number)
        await documents[LEASES].delete_many({"_id": {"$lte": number - _TENURES_KEPT}})
        self._fence.number = number
        return True
