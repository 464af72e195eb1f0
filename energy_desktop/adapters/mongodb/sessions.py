"""Live sessions and how far they got.

No step here is undone when a later one fails: they stand in such an order that a stop between
two of them leaves coverage understated, and that repeating the whole is harmless.
"""

from energy_desktop.adapters.mongodb.database import Documents
from energy_desktop.adapters.mongodb.documents import (
    SessionDocument,
    SubscriptionDocument,
    converted,
)
from energy_desktop.adapters.mongodb.entity_sets import EntitySets
from energy_desktop.adapters.mongodb.fence import Fence
from energy_desktop.adapters.mongodb.schema import (
    INTERVALS,
    SESSIONS,
    SINGLETON,
    SUBSCRIPTION,
)
from energy_desktop.adapters.mongodb.state_documents import PAGE
from energy_desktop.model.coverage import BatchMark, EntitySet, Session, cut_back
from energy_desktop.model.recording import SubscriptionState
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable


async def subscription_state(documents: Documents) -> SubscriptionState:
    """The singleton; empty before the first session."""
    document = await documents[SUBSCRIPTION].find_one({"_id": SINGLETON})
    return converted(document or {}, SubscriptionDocument).subscription_state()


async def begin_session(
    documents: Documents, fence: Fence, sets: EntitySets, session: Session, members: EntitySet
) -> None:
    """Store a session and its set; a session that is there already stays as it is."""
    await sets.keep(documents, members)
    stored = await documents[SESSIONS].update_one(
        {"_id": session.session_id},
        {
            "$setOnInsert": {
                "setId": session.set_id,
                "start": session.start,
                "end": session.end,
                "batch": session.batch,
                "lease": fence.number,
                "wasCut": False,
            }
        },
        upsert=True,
    )
    try:
        await fence.check(documents)
    except StoreUnusable:
        if stored.upserted_id is not None:
            await documents[SESSIONS].delete_one({"_id": session.session_id})
        raise
    await documents[SUBSCRIPTION].update_one(
        {"_id": SINGLETON},
        {"$set": {"subscriptionId": session.session_id, "status": "live"}},
        upsert=True,
    )


async def advance_session(
    documents: Documents,
    fence: Fence,
    session_id: str,
    covered_to: Micros,
    batch: int,
    last_event_at: Micros | None,
) -> None:
    """Move a session, and `lastEventAt` after it; a session that was cut has ended."""
    moved = await documents[SESSIONS].update_one(
        {"_id": session_id, "wasCut": False}, {"$max": {"end": covered_to, "batch": batch}}
    )
    if not moved.matched_count:
        await fence.check(documents)
    elif last_event_at is not None:
        await documents[SUBSCRIPTION].update_one(
            {"_id": SINGLETON}, {"$max": {"lastEventAt": last_event_at}}
        )


async def end_sessions_of_earlier_leases(documents: Documents, number: int) -> None:
    """What was begun under a lower number moves no more."""
    await documents[SESSIONS].update_many(
        {"lease": {"$lt": number}, "wasCut": False}, {"$set": {"wasCut": True}}
    )


async def cut_sessions(documents: Documents, fence: Fence, later_than: Micros) -> None:
    """End sessions, intervals and `lastEventAt` at a moment."""
    await fence.check(documents)
    await _cut_last_event(documents, later_than)
    for name, ends in ((SESSIONS, {"wasCut": True}), (INTERVALS, {})):
        await documents[name].delete_many({"start": {"$gte": later_than}})
        await documents[name].update_many(
            {"end": {"$gt": later_than}}, {"$set": {"end": later_than, **ends}}
        )


async def reconcile_sessions(documents: Documents, fence: Fence, proven: BatchMark | None) -> int:
    """Cut sessions and intervals that later batches than the proven one stand for.

    The sessions last: while one of them is ahead, the whole is done again.
    """
    await fence.check(documents)
    number = proven.number if proven else 0
    found = documents[SESSIONS].find({"batch": {"$gt": number}}).batch_size(PAGE)
    ahead = [converted(each, SessionDocument).session() async for each in found]
    if ahead:
        await _cut_last_event(documents, proven.covered_to if proven else None)
    removed = await documents[INTERVALS].delete_many({"batch": {"$gt": number}})
    for session in ahead:
        await _replace(documents, session, cut_back(session, proven))
    return len(ahead) + removed.deleted_count


async def _replace(documents: Documents, session: Session, cut: Session | None) -> None:
    if cut is None:
        await documents[SESSIONS].delete_one({"_id": session.session_id})
        return
    await documents[SESSIONS].update_one(
        {"_id": session.session_id},
        {"$set": {"end": cut.end, "batch": cut.batch, "wasCut": True}},
    )


async def _cut_last_event(documents: Documents, at: Micros | None) -> None:
    """An unknown moment stays, or becomes, unknown."""
    if at is None:
        await documents[SUBSCRIPTION].update_one(
            {"_id": SINGLETON}, {"$unset": {"lastEventAt": True}}
        )
        return
    await documents[SUBSCRIPTION].update_one(
        {"_id": SINGLETON, "lastEventAt": {"$gt": at}}, {"$set": {"lastEventAt": at}}
    )
