"""Readings and statistics from one store into another, compared by entity and day."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from energy_desktop.model.checksums import DailySums
from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange, union
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, Micros, format_utc
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.services.migration.watched_metrics import WatchedMetrics, Written

PIECE_ROWS = 200_000
_PAGE_ROWS = 20_000
_YEAR = 366 * DAY
_FIRST_YEAR = 7_305 * DAY
"""1990: few have statistics from before, so all of that is asked for at once."""
_NEVER = Micros(2**62)
_STATISTICS_ENTITIES = 20
_LOOK_AGAIN_AFTER = 0.05


@dataclass(slots=True)
class Copied:
    """What was done so far."""

    readings: int = 0
    """Compared and equal."""
    statistics: int = 0
    share: float = 0.0
    """Of the statistics that were asked for, 0 to 1."""
    written: int = 0
    """Rows that the target did not hold yet, or held otherwise."""


class MetricCopy:
    """Makes the target hold exactly what the source holds of some entities.

    The target is the only memory of how far it got: what it holds already is compared and
    left, so a copy that was killed goes on where it was. A piece that is written to while it
    is being copied counts as unfinished.
    """

    def __init__(
        self,
        source: WatchedMetrics,
        target: MetricStore,
        is_settled: Callable[[], bool],
    ) -> None:
        """`is_settled` tells whether the target has worked in what was written to it.

        It raises StoreUnusable when the target cannot do so at present.
        """
        self._source = source
        self._target = target
        self._ids: list[str] = []
        self._is_settled = is_settled
        self.copied = Copied()
        self.unfinished: list[TimeRange] = []
        """Pieces that were written to meanwhile, to be looked at once more."""

    def include(self, entity_ids: Iterable[str]) -> None:
        """Copy these entities as well."""
        self._ids = sorted({*self._ids, *entity_ids})

    async def readings(self, span: TimeRange) -> AsyncIterator[Copied]:
        """Piece by piece; raises StoreUnusable (MIGRATION_DIFFERS) where one stays different."""
        async for piece in self._pieces(span):
            wanted = await self._sums(self._source, piece)
            if wanted.differing(await self._sums(self._target, piece)):
                async for page in self._source.reading_pages(self._ids, piece, PIECE_ROWS):
                    await self._write(page)
                await self._until_settled()
                differing = wanted.differing(await self._sums(self._target, piece))
                if differing and self._is_noted(piece):
                    self.unfinished.append(piece)
                else:
                    _refuse(differing)
            self.copied.readings += wanted.count
            yield self.copied

    async def statistics(self, newest: Micros) -> AsyncIterator[Copied]:
        """All periods, some entities of a year at a time; `newest` is about the last moment."""
        years = range(_FIRST_YEAR, max(_FIRST_YEAR, newest) + _YEAR, _YEAR)
        spans = [TimeRange(Micros(start), Micros(start + _YEAR)) for start in years]
        before, after = TimeRange(Micros(0), spans[0].start), TimeRange(spans[-1].end, _NEVER)
        groups = [
            self._ids[first : first + _STATISTICS_ENTITIES]
            for first in range(0, len(self._ids), _STATISTICS_ENTITIES)
        ]
        pieces = list(product(Period, groups, (before, *spans, after)))
        for number, (period, ids, span) in enumerate(pieces, 1):
            found = await self._statistics(ids, period, span)
            self.copied.share = number / len(pieces)
            if found:
                yield self.copied

    async def readings_held(self) -> int:
        """Number of readings of these entities in the target."""
        counts = await self._target.count_readings(self._ids, TimeRange(Micros(0), _NEVER))
        return sum(counts.values())

    async def again(self, written: Written) -> None:
        """What was written to the source meanwhile, and what was left unfinished by that."""
        self.include(written.entities)
        unfinished, self.unfinished = self.unfinished, []
        for span in union([*unfinished, *written.readings]):
            async for _ in self.readings(span):
                pass
        for period, spans in written.statistics.items():
            for span in spans:
                await self._statistics(sorted(written.entities), period, span)

    async def _statistics(self, ids: Sequence[str], period: Period, span: TimeRange) -> int:
        """Number of rows that the source has there."""
        rows = await self._source.statistics(ids, period, span)
        if not len(rows):
            return 0
        wanted = _statistic_sums(rows)
        if wanted.differing(_statistic_sums(await self._target.statistics(ids, period, span))):
            await self._write(rows)
            await self._until_settled()
            stored = await self._target.statistics(ids, period, span)
            differing = wanted.differing(_statistic_sums(stored))
            if not self._source.written.statistics:
                _refuse(differing)
        self.copied.statistics += len(rows)
        return len(rows)

    async def _pieces(self, span: TimeRange) -> AsyncIterator[TimeRange]:
        """Stretches that hold some readings but not too many, in order; days stay whole."""
        open_spans = [span]
        while open_spans:
            each = open_spans.pop()
            rows = sum((await self._source.count_readings(self._ids, each)).values())
            middle = Micros((each.start + each.end) // 2 // DAY * DAY)
            if rows > PIECE_ROWS and each.start < middle < each.end:
                open_spans += [TimeRange(middle, each.end), TimeRange(each.start, middle)]
            elif rows:
                yield each

    async def _sums(self, store: MetricStore, span: TimeRange) -> DailySums:
        sums = DailySums()
        async for page in store.reading_pages(self._ids, span, _PAGE_ROWS):
            sums.add_readings(page)
        return sums

    async def _write(self, rows: ReadingColumns | StatisticColumns) -> None:
        """Write to the target, at the pace at which its journal makes room."""
        while True:
            try:
                if isinstance(rows, StatisticColumns):
                    await self._target.write_statistics(rows)
                else:
                    await self._target.write_readings(rows)
            except StoreUnusable as error:
                if error.problem.code is not ProblemCode.JOURNAL_FULL or self._is_settled():
                    raise
                await asyncio.sleep(_LOOK_AGAIN_AFTER)
                continue
            self.copied.written += len(rows)
            return

    async def _until_settled(self) -> None:
        while not self._is_settled():  # noqa: ASYNC110 - no event tells what a database has taken
            await asyncio.sleep(_LOOK_AGAIN_AFTER)

    def _is_noted(self, piece: TimeRange) -> bool:
        """Whether something was written into it while it was being copied."""
        return any(each.intersection(piece) for each in self._source.written.readings)


def _refuse(differing: list[tuple[str, int]]) -> None:
    """Raise MIGRATION_DIFFERS for the first of these, if there is one."""
    if differing:
        entity_id, day = differing[0]
        raise StoreUnusable(
            ProblemCode.MIGRATION_DIFFERS,
            entity=entity_id,
            day=format_utc(Micros(day * DAY))[:10],
            count=len(differing),
        )


def _statistic_sums(rows: StatisticColumns) -> DailySums:
    sums = DailySums()
    sums.add_statistics(rows)
    return sums
