"""Gaps asked of Home Assistant's raw history, a day of all entities at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.downtime import (
    SHORTEST_DOWNTIME,
    SharedSilence,
    moved_in_silence,
    silences,
)
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, complement, union
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.repair_plan import DOWN, LOST, NOT_RECORDED, FirstSeen, Piece, Slice
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.history_copy import Copied, HistoryCopy
from energy_desktop.services.recorder.progress import ProgressMeter
from energy_desktop.services.recorder.statistics_import import columns_of
from energy_desktop.services.recorder.writer import BatchWriter

COMMITTED_AFTER = 10 * MINUTE
"""Later than this nothing is on its way into Home Assistant's database any more."""
_DOUBTFUL_SILENCE = HOUR
"""A silence of raw history this long is compared with 5-minute statistics."""
_PERIOD = 5 * MINUTE
_SHORTEST_RETENTION = DAY
"""Home Assistant purges nothing younger by itself (components/recorder/__init__.py)."""
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Situation:
    """What one run of repair knows when it begins."""

    by_id: Mapping[str, Entity]
    first_seen: Mapping[str, FirstSeen]
    """With which state of each entity its session in this connection began."""
    now: Micros
    up_since: Micros | None
    """Home Assistant was started then, or before."""
    live: Sequence[TimeRange]
    """When any of the entities was recorded live."""
    is_retention_known: bool
    oldest: Micros
    """Since then raw history is complete; a few rows before may be there as well."""
    met: set[str] = field(default_factory=set)
    """Entities of which an answer held the reading that the session began with."""
    recorded: dict[str, bool] = field(default_factory=dict)
    """Whether Home Assistant records an entity at all, of those where it was in doubt."""

    def shown_after(self, piece: Piece) -> Micros | None:
        """`last_updated` of the state that a session showed at the end of a stretch, or later.

        None where none did: the entity is not there, or the stretch is later than its snapshot.
        """
        seen = self.first_seen.get(piece.recording_id)
        return None if seen is None or piece.span.end > seen.at else seen.last_updated


@dataclass(frozen=True, slots=True)
class _Silence:
    """A stretch without a row of one entity."""

    recording_id: str
    span: TimeRange


@dataclass(slots=True)
class _Day:
    """The silences of one slice, until all its entities are known."""

    slice: Slice
    shared: SharedSilence = field(default_factory=SharedSilence)
    waiting: list[_Silence] = field(default_factory=list)
    is_complete: bool = False


@dataclass(slots=True)
class SilentDays:
    """Of one run of repair: the days whose silences nobody has explained yet, newest first.

    What an entity is silent in alone is no downtime. So a day waits until each of its entities
    has answered, in a later attempt if need be, and older days wait for it.
    """

    days: dict[Micros, _Day] = field(default_factory=dict)
    held: list[_Silence] = field(default_factory=list)
    down_after: Micros | None = None

    def of(self, asked: Slice) -> _Day:
        """The day of a slice; an attempt after the first one asks a part of it."""
        return self.days.setdefault(asked.day, _Day(asked))

    def take_explained(self) -> list[_Day]:
        """The days that are complete and wait for none."""
        ready = list(takewhile(lambda day: day.is_complete, self.days.values()))
        for day in ready:
            del self.days[day.slice.day]
        return ready


class RawRepair:
    """Closes what answers prove; a silence of one entity waits for those of all others."""

    def __init__(
        self, stores: Stores, writer: BatchWriter, copy: HistoryCopy, clock: Clock
    ) -> None:
        self._stores = stores
        self._writer = writer
        self._copy = copy
        self._clock = clock

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
            day, before = silent.of(of_day), len(later)
            for piece in of_day.pieces:
                if not await self._ask_one(link, piece, situation, day, is_last):
                    later.append(piece)
                meter.step()
            day.is_complete = len(later) == before
            for explained in silent.take_explained():
                await self._explain(link, explained, silent, situation)
            await after_each_day()
        if not later:
            for silence in silent.held:  # nothing is known from before: no downtime, a beginning
                await self.close(silence.recording_id, [silence.span], Source.RAW)
            silent.held = []
        return later

    async def _explain(
        self, link: HomeLink, day: _Day, silent: SilentDays, situation: Situation
    ) -> None:
        """Close the silences of a day, of which everything is known but what lies before it."""
        downtimes = day.shared.downtimes(situation.up_since, situation.live, silent.down_after)
        reaching = _reaching_back(day.slice, downtimes, situation)
        if not any(d.end == silent.down_after for d in downtimes):
            silent.held = await self._close_as_down(silent.held)
        silent.held += await self._close_silences(link, day, downtimes, reaching, situation)
        if reaching is None:
            silent.held = await self._close_as_down(silent.held)
        silent.down_after = None if reaching is None else reaching.start

    async def _ask_one(
        self, link: HomeLink, piece: Piece, situation: Situation, day: _Day, is_last: bool
    ) -> bool:
        """Ask for a piece and close what the answer proves; whether that was enough."""
        seen = situation.shown_after(piece)
        asked = _with_the_edge(piece.span, situation.oldest)
        if seen is not None and seen <= asked.start:
            await self.close(piece.recording_id, [piece.span], Source.RAW)
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
        day: _Day,
        is_last: bool,
    ) -> bool:
        seen = situation.shown_after(piece)
        is_fresh = _is_fresh(piece, situation)
        if seen is None and is_last:
            is_fresh = False  # there is no snapshot to meet, but time enough has passed
        is_recorded = len(copied.moments) > 0 or await self._is_recorded(link, piece, situation)
        if is_recorded and (not is_fresh or piece.recording_id in situation.met):
            is_young = piece.span.start >= situation.now - _SHORTEST_RETENTION
            span = _proven(piece.span, copied, situation.is_retention_known or is_young)
            quiet = silences(copied.moments, span, SHORTEST_DOWNTIME)
            day.shared.add(quiet)
            day.waiting += (_Silence(piece.recording_id, each) for each in quiet)
            await self.close(piece.recording_id, complement(quiet, span), Source.RAW)
            return True
        is_certain = not is_fresh and seen is not None and seen < situation.now - COMMITTED_AFTER
        if is_last or (is_certain and not is_recorded):
            reason = LOST if len(copied.moments) else NOT_RECORDED
            await self.close(piece.recording_id, [piece.span], Source.UNAVAILABLE, reason)
            return True
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

    async def _close_silences(
        self,
        link: HomeLink,
        day: _Day,
        downtimes: Sequence[TimeRange],
        reaching: TimeRange | None,
        situation: Situation,
    ) -> list[_Silence]:
        """Close what was silent; what lies in a downtime whose beginning is not known yet."""
        held: list[_Silence] = []
        others: dict[str, list[TimeRange]] = {}
        for silence in day.waiting:
            down = _common(silence, downtimes)
            held += (each for each in down if _within(each, reaching))
            await self._close_as_down([each for each in down if not _within(each, reaching)])
            rest = complement((d.span for d in down), silence.span)
            others.setdefault(silence.recording_id, []).extend(rest)
        moved = await self._moved(link, others, situation)
        for recording_id, spans in others.items():
            finer = moved.get(recording_id, [])
            await self.close(recording_id, finer, Source.FIVE_MINUTES)
            rest = [each for span in spans for each in complement(finer, span)]
            await self.close(recording_id, rest, Source.RAW)
        return held

    async def _close_as_down(self, held: Sequence[_Silence]) -> list[_Silence]:
        """Mark silences as downtime; nothing is held afterwards."""
        for each in held:
            await self.close(each.recording_id, [each.span], Source.UNAVAILABLE, DOWN)
        return []

    async def _moved(
        self, link: HomeLink, silent: Mapping[str, Sequence[TimeRange]], situation: Situation
    ) -> dict[str, list[TimeRange]]:
        """Where 5-minute statistics know more than raw history; they are stored then."""
        doubtful = {
            each: spans
            for each, of_one in silent.items()
            if (spans := [s for s in of_one if s.duration >= _DOUBTFUL_SILENCE])
        }
        found: dict[str, list[TimeRange]] = {}
        remaining = iter(doubtful)
        while some := list(islice(remaining, _AT_ONCE)):
            names = {situation.by_id[each].entity_id: each for each in some}
            span = _envelope([s for each in some for s in doubtful[each]])
            rows = await link.statistics(list(names), Period.FIVE_MINUTES, span)
            for home_id, each in names.items():
                of_one = [row for row in rows if row.statistic_id == home_id]
                moves = [m for s in doubtful[each] for m in moved_in_silence(of_one, s, _PERIOD)]
                found[each] = union(moves)
            known = [r for r in rows if _lies_in(r.start, found[names[r.statistic_id]])]
            if known:
                columns = columns_of(known, names, Period.FIVE_MINUTES)
                await self._stores.metrics.write_statistics(columns)
        return found

    async def close(
        self,
        recording_id: str,
        spans: Iterable[TimeRange],
        source: Source,
        reason: str | None = None,
    ) -> None:
        """Say in the ledger what became of some stretches."""
        intervals = [Interval(recording_id, span, source, reason) for span in spans]
        if intervals:
            await self._stores.state.add_intervals(intervals, self._writer.number)

    async def _note(self, piece: Piece, records: int) -> None:
        entry = SyncEntry("repair", piece.recording_id, piece.span.start, piece.span.end, records)
        await self._stores.state.add_sync_entry(entry)


def _reaching_back(
    of_day: Slice, downtimes: Sequence[TimeRange], situation: Situation
) -> TimeRange | None:
    """The downtime that goes on before what was asked, if nothing shows where it began."""
    beginning = max(of_day.day, min(p.span.start for p in of_day.pieces))
    for down in downtimes:
        if down.start == beginning and all(live.end != down.start for live in situation.live):
            return down
    return None


def _common(silence: _Silence, downtimes: Sequence[TimeRange]) -> list[_Silence]:
    """The parts of a silence that are downtime."""
    parts = [silence.span.intersection(each) for each in downtimes]
    return [_Silence(silence.recording_id, part) for part in parts if part is not None]


def _envelope(spans: Sequence[TimeRange]) -> TimeRange:
    return TimeRange(min(s.start for s in spans), max(s.end for s in spans))


def _lies_in(moment: Micros, spans: Iterable[TimeRange]) -> bool:
    return any(span.contains(moment) for span in spans)


def _within(silence: _Silence, downtime: TimeRange | None) -> bool:
    return downtime is not None and downtime.intersection(silence.span) is not None


def _is_fresh(piece: Piece, situation: Situation) -> bool:
    """Whether some of its rows may still be on their way into Home Assistant's database."""
    return piece.span.end > situation.now - COMMITTED_AFTER


def _with_the_edge(span: TimeRange, oldest: Micros) -> TimeRange:
    """What is asked to prove a stretch: at the edge of raw history the 5 minutes before it too.

    The purge cuts 5-minute rows by their start, so there are raw rows before the oldest of them.
    """
    if span.start > oldest:
        return span
    return TimeRange(Micros(max(0, span.start - _PERIOD)), span.end)


def _proven(span: TimeRange, copied: Copied, is_retention_known: bool) -> TimeRange:
    """What a complete answer proves of a stretch.

    Where nothing tells how far back raw history reaches, only what follows the first row.
    """
    if is_retention_known:
        return span
    first = int(copied.moments[0]) if len(copied.moments) else span.end
    return TimeRange(Micros(min(max(first, span.start), span.end)), span.end)
