"""Intervals of import and repair, and the ledger as a whole."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from bson import ObjectId

from energy_desktop.adapters.mongodb.database import Documents
from energy_desktop.adapters.mongodb.documents import (
    Document,
    IntervalDocument,
    SessionDocument,
    converted,
)
from energy_desktop.adapters.mongodb.entity_sets import EntitySets
from energy_desktop.adapters.mongodb.fence import Fence
from energy_desktop.adapters.mongodb.schema import INTERVALS, SESSIONS
from energy_desktop.adapters.mongodb.state_documents import PAGE
from energy_desktop.model.coverage import Interval, Ledger, Session
from energy_desktop.model.ranges import TimeRange

_Key = tuple[str, str, str | None]
"""Entity, source and reason: what may merge."""

_AT_ONCE = 1_000
"""Ids in one question, documents in one insertion."""


@dataclass(slots=True)
class _Stretch:
    """An interval, and the stored ones that it takes the place of."""

    start: int
    end: int
    batch: int
    replaces: list[ObjectId] = field(default_factory=list)
    is_new: bool = True


async def add_intervals(
    documents: Documents, fence: Fence, intervals: Iterable[Interval], batch: int
) -> None:
    """Store intervals, each joined with those of its source and reason that it touches.

    The joined one is stored before those it replaces go: a stop between the two leaves
    coverage said twice, which is no more than said once.
    """
    wanted = [each for each in intervals if each.span.duration]
    if not wanted:
        return
    stretches = await _stored_near(documents, wanted)
    for each in wanted:
        key = (each.entity_id, each.source.value, each.reason)
        stretches[key] = _joined(stretches[key], _Stretch(each.span.start, each.span.end, batch))
    inserted = [
        _document(key, each) for key, many in stretches.items() for each in many if each.is_new
    ]
    replaced = [
        i for many in stretches.values() for each in many if each.is_new for i in each.replaces
    ]
    await _store(documents, fence, inserted)
    for first in range(0, len(replaced), _AT_ONCE):
        some = replaced[first : first + _AT_ONCE]
        await documents[INTERVALS].delete_many({"_id": {"$in": some}})


async def ledger(
    documents: Documents, sets: EntitySets, entity_ids: Collection[str], span: TimeRange | None
) -> Ledger:
    """Sessions and intervals of some entities that touch the span."""
    asked = frozenset(entity_ids)
    if not asked:
        return Ledger((), {}, ())
    sessions, intervals = await asyncio.gather(
        _sessions(documents, span), _intervals(documents, sorted(asked), span)
    )
    members = await sets.members(documents, {each.set_id for each in sessions})
    holding = {set_id: ids for set_id, ids in members.items() if not asked.isdisjoint(ids)}
    return Ledger(
        tuple(each for each in sessions if each.set_id in holding), holding, tuple(intervals)
    )


def _joined(stretches: Sequence[_Stretch], new: _Stretch) -> list[_Stretch]:
    """The new one joined with those it touches, and those it does not touch.

    The batch is the later one: the interval falls sooner than it must, and falling costs a
    second reading, while standing too long would lose data silently.
    """
    apart = []
    for each in stretches:
        if each.start > new.end or each.end < new.start:
            apart.append(each)
            continue
        new.start, new.end = min(new.start, each.start), max(new.end, each.end)
        new.batch = max(new.batch, each.batch)
        new.replaces += each.replaces
    return [*apart, new]


async def _stored_near(
    documents: Documents, wanted: Sequence[Interval]
) -> dict[_Key, list[_Stretch]]:
    """What is stored of the same entities within reach."""
    reach = TimeRange(min(e.span.start for e in wanted), max(e.span.end for e in wanted))
    found: dict[_Key, list[_Stretch]] = defaultdict(list)
    for each in await _of_entities(documents, sorted({e.entity_id for e in wanted}), reach):
        stored = converted(each, IntervalDocument)
        key = (stored.entity_id, stored.source.value, stored.reason)
        found[key].append(
            _Stretch(stored.start, stored.end, stored.batch, [each["_id"]], is_new=False)
        )
    return found


async def _store(documents: Documents, fence: Fence, inserted: list[Document]) -> None:
    """Insert, and take back where another program has the lease."""
    try:
        for first in range(0, len(inserted), _AT_ONCE):
            some = inserted[first : first + _AT_ONCE]
            await documents[INTERVALS].insert_many(some, ordered=False)
        await fence.check(documents)
    except BaseException:  # also cancelled: nobody knows whose the lease was
        identities = [each["_id"] for each in inserted if "_id" in each]  # given by the insertion
        await documents[INTERVALS].delete_many({"_id": {"$in": identities}})
        raise


def _document(key: _Key, stretch: _Stretch) -> Document:
    entity_id, source, reason = key
    return {
        "entityId": entity_id,
        "source": source,
        "reason": reason,
        "start": stretch.start,
        "end": stretch.end,
        "batch": stretch.batch,
    }


async def _of_entities(
    documents: Documents, entity_ids: Sequence[str], span: TimeRange | None
) -> list[Document]:
    found: list[Document] = []
    for first in range(0, len(entity_ids), _AT_ONCE):
        some = entity_ids[first : first + _AT_ONCE]
        condition = {"entityId": {"$in": some}, **_touching(span)}
        found += [each async for each in documents[INTERVALS].find(condition).batch_size(PAGE)]
    return found


async def _intervals(
    documents: Documents, entity_ids: Sequence[str], span: TimeRange | None
) -> list[Interval]:
    found = [
        converted(each, IntervalDocument).interval()
        for each in await _of_entities(documents, entity_ids, span)
    ]
    return sorted(found, key=lambda each: (each.entity_id, each.span.start, each.source))


async def _sessions(documents: Documents, span: TimeRange | None) -> list[Session]:
    found = documents[SESSIONS].find(_touching(span)).batch_size(PAGE)
    sessions = [converted(each, SessionDocument).session() async for each in found]
    return sorted(sessions, key=lambda each: (each.start, each.session_id))


def _touching(span: TimeRange | None) -> Document:
    if span is None:
        return {}
    return {"start": {"$lte": span.end}, "end": {"$gte": span.start}}
