"""Gaps closed from what Home Assistant still holds: newest first, finest source first."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from energy_desktop.model.coverage import Ledger, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.model.repair_plan import (
    PURGED,
    FirstSeen,
    Slice,
    raw_slices,
    slices_of,
)
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import (
    HomeProtocolError,
    HomeRequestFailed,
    HomeUnreachable,
    StoreUnusable,
)
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.gap_closing import GapClosing
from energy_desktop.services.recorder.gap_count import GapCount, open_gaps
from energy_desktop.services.recorder.history_copy import HistoryCopy
from energy_desktop.services.recorder.progress import ProgressMeter
from energy_desktop.services.recorder.raw_repair import RawRepair
from energy_desktop.services.recorder.retention import oldest_raw
from energy_desktop.services.recorder.silent_days import SilentDays
from energy_desktop.services.recorder.situation import Situation
from energy_desktop.services.recorder.statistics_import import StatisticsImport
from energy_desktop.services.recorder.writer import BatchWriter
from energy_desktop.services.status_board import StatusBoard

ASK_AGAIN_AFTER = (6.0, 60.0, 540.0)
"""Seconds between the attempts at what was not complete yet."""
_CLOCK_WITHIN = 10.0
_OTHERS_ASKED = 20
_WITHOUT_STATISTICS = 10 * DAY
"""Home Assistant's own default of how long it keeps raw states."""

_log = logging.getLogger(__name__)


class GapRepair:
    """One run for each subscription; yields to live recording and may be killed at any point.

    The ledger is the only state: what was closed stays closed, the rest is found again.
    """

    def __init__(
        self, stores: Stores, writer: BatchWriter, board: StatusBoard, clock: Clock
    ) -> None:
        self._stores = stores
        self._board = board
        self._clock = clock
        self._closing = GapClosing(stores, writer)
        self._raw = RawRepair(stores, HistoryCopy(writer), self._closing, clock)
        self._statistics = StatisticsImport(stores, writer, clock, board.repair_is)

    async def run(
        self, link: HomeLink, entities: Sequence[Entity], first_seen: Mapping[str, FirstSeen]
    ) -> None:
        """Close what is open before the present sessions, then import older statistics.

        `first_seen` tells with which state of each entity its session began; it may still grow.
        A lost connection or a failing store ends the run; the next one goes on.
        """
        try:
            now = await link.ask_clock(_CLOCK_WITHIN)
            await self._repair(link, entities, first_seen, now)
            await self._statistics.run(link, entities, now)
        except (HomeUnreachable, HomeProtocolError, HomeRequestFailed, StoreUnusable) as error:
            _log.info("repair ended early: %s", error)
        finally:
            self._board.repair_is(None)
            self._board.repairs_ended += 1

    async def _repair(
        self,
        link: HomeLink,
        entities: Sequence[Entity],
        first_seen: Mapping[str, FirstSeen],
        now: Micros,
    ) -> None:
        by_id = {e.recording_id: e for e in entities if not e.statistics_only}
        known = await oldest_raw(link, [e.entity_id for e in by_id.values()], now)
        if known is None:
            known = await oldest_raw(link, await _with_statistics(link), now)
        within = TimeRange(known or Micros(now - _WITHOUT_STATISTICS), now)
        ledger = await self._stores.state.ledger(list(by_id))
        await self._give_up_what_was_purged(ledger, by_id, within.start)
        count = GapCount(self._stores, self._board, self._clock, by_id, now, first_seen)
        await count.begin(ledger)
        plan = await asyncio.to_thread(raw_slices, ledger, by_id, within, dict(first_seen))
        if not plan:
            return
        _log.info("repairing %d days of %d entities", len(plan), len(by_id))
        situation = Situation(
            by_id,
            first_seen,
            now,
            await _up_since(link),
            await asyncio.to_thread(_live, ledger),
            known is not None,
            within.start,
        )
        silent = SilentDays()
        for attempt, pause in enumerate((0.0, *ASK_AGAIN_AFTER)):
            await asyncio.sleep(pause)
            is_last = attempt == len(ASK_AGAIN_AFTER)
            later = await self._raw.ask(
                link,
                plan,
                situation,
                self._meter(plan),
                is_last,
                silent,
                count.now_and_then,
            )
            await count.again()
            plan = slices_of(later)
            if not plan:
                break

    def _meter(self, plan: Sequence[Slice]) -> ProgressMeter:
        total = sum(len(each.pieces) for each in plan)
        return ProgressMeter("raw history", total, self._clock, self._board.repair_is)

    async def _give_up_what_was_purged(
        self, ledger: Ledger, by_id: Mapping[str, Entity], oldest: Micros
    ) -> None:
        """Interruptions older than Home Assistant's raw history stay known as such."""
        for recording_id in by_id:
            gaps = await open_gaps(ledger, [recording_id], oldest)
            await self._closing.close(recording_id, gaps, Source.UNAVAILABLE, PURGED)


async def _with_statistics(link: HomeLink) -> list[str]:
    """Some entities of which Home Assistant compiles statistics, recorded here or not.

    How long raw history is kept is the same for all.
    """
    states = await link.states()
    return [each.entity_id for each in states if each.state_class is not None][:_OTHERS_ASKED]


async def _up_since(link: HomeLink) -> Micros | None:
    """The oldest `last_changed` of any state: Home Assistant was started then, or before."""
    changed = [s.last_changed for s in await link.states() if s.last_changed is not None]
    return min(changed, default=None)


def _live(ledger: Ledger) -> list[TimeRange]:
    """When anything was recorded live."""
    return union(TimeRange(s.start, s.end) for s in ledger.sessions)
