"""Settings, entities and the sync log."""

from collections.abc import Iterable

from pymongo import DESCENDING, ReplaceOne

from energy_desktop.adapters.mongodb.database import Documents
from energy_desktop.adapters.mongodb.documents import (
    Document,
    SyncDocument,
    converted,
    entity_document,
    entity_of,
    sync_document,
)
from energy_desktop.adapters.mongodb.fence import Fence
from energy_desktop.adapters.mongodb.schema import (
    ENTITIES,
    ENTITY_CHANGES,
    HOME,
    LAST_CHANGE,
    SETTINGS,
    SYNC_LOG,
)
from energy_desktop.model.entities import Entity
from energy_desktop.model.recording import SyncEntry

SYNC_LOG_KEPT = 10_000
"""Entries; older ones are forgotten."""
_FORGET_EVERY = 100

PAGE = 200
"""Documents fetched at once: what the loop decodes in a few milliseconds."""

_ENTITIES_AT_ONCE = 5_000
"""So that the document of a change stays far below MongoDB's 16 MB."""

_ESCAPES = (("%", "%25"), (".", "%2E"), ("$", "%24"))
"""What the name of a field must not hold."""


async def settings(documents: Documents) -> dict[str, str]:
    """All saved settings by key."""
    document = await documents[SETTINGS].find_one({"_id": HOME})
    values = converted((document or {}).get("values", {}), dict[str, str])
    return {_plain(key): value for key, value in values.items()}


async def save_settings(documents: Documents, fence: Fence, values: dict[str, str]) -> None:
    """One update of one document, so all or none."""
    if values:
        await fence.check_others(documents)
        changed = {f"values.{_escaped(key)}": value for key, value in values.items()}
        await documents[SETTINGS].update_one({"_id": HOME}, {"$set": changed}, upsert=True)


async def entities(documents: Documents) -> list[Entity]:
    """All entities, by recording id.

    The last change is read after them and wins: it may be on its way into the documents.
    """
    found = {each["_id"]: each async for each in documents[ENTITIES].find().batch_size(PAGE)}
    for each in await _last_change(documents):
        found[each["_id"]] = each
    return [entity_of(found[recording_id]) for recording_id in sorted(found)]


async def save_entities(documents: Documents, fence: Fence, changed: Iterable[Entity]) -> None:
    """Insert or replace entities.

    There are no transactions on a server that stands alone. So a change is first written down
    as one document, which decides, and then carried out; whatever stops that, readers see it
    whole, and `finish_last_change` carries it out.
    """
    wanted = [entity_document(each) for each in changed]
    await fence.check_others(documents)
    for first in range(0, len(wanted), _ENTITIES_AT_ONCE):
        some = wanted[first : first + _ENTITIES_AT_ONCE]
        await finish_last_change(documents)
        await documents[ENTITY_CHANGES].replace_one(
            {"_id": LAST_CHANGE}, {"entities": some, "isDone": False}, upsert=True
        )
        await finish_last_change(documents)


async def finish_last_change(documents: Documents) -> None:
    """Carry a change out that was decided; nothing happens when that has been done."""
    change = await documents[ENTITY_CHANGES].find_one({"_id": LAST_CHANGE, "isDone": False})
    if change is None:
        return
    await documents[ENTITIES].bulk_write(
        [ReplaceOne({"_id": each["_id"]}, each, upsert=True) for each in change["entities"]],
        ordered=False,
    )
    await documents[ENTITY_CHANGES].update_one({"_id": LAST_CHANGE}, {"$set": {"isDone": True}})


async def _last_change(documents: Documents) -> list[Document]:
    change = await documents[ENTITY_CHANGES].find_one({"_id": LAST_CHANGE})
    return [] if change is None else converted(change.get("entities"), list[Document])


async def add_sync_entry(documents: Documents, entry: SyncEntry) -> None:
    """Append an entry under the next number, and forget the oldest now and then."""
    log = documents[SYNC_LOG]
    document = sync_document(entry)
    while True:
        newest = await log.find_one({}, sort=[("_id", DESCENDING)], projection={"_id": True})
        number = 1 if newest is None else int(newest["_id"]) + 1
        written = await log.update_one(
            {"_id": number},
            {"$setOnInsert": document, "$currentDate": {"loggedAt": True}},
            upsert=True,
        )
        if written.upserted_id is not None:  # else another program was quicker
            break
    if number % _FORGET_EVERY == 0:
        await log.delete_many({"_id": {"$lte": number - SYNC_LOG_KEPT}})


async def sync_log(documents: Documents, entity_id: str | None, limit: int) -> list[SyncEntry]:
    """The last entries, newest first; of one entity, or of all."""
    condition = {} if entity_id is None else {"entityId": entity_id}
    if limit <= 0:
        return []
    found = documents[SYNC_LOG].find(condition).sort("_id", DESCENDING).limit(limit)
    return [converted(each, SyncDocument).entry() async for each in found.batch_size(PAGE)]


def _escaped(key: str) -> str:
    for character, escape in _ESCAPES:
        key = key.replace(character, escape)
    return key


def _plain(key: str) -> str:
    for character, escape in reversed(_ESCAPES):
        key = key.replace(escape, character)
    return key
