"""Hourly statistics back to their beginning, newest year first."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage import Interval, Ledger, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, complement, union
from energy_desktop.model.recording import Progress
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.progress import ProgressMeter
from energy_desktop.services.recorder.writer import BatchWriter

NOTHING_OLDER = "no older statistics"

_PIECE = 30 * DAY
_EMPTY_PIECES = 13
_AT_ONCE = 20


class StatisticsImport:
    """Imports what the ledger does not hold of hourly statistics; resumes after a kill."""

    def __init__(
        self,
        stores: Stores,
        writer: BatchWriter,
        clock: Clock,
        tell: Callable[[Progress], None],
    ) -> None:
        self._stores = stores
        self._writer = writer
        self._clock = clock
        self._tell = tell

    async def run(self, link: HomeLink, entities: Sequence[Entity], now: Micros) -> None:
        """Import up to the last full hour, all entities of a month before the month before it.

        Nothing tells where a statistic begins, short of Home Assistant reading all of it:
        after a year without a row it has been passed.
        """
        by_home_id = {e.entity_id: e.recording_id for e in entities}
        ledger = await self._stores.state.ledger(list(by_home_id.values()))
        known = await asyncio.to_thread(_known, ledger, by_home_id)
        empty = dict.fromkeys(by_home_id, 0)
        end = Micros(now - now % HOUR)
        meter = ProgressMeter("hourly statistics", len(by_home_id), self._clock, self._tell)
        while empty and end > 0:
            piece = TimeRange(Micros((end - 1) // _PIECE * _PIECE), end)
            missing = {
                home_id: gaps for home_id in empty if (gaps := complement(known[home_id], piece))
            }
            found = await self._copy_all(link, by_home_id, missing)
            for home_id in missing:
                empty[home_id] = 0 if home_id in found else empty[home_id] + 1
            await self._finish(
                [i for i, pieces in empty.items() if pieces >= _EMPTY_PIECES], by_home_id, piece
            )
            before = len(empty)
            empty = {
                home_id: pieces
                for home_id, pieces in empty.items()
                if pieces < _EMPTY_PIECES and not _reaches_back(known[home_id], piece.start)
            }
            meter.step(before - len(empty))
            end = piece.start

    async def _copy_all(
        self,
        link: HomeLink,
        by_home_id: Mapping[str, str],
        missing: Mapping[str, list[TimeRange]],
    ) -> set[str]:
        """Ask for what is missing of a month, a few entities at a time; those that have rows."""
        found: set[str] = set()
        home_ids = sorted(missing, key=lambda i: missing[i][0].start)
        for first in range(0, len(home_ids), _AT_ONCE):
            began = self._clock.monotonic()
            some = {i: by_home_id[i] for i in home_ids[first : first + _AT_ONCE]}
            gaps = [gap for home_id in some for gap in missing[home_id]]
            span = TimeRange(min(g.start for g in gaps), max(g.end for g in gaps))
            found |= await self.copy(link, some, Period.HOUR, span)
            await asyncio.sleep(self._clock.monotonic() - began)
        return found

    async def _finish(
        self, home_ids: Sequence[str], by_home_id: Mapping[str, str], piece: TimeRange
    ) -> None:
        """Remember that there is nothing older, so that nobody asks again."""
        before = TimeRange(Micros(0), piece.start)
        nothing = [
            Interval(by_home_id[i], before, Source.UNAVAILABLE, NOTHING_OLDER) for i in home_ids
        ]
        if nothing:
            await self._stores.state.add_intervals(nothing, self._writer.number)

    async def copy(
        self, link: HomeLink, by_home_id: Mapping[str, str], period: Period, span: TimeRange
    ) -> set[str]:
        """Store the statistics of a stretch and say so in the ledger; the ids that have rows."""
        rows = await link.statistics(list(by_home_id), period, span)
        if rows:
            await self._stores.metrics.write_statistics(columns_of(rows, by_home_id, period))
        if period is Period.HOUR:
            done = [Interval(r, span, Source.HOUR) for r in by_home_id.values()]
            await self._stores.state.add_intervals(done, self._writer.number)
        return {row.statistic_id for row in rows}


def _reaches_back(known: Sequence[TimeRange], moment: Micros) -> bool:
    """Whether everything before a moment is known already."""
    return not complement(known, TimeRange(Micros(0), moment))


def _known(ledger: Ledger, by_home_id: Mapping[str, str]) -> dict[str, list[TimeRange]]:
    """What was imported, and what is known to lie before the first row, by Home Assistant's id.

    Raw history that is unavailable says nothing about hourly statistics. On a thread: an old
    ledger of many entities takes longer to look through than the loop has.
    """
    nothing: dict[str, list[TimeRange]] = defaultdict(list)
    for each in ledger.intervals:
        if each.reason == NOTHING_OLDER:
            nothing[each.entity_id].append(each.span)
    return {
        home_id: union([*ledger.covered(recording_id, (Source.HOUR,)), *nothing[recording_id]])
        for home_id, recording_id in by_home_id.items()
    }


def columns_of(
    rows: Sequence[StatisticRow], by_home_id: Mapping[str, str], period: Period
) -> StatisticColumns:
    """Rows of Home Assistant under their recording ids."""
    names = sorted({by_home_id[row.statistic_id] for row in rows})
    places = {name: place for place, name in enumerate(names)}
    placed = [(places[by_home_id[row.statistic_id]], row) for row in rows]
    return StatisticColumns.of_rows(tuple(names), period, placed)
