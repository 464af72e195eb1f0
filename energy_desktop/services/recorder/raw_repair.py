"""Gaps asked of Home Assistant's raw history, a day of all entities at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from energy_desktop.model.coverage import Source
from energy_desktop.model.downtime import SHORTEST_DOWNTIME, silences
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, complement
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.repair_plan import LOST, NOT_RECORDED, Piece, Slice
from energy_desktop.model.timestamps import DAY, MINUTE, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.gap_closing import GapClosing
from energy_desktop.services.recorder.history_copy import Copied, HistoryCopy
from energy_desktop.services.recorder.progress import ProgressMeter
from energy_desktop.services.recorder.silence_explaining import SilenceExplaining
from energy_desktop.services.recorder.silent_days import PartialAnswer, SilentDay, SilentDays
from energy_desktop.services.recorder.situation import Situation

COMMITTED_AFTER = 10 * MINUTE
"""Later than this nothing is on its way into Home Assistant's database any more."""
_SHORTEST_RETENTION = DAY
"""Home Assistant purges nothing younger by itself (components/recorder/__init__.py)."""
_EDGE = 5 * MINUTE
"""The purge cuts 5-minute rows by their start: raw rows lie before the oldest of them."""


class RawRepair:
    """Closes what answers prove; a silence of one entity waits for those of all others."""

    def __init__(
        self, stores: Stores, copy: HistoryCopy, closing: GapClosing, clock: Clock
    ) -> None:
        self._stores = stores
        self._copy = copy
        self._closing = closing
        self._clock = clock
        self._silences = SilenceExplaining(stores, closing)

    async def ask(
        self,
        link: HomeLink,
        slices: Sequence[Slice],
        situation: Situation,
        meter: ProgressMeter,
        is_last: bool,
        silent: SilentDays,
        after_each_day: Callable[[], Awaitable[None]],
    ) -> list[Piece]:
        """Ask for every piece once; those whose answer was not complete yet.

        Home Assistant commits late and in order: near the present, answers are complete once
        one of them held the reading that the session began with.
        """
        later: list[Piece] = []
        for of_day in slices:
            day = silent.of(of_day)
            unfinished: list[Piece] = []
            for piece in of_day.pieces:
                if not await self._ask_one(link, piece, situation, day, is_last):
                    unfinished.append(piece)
                meter.step()
            if day is not None:
                unfinished = await self._leave(day, unfinished, silent)
            later += unfinished
            for explained in silent.take_explained():
                await self._silences.explain(link, explained, silent, situation)
            await after_each_day()
        if not silent.days:
            await self._silences.nothing_older(silent)
        return later

    async def _leave(
        self, day: SilentDay, unfinished: list[Piece], silent: SilentDays
    ) -> list[Piece]:
        """What of a day has to be asked again; whether the day has to wait for it."""
        if not unfinished:
            day.is_complete = True
            return []
        answers = await asyncio.to_thread(day.partial_answers, unfinished)
        if not answers:
            return unfinished
        silent.settle(day)
        return [await self._close_what_is_complete(day, each) for each in answers]

    async def _close_what_is_complete(self, day: SilentDay, answer: PartialAnswer) -> Piece:
        """Close the older part of a piece; what is left of it is asked again."""
        recording_id, span = answer.piece.recording_id, answer.proven
        border = max(span.start, answer.complete_to)
        older = TimeRange(span.start, border)
        quiet = [part for each in answer.quiet if (part := each.intersection(older)) is not None]
        day.add(recording_id, quiet)
        await self._closing.close(recording_id, complement(quiet, older), Source.RAW)
        return Piece(recording_id, TimeRange(border, span.end))

    async def _ask_one(
        self,
        link: HomeLink,
        piece: Piece,
        situation: Situation,
        day: SilentDay | None,
        is_last: bool,
    ) -> bool:
        """Ask for a piece and close what the answer proves; whether that was enough."""
        seen = situation.shown_after(piece)
        asked = _with_the_edge(piece.span, situation.oldest)
        if seen is not None and seen <= asked.start:
            await self._closing.close(piece.recording_id, [piece.span], Source.RAW)
            return True
        began = self._clock.monotonic()
        if seen is not None and seen > asked.end and _is_fresh(piece, situation):
            await self._meet_beyond(link, piece.recording_id, seen, situation)
        copied = await self._copy.run(link, situation.by_id[piece.recording_id], asked)
        if copied.holds(seen) and (copied.is_one_answer or is_last):
            situation.met.add(piece.recording_id)
        if copied.readings:
            await self._note(piece, copied.readings)
        is_done = await self._conclude(link, piece, copied, situation, day, is_last)
        if copied.holds(seen):  # the first of several answers may have come before the commit
            situation.met.add(piece.recording_id)
        await asyncio.sleep(self._clock.monotonic() - began)
        return is_done

    async def _conclude(
        self,
        link: HomeLink,
        piece: Piece,
        copied: Copied,
        situation: Situation,
        day: SilentDay | None,
        is_last: bool,
    ) -> bool:
        seen = situation.shown_after(piece)
        is_fresh = _is_fresh(piece, situation)
        if seen is None and is_last:
            is_fresh = False  # there is no snapshot to meet, but time enough has passed
        is_young = piece.span.start >= situation.now - _SHORTEST_RETENTION
        span = _proven(piece.span, copied, situation.is_retention_known or is_young)
        quiet = [] if day is None else silences(copied.moments, span, SHORTEST_DOWNTIME)
        is_recorded = len(copied.moments) > 0 or await self._is_recorded(link, piece, situation)
        if is_recorded and (not is_fresh or piece.recording_id in situation.met):
            if day is not None:
                day.add(piece.recording_id, quiet)
            await self._closing.close(piece.recording_id, complement(quiet, span), Source.RAW)
            return True
        is_certain = not is_fresh and seen is not None and seen < situation.now - COMMITTED_AFTER
        if is_last or (is_certain and not is_recorded):
            reason = LOST if len(copied.moments) else NOT_RECORDED
            await self._closing.close(piece.recording_id, [piece.span], Source.UNAVAILABLE, reason)
            return True
        if day is not None and seen is None and is_recorded:
            complete_to = Micros(situation.now - COMMITTED_AFTER)
            day.partial[piece] = PartialAnswer(piece, span, quiet, complete_to)
        return False

    async def _meet_beyond(
        self, link: HomeLink, recording_id: str, seen: Micros, situation: Situation
    ) -> None:
        """Look whether the reading that the session began with is committed.

        For a stretch that ends before it: no answer about the stretch itself can hold it. It
        is looked for first, so that what is answered afterwards is complete.
        """
        if recording_id in situation.met:
            return
        if await self._holds(link, situation.by_id[recording_id], seen):
            situation.met.add(recording_id)

    async def _holds(self, link: HomeLink, entity: Entity, moment: Micros) -> bool:
        of_one = TimeRange(moment, Micros(moment + 1))
        return bool(await link.history(entity.entity_id, of_one))

    async def _is_recorded(self, link: HomeLink, piece: Piece, situation: Situation) -> bool:
        """Whether Home Assistant keeps rows of an entity of which an answer held none.

        The state it shows has a row as well, unless the recorder's settings exclude the entity.
        """
        first = situation.first_seen.get(piece.recording_id)
        if first is None or piece.recording_id in situation.met:
            return True
        seen = first.last_updated
        known = situation.recorded.get(piece.recording_id)
        if known is None:
            known = await self._holds(link, situation.by_id[piece.recording_id], seen)
            situation.recorded[piece.recording_id] = known
        return known

    async def _note(self, piece: Piece, records: int) -> None:
        entry = SyncEntry("repair", piece.recording_id, piece.span.start, piece.span.end, records)
        await self._stores.state.add_sync_entry(entry)


def _is_fresh(piece: Piece, situation: Situation) -> bool:
    """Whether some of its rows may still be on their way into Home Assistant's database."""
    return piece.span.end > situation.now - COMMITTED_AFTER


def _with_the_edge(span: TimeRange, oldest: Micros) -> TimeRange:
    """What is asked to prove a stretch: at the edge of raw history a little before it too."""
    if span.start > oldest:
        return span
    return TimeRange(Micros(max(0, span.start - _EDGE)), span.end)


def _proven(span: TimeRange, copied: Copied, is_retention_known: bool) -> TimeRange:
    """What a complete answer proves of a stretch.

    Where nothing tells how far back raw history reaches, only what follows the first row.
    """
    if is_retention_known:
        return span
    first = int(copied.moments[0]) if len(copied.moments) else span.end
    return TimeRange(Micros(min(max(first, span.start), span.end)), span.end)
