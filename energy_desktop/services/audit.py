"""Is every row that Home Assistant still has in our store, and nothing else?"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from energy_desktop.model.audit import (
    NOT_A_NUMBER,
    STORED_ALONE,
    Differences,
    Evidence,
    Finding,
    Held,
    Stretches,
    by_hour,
    compare_readings,
    compare_statistics,
    delivered_in_snapshot,
)
from energy_desktop.model.coverage import Ledger, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.recording import WITHDRAWN
from energy_desktop.model.repair_plan import NOT_RECORDED, PURGED
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, SECOND, Micros
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.recorder.history_copy import places_of, reading_of
from energy_desktop.services.recorder.retention import oldest_raw
from energy_desktop.services.recorder.statistics_import import NOTHING_OLDER

_CLOCK_WITHIN = 10.0
_SETTLED_AFTER = 10 * SECOND
"""What is younger may not have reached Home Assistant's database."""
_FIRST_LENGTH = HOUR
_LONGEST = DAY
_MANY_ROWS = 20_000
_FEW_ROWS = 2_000
_ROWS_AT_A_TIME = 1_000
_HOURS_AT_ONCE = 30 * DAY
_ALL_ENTRIES = 10_000
_KNOWN_NOTHING = (PURGED, NOT_RECORDED, NOTHING_OLDER)
"""Reasons for which Home Assistant has no statistics either, or good ones."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A stretch of one entity that was compared."""

    entity_id: str
    what: str
    """`readings` or `statistics`."""
    span: TimeRange
    rows: int
    """How many Home Assistant holds."""
    differences: Sequence[Differences]
    done: float
    """How much of the whole audit, 0 to 1."""


class Audit:
    """Goes through the entities one by one, in pieces of bounded size, yielding to recording."""

    def __init__(self, stores: Stores, access: HomeAccess) -> None:
        self._stores = stores
        self._access = access

    async def run(
        self, entities: Sequence[Entity], span: TimeRange
    ) -> AsyncGenerator[Compared, None]:
        """Compare readings and hourly statistics of some entities.

        The end of the span is moved to where Home Assistant's own record is settled. Raises
        what the link and the stores raise; closing the iterator ends it.
        """
        async with self._access.link() as link:
            now = await link.ask_clock(_CLOCK_WITHIN)
            end = Micros(min(span.end, now - _SETTLED_AFTER))
            within = TimeRange(Micros(min(span.start, end)), end)
            oldest = await self._oldest_raw(link, entities, now)
            for place, entity in enumerate(entities):
                ledger = await self._stores.state.ledger([entity.recording_id])
                withdrawn = await self._withdrawn(entity.recording_id)
                evidence = Evidence(ledger, entity.recording_id, oldest, withdrawn)
                one = _One(self._stores, link, entity, ledger, within, evidence)
                async for compared in one.run():
                    yield _placed(compared, place, len(entities))

    async def _withdrawn(self, recording_id: str) -> list[TimeRange]:
        entries = await self._stores.state.sync_log(recording_id, _ALL_ENTRIES)
        return [
            TimeRange(each.started, each.finished) for each in entries if each.kind == WITHDRAWN
        ]

    async def _oldest_raw(
        self, link: HomeLink, entities: Sequence[Entity], now: Micros
    ) -> Micros | None:
        """How far back raw rows reach; asked of those first that were recorded longest."""
        ledger = await self._stores.state.ledger([e.recording_id for e in entities])

        def recorded_since(entity: Entity) -> int:
            covered = ledger.covered(entity.recording_id, (Source.LIVE, Source.RAW))
            return covered[0].start if covered else now

        ordered = sorted((e for e in entities if not e.statistics_only), key=recorded_since)
        return await oldest_raw(link, [e.entity_id for e in ordered], now)


class _One:
    """The audit of one entity."""

    def __init__(
        self,
        stores: Stores,
        link: HomeLink,
        entity: Entity,
        ledger: Ledger,
        within: TimeRange,
        evidence: Evidence,
    ) -> None:
        self._stores = stores
        self._link = link
        self._entity = entity
        self._ledger = ledger
        self._within = within
        self._evidence = evidence

    async def run(self) -> AsyncGenerator[Compared, None]:
        """All readings, then all hours."""
        loop = asyncio.get_running_loop()
        start, length = self._within.start, _FIRST_LENGTH
        while start < self._within.end and not self._entity.statistics_only:
            began = loop.time()
            piece = TimeRange(start, Micros(min(start + length, self._within.end)))
            compared = await self._readings(piece)
            yield compared
            start, length = piece.end, _next_length(length, compared.rows)
            await asyncio.sleep(loop.time() - began)
        for piece in pieces(_full_hours(self._within), _HOURS_AT_ONCE):
            began = loop.time()
            yield await self._statistics(piece)
            await asyncio.sleep(loop.time() - began)

    async def _readings(self, piece: TimeRange) -> Compared:
        held = await self._held(piece)
        recording_id = self._entity.recording_id
        columns = await self._stores.metrics.readings([recording_id], piece)
        stored: dict[Micros, float | None] = {}
        for row in columns:
            stored[row.timestamp] = row.state
            if len(stored) % _ROWS_AT_A_TIME == 0:
                await asyncio.sleep(0)
        if self._evidence.oldest_raw is None and held:
            self._evidence.oldest_raw = min(held)
        findings: list[Finding] = []
        moments = sorted(held.keys() | stored.keys())
        for first in range(0, len(moments), _ROWS_AT_A_TIME):
            some = moments[first : first + _ROWS_AT_A_TIME]
            found = compare_readings(some, held, stored, self._evidence)
            findings += [await self._looked_at(finding) for finding in found]
            await asyncio.sleep(0)
        return self._compared("readings", piece, len(held), findings)

    async def _held(self, piece: TimeRange) -> dict[Micros, Held]:
        """Home Assistant's rows; after a rename some may have stayed under the old id."""
        held: dict[Micros, Held] = {}
        for home_id, known in places_of(self._entity, piece):
            async for events in self._link.history_pages(home_id, known):
                for event in events:
                    reading = reading_of(event, self._entity.recording_id)
                    held[event.last_updated] = NOT_A_NUMBER if reading is None else reading.state
        return held

    async def _looked_at(self, finding: Finding) -> Finding:
        """Whether a row that nothing explains is what a session began with."""
        if finding.reason != STORED_ALONE:
            return finding
        session = self._evidence.next_session(finding.at)
        if session is None:
            return finding
        recording_id = self._entity.recording_id
        until = Micros(session + 1)
        newest = (await self._stores.metrics.latest([recording_id], until)).get(recording_id)
        is_first = newest is not None and newest.timestamp == finding.at
        return delivered_in_snapshot(finding) if is_first else finding

    async def _statistics(self, piece: TimeRange) -> Compared:
        rows = await self._link.statistics([self._entity.entity_id], Period.HOUR, piece)
        recording_id = self._entity.recording_id
        stored = await self._stores.metrics.statistics([recording_id], Period.HOUR, piece)
        imported = Stretches(self._ledger.covered(recording_id, (Source.HOUR,)))
        downtimes = [i.span for i in self._evidence.downtimes(_KNOWN_NOTHING)]
        findings = list(compare_statistics(rows, stored, imported, downtimes))
        return self._compared("statistics", piece, len(rows), findings)

    def _compared(
        self, what: str, piece: TimeRange, rows: int, findings: Sequence[Finding]
    ) -> Compared:
        entity_id = self._entity.entity_id
        whole = self._within.duration or 1
        done = (piece.end - self._within.start) / whole
        return Compared(entity_id, what, piece, rows, by_hour(entity_id, what, findings), done)


def _placed(compared: Compared, place: int, entities: int) -> Compared:
    """With its share of the whole audit; readings are nearly all of the work."""
    within = compared.done if compared.what == "readings" else 1.0
    done = (place + min(within, 1.0)) / entities
    return Compared(
        compared.entity_id,
        compared.what,
        compared.span,
        compared.rows,
        compared.differences,
        done,
    )


def _next_length(length: int, rows: int) -> int:
    if rows > _MANY_ROWS:
        return max(HOUR // 4, length // 2)
    if rows < _FEW_ROWS:
        return min(_LONGEST, length * 2)
    return length


def _full_hours(span: TimeRange) -> TimeRange:
    """The hours that begin in the span and have ended in it."""
    start = Micros(-(-span.start // HOUR) * HOUR)
    return TimeRange(start, Micros(max(start, span.end - span.end % HOUR)))
