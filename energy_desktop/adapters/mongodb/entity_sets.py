"""Immutable sets of entities: read once, remembered for as long as the store is open."""

from collections.abc import Collection

from energy_desktop.adapters.mongodb.database import Documents
from energy_desktop.adapters.mongodb.documents import EntitySetDocument, converted
from energy_desktop.adapters.mongodb.schema import SETS
from energy_desktop.model.coverage import EntitySet

_AT_ONCE = 20
"""Sets in one answer: each may name a thousand entities."""


class EntitySets:
    """The sets that sessions were begun with."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    async def keep(self, documents: Documents, members: EntitySet) -> None:
        """Store a set, once."""
        if members.set_id in self._known:
            return
        await documents[SETS].update_one(
            {"_id": members.set_id},
            {"$setOnInsert": {"entityIds": sorted(members.entity_ids)}},
            upsert=True,
        )
        self._known[members.set_id] = members.entity_ids

    async def members(
        self, documents: Documents, set_ids: Collection[str]
    ) -> dict[str, frozenset[str]]:
        """Members of these sets, as far as they are stored."""
        unknown = [each for each in set_ids if each not in self._known]
        if unknown:
            async for each in documents[SETS].find({"_id": {"$in": unknown}}).batch_size(_AT_ONCE):
                found = converted(each, EntitySetDocument)
                self._known[found.id] = frozenset(found.entity_ids)
        return {each: self._known[each] for each in set_ids if each in self._known}
