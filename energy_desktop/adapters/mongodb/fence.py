"""The number under which this program may write the ledger."""

from pymongo import DESCENDING

from energy_desktop.adapters.mongodb.database import Documents
from energy_desktop.adapters.mongodb.documents import LeaseDocument, converted
from energy_desktop.adapters.mongodb.schema import LEASES
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable


async def newest_lease(documents: Documents) -> LeaseDocument | None:
    """The lease that counts; None before any was taken."""
    found = await documents[LEASES].find_one({}, sort=[("_id", DESCENDING)])
    return None if found is None else converted(found, LeaseDocument)


class Fence:
    """Shared by lease and ledger: who takes the lease gets a higher number than all before.

    Ledger entries of a lower number are ended when the lease is taken, so that a holder that
    lost it can move none of them, whether it knows of its loss or not.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self.number = 0
        """Of the lease this program holds; 0 while it holds none."""

    async def check(self, documents: Documents) -> None:
        """RECORDED_ELSEWHERE when another program took the lease after this one.

        Asked *after* an entry was written: either the taker finds the entry and ends it, or
        this finds the taker.
        """
        newest = await newest_lease(documents)
        if newest is not None and newest.number > self.number:
            self.number = 0
            raise self._recorded_elsewhere(newest)

    async def check_others(self, documents: Documents) -> None:
        """RECORDED_ELSEWHERE while another program holds the lease."""
        newest = await newest_lease(documents)
        if newest is not None and newest.number > self.number and not newest.is_released:
            raise self._recorded_elsewhere(newest)

    async def let_go(self, documents: Documents) -> None:
        """Let others take the lease at once; nothing happens when it is not held."""
        number, self.number = self.number, 0
        if number:
            await documents[LEASES].update_one({"_id": number}, {"$set": {"isReleased": True}})

    def _recorded_elsewhere(self, lease: LeaseDocument) -> StoreUnusable:
        return StoreUnusable(ProblemCode.RECORDED_ELSEWHERE, path=self._address, holder=lease.name)
