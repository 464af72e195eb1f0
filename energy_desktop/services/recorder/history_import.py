"""What Home Assistant still knows of an entity from before it was tracked: the last 7 days."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.readings import WITHOUT_VALUE, Reading, number_in
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, SECOND, Micros
from energy_desktop.model.units import conversion_of
from energy_desktop.ports.errors import (
    HomeProtocolError,
    HomeRequestFailed,
    HomeUnreachable,
    StoreUnusable,
)
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.intake import parse_last_reset
from energy_desktop.services.recorder.writer import BatchWriter

IMPORTED = 7 * DAY
_CLOCK_WITHIN = 10.0
_COMMIT_DELAYS = (0.0, 6.0, 12.0)
"""Seconds to wait for Home Assistant to commit the reading that live recording began with."""
_STATISTICS_AT_ONCE = 20

_log = logging.getLogger(__name__)


class HistoryImport:
    """Imports entities that have no coverage before their live recording began.

    Every write is an upsert and the ledger moves after the data, so that it may be
    cancelled, killed and begun again at any point.
    """

    def __init__(self, stores: Stores, writer: BatchWriter) -> None:
        self._stores = stores
        self._writer = writer

    async def run(
        self, link: HomeLink, entities: Sequence[Entity], first_seen: Mapping[str, Micros]
    ) -> None:
        """Import what is missing; `first_seen` holds where each live recording began.

        A lost connection or a failing store ends it; the next connection begins it again.
        """
        try:
            await self._import_missing(link, entities, first_seen)
        except (HomeUnreachable, HomeProtocolError, StoreUnusable) as error:
            _log.info("the import of history ended early: %s", error)

    async def _import_missing(
        self, link: HomeLink, entities: Sequence[Entity], first_seen: Mapping[str, Micros]
    ) -> None:
        now = await link.ask_clock(_CLOCK_WITHIN)
        new = await self._without_history(entities, now)
        await self._import_statistics(link, new, now)
        for entity in new:
            if not entity.statistics_only:
                await self._import_readings(link, entity, now, first_seen.get(entity.recording_id))

    async def _without_history(self, entities: Sequence[Entity], now: Micros) -> list[Entity]:
        before = TimeRange(Micros(now - IMPORTED), now)
        ledger = await self._stores.state.ledger([e.recording_id for e in entities], before)
        imported = {i.entity_id for i in ledger.intervals}
        return [e for e in entities if e.recording_id not in imported]

    async def _import_statistics(
        self, link: HomeLink, entities: Sequence[Entity], now: Micros
    ) -> None:
        hour = Micros(now - now % HOUR)
        span = TimeRange(Micros(hour - IMPORTED), hour)
        for first in range(0, len(entities), _STATISTICS_AT_ONCE):
            some = {e.entity_id: e.recording_id for e in entities[first:][:_STATISTICS_AT_ONCE]}
            rows = await link.statistics(list(some), Period.HOUR, span)
            if not rows:
                continue
            names = sorted({some[row.statistic_id] for row in rows})
            places = {name: index for index, name in enumerate(names)}
            columns = StatisticColumns.of_rows(
                tuple(names), Period.HOUR, [(places[some[r.statistic_id]], r) for r in rows]
            )
            await self._stores.metrics.write_statistics(columns)

    async def _import_readings(
        self, link: HomeLink, entity: Entity, now: Micros, first_seen: Micros | None
    ) -> None:
        span = TimeRange(Micros(now - IMPORTED), Micros(now + SECOND))
        try:
            moments = await self._copy(link, entity, span)
            met = await self._until_met(link, entity, span, moments, first_seen)
        except HomeRequestFailed as error:
            _log.warning("history of %s could not be imported: %s", entity.entity_id, error)
            await self._note(entity, span, 0, str(error))
            return
        await self._cover(entity, span, moments, first_seen, now if met else None)
        await self._note(entity, span, len(moments), None)

    async def _copy(self, link: HomeLink, entity: Entity, span: TimeRange) -> set[int]:
        """Store an entity's history of a stretch, newest day first; the moments it holds."""
        moments: set[int] = set()
        for day in reversed(pieces(span, DAY)):
            events = await link.history(entity.entity_id, day)
            readings = [r for e in events if (r := reading_of(e, entity.recording_id))]
            if readings:
                await self._writer.write(ReadingColumns.of(readings))
                moments.update(r.timestamp for r in readings)
            await asyncio.sleep(0)
        return moments

    async def _until_met(
        self,
        link: HomeLink,
        entity: Entity,
        span: TimeRange,
        moments: set[int],
        first_seen: Micros | None,
    ) -> bool:
        """Whether history holds the reading live recording began with.

        Home Assistant commits seconds late; without that reading its answer may lack others.
        """
        if first_seen is None:
            return False
        if first_seen < span.start:
            return True
        recent = TimeRange(Micros(max(span.start, first_seen - HOUR)), span.end)
        for delay in _COMMIT_DELAYS:
            if first_seen in moments:
                return True
            await asyncio.sleep(delay)
            moments |= await self._copy(link, entity, recent)
        return first_seen in moments

    async def _cover(
        self,
        entity: Entity,
        span: TimeRange,
        moments: set[int],
        first_seen: Micros | None,
        met_until: Micros | None,
    ) -> None:
        """Say what is covered: from the oldest row that came, for older ones may be purged.

        Where the entity has been silent for longer than the stretch, all of it is covered.
        """
        silent = not moments and first_seen is not None and first_seen < span.start
        start = span.start if silent else Micros(min(moments, default=span.end))
        end = met_until or Micros(max(moments, default=start))
        if end > start:
            interval = Interval(entity.recording_id, TimeRange(start, end), Source.RAW)
            await self._stores.state.add_intervals([interval], self._writer.number)

    async def _note(self, entity: Entity, span: TimeRange, records: int, error: str | None) -> None:
        entry = SyncEntry("import", entity.recording_id, span.start, span.end, records, error)
        await self._stores.state.add_sync_entry(entry)


def reading_of(event: StateEvent, recording_id: str) -> Reading | None:
    """A reading of a row of history; None where its state is no number."""
    reset = parse_last_reset(event.last_reset) if event.last_reset else None
    if event.state in WITHOUT_VALUE:
        return Reading(recording_id, event.last_updated, None, reset)
    number = number_in(event.state)
    if number is None:
        return None
    return Reading(recording_id, event.last_updated, conversion_of(event.unit)(number), reset)
