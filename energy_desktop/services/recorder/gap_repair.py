"""Gaps closed from what Home Assistant still holds: newest first, finest source first."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Interval, Ledger, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import WITHOUT_VALUE, Reading, number_in
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.repair_plan import Piece, open_stretches, raw_pieces
from energy_desktop.model.timestamps import DAY, MINUTE, SECOND, Micros
from energy_desktop.model.units import conversion_of
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import (
    HomeProtocolError,
    HomeRequestFailed,
    HomeUnreachable,
    StoreUnusable,
)
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.intake import parse_last_reset
from energy_desktop.services.recorder.retention import oldest_raw
from energy_desktop.services.recorder.statistics_import import StatisticsImport
from energy_desktop.services.recorder.writer import BatchWriter
from energy_desktop.services.status_board import StatusBoard

LOST = "lost by Home Assistant"
NOT_RECORDED = "not recorded by Home Assistant"
PURGED = "purged"

_CLOCK_WITHIN = 10.0
_WITHOUT_STATISTICS = 10 * DAY
"""Home Assistant's own default of how long it keeps raw states."""
_COMMITTED_AFTER = 10 * MINUTE
"""Later than this nothing is on its way into Home Assistant's database any more."""
ASK_AGAIN_AFTER = (6.0, 60.0, 540.0)
_PAST_THE_END = SECOND

_log = logging.getLogger(__name__)


class GapRepair:
    """One run for each subscription; yields to live recording and may be killed at any point.

    The ledger is the only state: what was closed stays closed, the rest is found again.
    """

    def __init__(
        self, stores: Stores, writer: BatchWriter, board: StatusBoard, clock: Clock
    ) -> None:
        self._stores = stores
        self._writer = writer
        self._board = board
        self._clock = clock
        self._statistics = StatisticsImport(stores, writer)

    async def run(
        self, link: HomeLink, entities: Sequence[Entity], first_seen: Mapping[str, Micros]
    ) -> None:
        """Close what is open before the present sessions, then import older statistics.

        `first_seen` holds the `last_updated` of each entity in the snapshot its session began
        with. A lost connection or a failing store ends the run; the next one goes on.
        """
        try:
            now = await link.ask_clock(_CLOCK_WITHIN)
            await self._repair(link, entities, first_seen, now)
            await self._statistics.run(link, entities, now)
        except (HomeUnreachable, HomeProtocolError, HomeRequestFailed, StoreUnusable) as error:
            _log.info("repair ended early: %s", error)
        finally:
            self._board.repairing = None
            self._board.repairs_ended += 1

    async def _repair(
        self,
        link: HomeLink,
        entities: Sequence[Entity],
        first_seen: Mapping[str, Micros],
        now: Micros,
    ) -> None:
        by_id = {e.recording_id: e for e in entities if not e.statistics_only}
        known = await oldest_raw(link, [e.entity_id for e in by_id.values()], now)
        within = TimeRange(known or Micros(now - _WITHOUT_STATISTICS), now)
        ledger = await self._stores.state.ledger(list(by_id))
        await self._give_up_what_was_purged(ledger, by_id, within.start)
        found = open_stretches(ledger, by_id, now)
        plan = raw_pieces(ledger, by_id, within)
        if plan:
            _log.info("repairing %d stretches of %d entities", len(plan), len(by_id))
        for attempt, pause in enumerate((0.0, *ASK_AGAIN_AFTER)):
            if not plan:
                break
            await asyncio.sleep(pause)
            is_last = attempt == len(ASK_AGAIN_AFTER)
            plan = await self._ask_all(
                link, plan, by_id, first_seen, now, known is not None, is_last
            )
            left = open_stretches(await self._stores.state.ledger(list(by_id)), by_id, now)
            self._board.gaps_repaired += max(0, len(found) - len(left))
            found = left

    async def _ask_all(
        self,
        link: HomeLink,
        plan: Sequence[Piece],
        by_id: Mapping[str, Entity],
        first_seen: Mapping[str, Micros],
        now: Micros,
        is_retention_known: bool,
        is_last: bool,
    ) -> list[Piece]:
        """Ask for every piece once; those whose answer was not complete yet.

        Home Assistant commits late and in order: near the present, answers are complete once
        one of them held the reading that the session began with.
        """
        later: list[Piece] = []
        met: set[str] = set()
        for done, piece in enumerate(plan):
            self._board.repairing = (done, len(plan))
            seen = first_seen.get(piece.recording_id)
            if seen is not None and seen <= piece.span.start:
                await self._close(piece.recording_id, piece.span, Source.RAW)
                continue
            began = self._clock.monotonic()
            moments = await self._copy(link, by_id[piece.recording_id], piece.span)
            if seen in moments:
                met.add(piece.recording_id)
            is_fresh = piece.span.end > now - _COMMITTED_AFTER
            is_complete = not is_fresh or piece.recording_id in met
            span = _proven(piece.span, moments, is_retention_known) if is_complete else None
            if span is not None:
                await self._close(piece.recording_id, span, Source.RAW)
            elif is_last:
                reason = LOST if moments else NOT_RECORDED
                await self._close(piece.recording_id, piece.span, Source.UNAVAILABLE, reason)
            else:
                later.append(piece)
            await asyncio.sleep(self._clock.monotonic() - began)
        return later

    async def _copy(self, link: HomeLink, entity: Entity, span: TimeRange) -> list[Micros]:
        """Store an entity's history of a stretch and a little beyond; the moments it holds.

        After a rename Home Assistant may have left old rows under the old id: both are asked.
        """
        ids = [e.entity_id for e in entity.earlier_ids if e.until > span.start]
        beyond = TimeRange(span.start, Micros(span.end + _PAST_THE_END))
        events = [e for i in [*ids, entity.entity_id] for e in await link.history(i, beyond)]
        readings = [r for e in events if (r := reading_of(e, entity.recording_id)) is not None]
        if readings:
            await self._writer.write(ReadingColumns.of(readings))
            await self._note(entity, span, len(readings))
        return [event.last_updated for event in events]

    async def _give_up_what_was_purged(
        self, ledger: Ledger, by_id: Mapping[str, Entity], oldest: Micros
    ) -> None:
        """Interruptions older than Home Assistant's raw history stay known as such."""
        for recording_id in by_id:
            for gap in open_stretches(ledger, [recording_id], oldest):
                await self._close(recording_id, gap, Source.UNAVAILABLE, PURGED)

    async def _close(
        self, recording_id: str, span: TimeRange, source: Source, reason: str | None = None
    ) -> None:
        interval = Interval(recording_id, span, source, reason)
        await self._stores.state.add_intervals([interval], self._writer.number)

    async def _note(self, entity: Entity, span: TimeRange, records: int) -> None:
        entry = SyncEntry("repair", entity.recording_id, span.start, span.end, records)
        await self._stores.state.add_sync_entry(entry)


def _proven(span: TimeRange, moments: Sequence[Micros], is_retention_known: bool) -> TimeRange:
    """What a complete answer proves of a stretch.

    Where nothing tells how far back raw history reaches, only what follows the first row.
    """
    if is_retention_known:
        return span
    return TimeRange(min(moments, default=span.end), span.end)


def reading_of(event: StateEvent, recording_id: str) -> Reading | None:
    """A reading of a row of history; None where its state is no number."""
    reset = parse_last_reset(event.last_reset) if event.last_reset else None
    if event.state in WITHOUT_VALUE:
        return Reading(recording_id, event.last_updated, None, reset)
    number = number_in(event.state)
    if number is None:
        return None
    return Reading(recording_id, event.last_updated, conversion_of(event.unit)(number), reset)
