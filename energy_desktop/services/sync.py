"""A range fetched again because a person wants it: statistics, and raw readings too."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass, field

from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.recording import Progress, SyncEntry
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, Micros, format_utc
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.recorder.history_copy import HistoryCopy
from energy_desktop.services.recorder.progress import ProgressMeter
from energy_desktop.services.recorder.raw_repair import COMMITTED_AFTER
from energy_desktop.services.recorder.retention import oldest_raw
from energy_desktop.services.recorder.statistics_import import columns_of
from energy_desktop.services.recorder.writer import BatchWriter

KIND = "sync"
CANCELLED = "cancelled"

_AT_ONCE = 20
_CLOCK_WITHIN = 10.0
_PIECE = {
    Period.FIVE_MINUTES: 2 * DAY,
    Period.HOUR: 30 * DAY,
    Period.DAY: 366 * DAY,
    Period.MONTH: 3660 * DAY,
}
"""So that one answer stays small."""


@dataclass(frozen=True, slots=True)
class SyncOrder:
    """What is wanted."""

    entities: tuple[Entity, ...]
    span: TimeRange
    period: Period
    raw: bool


@dataclass(slots=True)
class Synced:
    """What was done until now; rows that were there already count as well."""

    order: SyncOrder
    started: Micros
    statistics: int = 0
    readings: int = 0
    finished: Micros = field(default=Micros(0))

    @property
    def seconds(self) -> float:
        """How long it took."""
        return round((self.finished - self.started) / 1e6, 3)


class Sync:
    """Fetches a range; everything is an upsert, so it may be cancelled and repeated."""

    def __init__(
        self, stores: Stores, access: HomeAccess, writer: BatchWriter, clock: Clock
    ) -> None:
        self._stores = stores
        self._access = access
        self._writer = writer
        self._clock = clock
        self._copy = HistoryCopy(writer)

    async def run(self, order: SyncOrder) -> AsyncGenerator[Progress | Synced, None]:
        """Tell how far it is, and at last what was done; closing the generator cancels it.

        Ends in the sync log, however it ends. Raises HomeUnreachable, HomeRefused,
        HomeRequestFailed, HomeProtocolError or StoreUnusable.
        """
        done = Synced(order, self._clock.wall())
        try:
            async with self._access.link() as link:
                async for progress in self._fetch(link, order, done):
                    yield progress
        except EnergyDesktopError as error:
            await self._note(done, str(error))
            raise
        except (asyncio.CancelledError, GeneratorExit):
            await self._note(done, CANCELLED)
            raise
        await self._note(done, None)
        yield done

    async def _fetch(
        self, link: HomeLink, order: SyncOrder, done: Synced
    ) -> AsyncGenerator[Progress, None]:
        now = await link.ask_clock(_CLOCK_WITHIN)
        span = TimeRange(min(order.span.start, now), min(order.span.end, now))
        told: list[Progress] = []
        portions = list(_portions(order.entities, span, order.period))
        recorded = [e for e in order.entities if not e.statistics_only] if order.raw else []
        days = pieces(span, DAY)
        total = len(portions) + len(recorded) * len(days)
        meter = ProgressMeter(f"{order.period.value} statistics", total, self._clock, told.append)
        yield told[-1]
        for some, piece in portions:
            began = self._clock.monotonic()
            done.statistics += await self._statistics(link, some, order.period, piece, now)
            meter.step()
            yield told[-1]
            await asyncio.sleep(self._clock.monotonic() - began)
        meter.turn_to("raw readings")
        provable = await _provable(link, recorded, now)
        for entity in recorded:
            for day in days:
                began = self._clock.monotonic()
                done.readings += await self._raw(link, entity, day, provable)
                meter.step()
                yield told[-1]
                await asyncio.sleep(self._clock.monotonic() - began)

    async def _statistics(
        self,
        link: HomeLink,
        entities: Sequence[Entity],
        period: Period,
        span: TimeRange,
        now: Micros,
    ) -> int:
        """Store the rows of a stretch; their number."""
        names = {e.entity_id: e.recording_id for e in entities}
        rows = await link.statistics(list(names), period, span)
        if rows:
            await self._stores.metrics.write_statistics(columns_of(rows, names, period))
        compiled = span.intersection(TimeRange(Micros(0), Micros(now - now % HOUR)))
        if period is Period.HOUR and compiled is not None:
            closed = [Interval(each, compiled, Source.HOUR) for each in names.values()]
            await self._stores.state.add_intervals(closed, self._writer.number)
        return len(rows)

    async def _raw(
        self, link: HomeLink, entity: Entity, span: TimeRange, provable: TimeRange
    ) -> int:
        """Store the readings of a stretch; their number.

        A stretch that holds rows is complete, as far as Home Assistant still keeps all of it.
        """
        copied = await self._copy.run(link, entity, span)
        proven = span.intersection(provable)
        if proven is not None and len(copied.moments):
            closed = [Interval(entity.recording_id, proven, Source.RAW)]
            await self._stores.state.add_intervals(closed, self._writer.number)
        return copied.readings

    async def _note(self, done: Synced, error: str | None) -> None:
        done.finished = self._clock.wall()
        order = done.order
        detail = {
            "from": format_utc(order.span.start),
            "to": format_utc(order.span.end),
            "period": order.period.value,
            "raw": order.raw,
            "entities": [e.recording_id for e in order.entities],
            "statistics": done.statistics,
            "readings": done.readings,
        }
        of_one = order.entities[0].recording_id if len(order.entities) == 1 else None
        count = done.statistics + done.readings
        entry = SyncEntry(
            KIND, of_one, done.started, done.finished, count, error, json.dumps(detail)
        )
        await self._stores.state.add_sync_entry(entry)


async def _provable(link: HomeLink, entities: Sequence[Entity], now: Micros) -> TimeRange:
    """The stretch of which Home Assistant has all raw rows for certain; may be empty."""
    known = await oldest_raw(link, [e.entity_id for e in entities], now) or now
    return TimeRange(known, Micros(max(known, now - COMMITTED_AFTER)))


def _portions(
    entities: Sequence[Entity], span: TimeRange, period: Period
) -> Iterator[tuple[Sequence[Entity], TimeRange]]:
    """A few entities and a stretch at a time, in order of time."""
    for piece in pieces(span, _PIECE[period]):
        for first in range(0, len(entities), _AT_ONCE):
            yield entities[first : first + _AT_ONCE], piece
