"""Settings, entities, ledger and sync log from one store into another."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from energy_desktop.model.coverage import EntitySet, Interval, Ledger, Session
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.migration import LEDGER
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.state_store import StateStore

_ALL_ENTRIES = 10_000
_INTERVALS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Claims:
    """What a store claims to hold at a moment."""

    ledger: Ledger
    subscription: SubscriptionState


class StateCopy:
    """Adds what the target lacks; repeated, it adds what is new since."""

    def __init__(self, source: StateStore, target: StateStore) -> None:
        self._source = source
        self._target = target
        self.sessions = 0
        self.intervals = 0

    async def entity_ids(self) -> list[str]:
        """Recording ids of all entities the source knows."""
        return [each.recording_id for each in await self._source.entities()]

    async def documents(self) -> None:
        """Settings, entities and the sync log."""
        await self._copy_settings()
        await self._copy_entities()
        await self._copy_sync_log()

    async def claims(self) -> Claims:
        """What the source covers now: every reading of it is durable there already."""
        subscription = await self._source.subscription_state()
        return Claims(await self._source.ledger(await self.entity_ids()), subscription)

    async def ledger(self, claims: Claims, batch: int) -> None:
        """Let the target claim the same, once it holds every reading of it.

        `batch` is the number of the last batch they rest on. Raises StoreUnusable
        (MIGRATION_DIFFERS) when the ledgers are not equal afterwards.
        """
        ids, wanted = await self.entity_ids(), claims.ledger
        found = await self._target.ledger(ids)
        if not _claims_more(found, wanted):
            await self._add(claims, found, batch)
            found = await self._target.ledger(ids)
        if not _are_equal(found, wanted):
            # What is left of an earlier copy: of a ledger cut since, or of a lease that ended.
            await self._target.cut_sessions(Micros(0))
            await self._add(claims, await self._target.ledger(ids), batch)
            if not _are_equal(await self._target.ledger(ids), wanted):
                raise StoreUnusable(
                    ProblemCode.MIGRATION_DIFFERS, entity=LEDGER, day="any day", count=1
                )
        self.sessions, self.intervals = len(wanted.sessions), len(wanted.intervals)

    async def _copy_settings(self) -> None:
        known = await self._target.settings()
        wanted = await self._source.settings()
        changed = {key: value for key, value in wanted.items() if known.get(key) != value}
        if changed:
            await self._target.save_settings(changed)

    async def _copy_entities(self) -> None:
        known = await self._target.entities()
        changed = [each for each in await self._source.entities() if each not in known]
        if changed:
            await self._target.save_entities(changed)

    async def _add(self, claims: Claims, found: Ledger, batch: int) -> None:
        await self._copy_sessions(claims, found)
        known = set(found.intervals)
        missing = [each for each in claims.ledger.intervals if each not in known]
        for first in range(0, len(missing), _INTERVALS_AT_ONCE):
            await self._target.add_intervals(missing[first : first + _INTERVALS_AT_ONCE], batch)

    async def _copy_sessions(self, claims: Claims, found: Ledger) -> None:
        """The one that the subscription names comes last: beginning it names it there as well."""
        wanted, subscription = claims.ledger, claims.subscription
        known = {each.session_id: each for each in found.sessions}
        newest: Session | None = None
        for session in wanted.sessions:
            if session.session_id == subscription.subscription_id:
                newest = session
            elif known.get(session.session_id) != session:
                await self._copy_session(session, wanted)
        if newest is not None:
            await self._copy_session(newest, wanted)
            await self._target.advance_session(
                newest.session_id, newest.end, newest.batch, subscription.last_event_at
            )

    async def _copy_session(self, session: Session, wanted: Ledger) -> None:
        members = EntitySet(session.set_id, wanted.sets[session.set_id])
        await self._target.begin_session(session, members)
        await self._target.advance_session(session.session_id, session.end, session.batch, None)

    async def _copy_sync_log(self) -> None:
        known = Counter(await self._target.sync_log(limit=_ALL_ENTRIES))
        missing: list[SyncEntry] = []
        for entry in reversed(await self._source.sync_log(limit=_ALL_ENTRIES)):
            if known[entry]:
                known[entry] -= 1
            else:
                missing.append(entry)
        for entry in missing:
            await self._target.add_sync_entry(entry)


def _claims_more(found: Ledger, wanted: Ledger) -> bool:
    """Whether a ledger covers anything that the other does not."""
    ends = {each.session_id: each.end for each in wanted.sessions}
    if any(each.end > ends.get(each.session_id, each.start) for each in found.sessions):
        return True
    of_entity: dict[str, list[Interval]] = defaultdict(list)
    for each in wanted.intervals:
        of_entity[each.entity_id].append(each)
    return any(not _is_within(each, of_entity[each.entity_id]) for each in found.intervals)


def _is_within(interval: Interval, others: Sequence[Interval]) -> bool:
    return any(
        (each.source, each.reason) == (interval.source, interval.reason)
        and each.span.start <= interval.span.start
        and interval.span.end <= each.span.end
        for each in others
    )


def _are_equal(one: Ledger, other: Ledger) -> bool:
    return one.sessions == other.sessions and set(one.intervals) == set(other.intervals)
