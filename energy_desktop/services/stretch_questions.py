"""Figures of a stretch of time, however many readings it has."""

import numpy as np

from energy_desktop.model.coverage import Source
from energy_desktop.model.ranges import TimeRange, complement, pieces, union
from energy_desktop.model.statistics import Period
from energy_desktop.model.stretch_figures import (
    StretchFigures,
    figures_of_readings,
    figures_of_statistics,
)
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros
from energy_desktop.services.history_queries import HistoryQueries

_AT_ONCE = 60_000
"""Readings that are summed up without leaving the loop; about 3 ms."""
_SEAM = 10 * 1_000_000
_RECORDED = (Source.LIVE, Source.RAW)
_PERIODS = (
    (Period.FIVE_MINUTES, Source.FIVE_MINUTES, 5 * MINUTE),
    (Period.HOUR, Source.HOUR, HOUR),
)


class StretchQuestions:
    """Sums up raw readings, and statistics where there are none; raises StoreUnusable."""

    def __init__(self, queries: HistoryQueries) -> None:
        self._queries = queries

    async def figures(self, entity_id: str, span: TimeRange, now: Micros) -> StretchFigures:
        """The figures of a sensor over a stretch, as far as it is known."""
        stretch = TimeRange(span.start, Micros(max(span.start, min(span.end, now))))
        ledger = await self._queries.coverage([entity_id], stretch)
        recorded = _reaching(ledger.covered(entity_id, _RECORDED), now)
        result = await self._recorded(entity_id, stretch, complement(recorded, stretch))
        known = recorded
        for period, source, length in _PERIODS:
            theirs = _without(ledger.covered(entity_id, (source,)), known, stretch)
            if theirs:
                result += await self._statistics(entity_id, period, length, theirs)
            known = union([*known, *theirs])
        return result

    async def _recorded(
        self, entity_id: str, span: TimeRange, gaps: list[TimeRange]
    ) -> StretchFigures:
        counts = await self._queries.count([entity_id], span)
        share = 1 + counts.get(entity_id, 0) // _AT_ONCE
        result = StretchFigures()
        for piece in pieces(span, max(1, -(-span.duration // share))):
            columns = await self._queries.readings([entity_id], piece)
            before = await self._before(entity_id, piece.start)
            inside = [cut for gap in gaps if (cut := gap.intersection(piece)) is not None]
            result += figures_of_readings(columns.timestamp, columns.state, before, piece, inside)
        return result

    async def _before(self, entity_id: str, moment: Micros) -> float:
        found = await self._queries.latest([entity_id], before=moment)
        reading = found.get(entity_id)
        return np.nan if reading is None or reading.state is None else reading.state

    async def _statistics(
        self, entity_id: str, period: Period, length: int, spans: list[TimeRange]
    ) -> StretchFigures:
        asked = TimeRange(Micros(spans[0].start - length), spans[-1].end)
        rows = await self._queries.statistics(entity_id, period, asked)
        mean = np.where(np.isnan(rows.mean), rows.state, rows.mean)
        low = np.where(np.isnan(rows.min), mean, rows.min)
        high = np.where(np.isnan(rows.max), mean, rows.max)
        return figures_of_statistics(rows.timestamp, length, low, mean, high, spans)


def _reaching(ranges: list[TimeRange], now: Micros) -> list[TimeRange]:
    """The ledger follows live recording within seconds."""
    if ranges and 0 < now - ranges[-1].end <= _SEAM:
        return [*ranges[:-1], TimeRange(ranges[-1].start, now)]
    return ranges


def _without(
    ranges: list[TimeRange], others: list[TimeRange], within: TimeRange
) -> list[TimeRange]:
    inside = [cut for each in ranges if (cut := each.intersection(within)) is not None]
    return [rest for each in inside for rest in complement(others, each)]
