"""Why raw history is silent: Home Assistant was down, has lost rows, or nothing happened."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.downtime import moved_in_silence
from energy_desktop.model.ranges import TimeRange, complement, union
from energy_desktop.model.repair_plan import DOWN, Slice
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.gap_closing import GapClosing
from energy_desktop.services.recorder.silent_days import Silence, SilentDay, SilentDays
from energy_desktop.services.recorder.situation import Situation
from energy_desktop.services.recorder.statistics_import import columns_of

_DOUBTFUL_SILENCE = HOUR
"""A silence of raw history this long is compared with 5-minute statistics."""
_PERIOD = 5 * MINUTE
_AT_ONCE = 20


class SilenceExplaining:
    """Closes the silences of a day once everything is known of it."""

    def __init__(self, stores: Stores, closing: GapClosing) -> None:
        self._stores = stores
        self._closing = closing

    async def explain(
        self, link: HomeLink, day: SilentDay, silent: SilentDays, situation: Situation
    ) -> None:
        """Close the silences of a day, of which everything is known but what lies before it.

        All at once: what a kill left open of a day would be silent in alone afterwards.
        """
        downtimes, parts, rest = await asyncio.to_thread(_parted, day, situation, silent.down_after)
        reaching = _reaching_back(day.slice, downtimes, situation)
        down: list[Silence] = []
        if not any(each.end == silent.down_after for each in downtimes):
            down, silent.held = silent.held, []  # it began where this day ends
        for each in parts:
            (silent.held if _is_within(each, reaching) else down).append(each)
        if reaching is None:
            down, silent.held = [*down, *silent.held], []
        others = await self._up(link, rest, situation)
        await self._closing.close_all([*_as(Source.UNAVAILABLE, down, DOWN), *others])
        silent.down_after = None if reaching is None else reaching.start

    async def nothing_older(self, silent: SilentDays) -> None:
        """What is held reaches back to where history begins: no downtime, a beginning."""
        held, silent.held = silent.held, []
        await self._closing.close_all(_as(Source.RAW, held))

    async def _up(
        self,
        link: HomeLink,
        silent: Mapping[str, Sequence[TimeRange]],
        situation: Situation,
    ) -> list[Interval]:
        """What becomes of the silences in which Home Assistant was not down."""
        moved = await self._moved(link, silent, situation)
        intervals: list[Interval] = []
        for recording_id, spans in silent.items():
            finer = moved.get(recording_id, [])
            intervals += (Interval(recording_id, each, Source.FIVE_MINUTES) for each in finer)
            rest = [each for span in spans for each in complement(finer, span)]
            intervals += (Interval(recording_id, each, Source.RAW) for each in rest)
        return intervals

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


def _reaching_back(
    of_day: Slice, downtimes: Sequence[TimeRange], situation: Situation
) -> TimeRange | None:
    """The downtime that goes on before what was asked, if nothing shows where it began."""
    beginning = max(of_day.day, min(p.span.start for p in of_day.pieces))
    for down in downtimes:
        if down.start == beginning and all(live.end != down.start for live in situation.live):
            return down
    return None


def _parted(
    day: SilentDay, situation: Situation, down_after: Micros | None
) -> tuple[list[TimeRange], list[Silence], dict[str, list[TimeRange]]]:
    """The downtimes of a day, what of its silences lies in them, and the rest by entity.

    On a thread: a day of many entities has more silences than the loop has time for.
    """
    downtimes = day.shared().downtimes(situation.up_since, situation.live, down_after)
    parts: list[Silence] = []
    rest: dict[str, list[TimeRange]] = defaultdict(list)
    for each in day.waiting:
        common = (each.span.intersection(down) for down in downtimes)
        parts += (Silence(each.recording_id, part) for part in common if part is not None)
        rest[each.recording_id] += complement(downtimes, each.span)
    return downtimes, parts, rest


def _is_within(silence: Silence, downtime: TimeRange | None) -> bool:
    return downtime is not None and downtime.intersection(silence.span) is not None


def _as(source: Source, silences: Iterable[Silence], reason: str | None = None) -> list[Interval]:
    return [Interval(each.recording_id, each.span, source, reason) for each in silences]


def _envelope(spans: Sequence[TimeRange]) -> TimeRange:
    return TimeRange(min(s.start for s in spans), max(s.end for s in spans))


def _lies_in(moment: Micros, spans: Iterable[TimeRange]) -> bool:
    return any(span.contains(moment) for span in spans)
