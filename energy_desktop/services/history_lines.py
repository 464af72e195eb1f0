"""One entity's line over a stretch, from the finest source that has it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage_levels import Coverage, Grid, Levels
from energy_desktop.model.coverage_map import CoverageMap
from energy_desktop.model.held_buckets import (
    Band,
    band_of_buckets,
    band_of_readings,
    band_of_statistics,
)
from energy_desktop.model.line_tile import LineTile, tile_of_readings, tile_of_steps
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros
from energy_desktop.services.history_queries import HistoryQueries

_EXACT_UP_TO = 60_000
"""So many readings are fetched and averaged by time; numpy then needs about 3 ms."""
_GAPS_UP_TO = 2048
_PERIODS = {Period.FIVE_MINUTES: 5 * MINUTE, Period.HOUR: HOUR}


@dataclass(frozen=True, slots=True)
class LineRequest:
    """Which line, how fine."""

    entity_id: str
    grid: Grid
    raw_up_to: int
    """So many readings are given as they are, instead of in the grid's steps."""


class HistoryLines:
    """Joins raw readings, and statistics where there are none; raises StoreUnusable."""

    def __init__(self, queries: HistoryQueries) -> None:
        self._queries = queries

    async def coverage(
        self, entity_ids: tuple[str, ...], span: TimeRange, now: Micros, seam: int
    ) -> CoverageMap:
        """The ledger of a stretch, ready to be looked at."""
        return CoverageMap(await self._queries.coverage(entity_ids, span), now, seam)

    async def line(self, request: LineRequest, coverage: CoverageMap) -> LineTile:
        """The line in the request's grid, or its readings where they are few."""
        grid, entity_id = request.grid, request.entity_id
        levels = coverage.levels(entity_id, grid)
        counts = await self._queries.count([entity_id], grid.span)
        count = counts.get(entity_id, 0)
        before = await self._before(entity_id, grid) if count or _recorded(levels).any() else np.nan
        statistics = await self._statistics(entity_id, grid, levels)
        if count <= request.raw_up_to and not np.isfinite(statistics.mean).any():
            return await self._raw(request, coverage, before)
        band, has_reading = await self._band(entity_id, grid, count, before)
        has_statistics = np.isfinite(statistics.mean)
        # Where nobody says that every change was stored, no value holds; what came, came.
        band.forget(~_recorded(levels) & ~has_reading)
        band.put(has_statistics, statistics)
        return tile_of_steps(band, grid)

    async def _before(self, entity_id: str, grid: Grid) -> float:
        """The value that holds when the grid begins; NaN for none."""
        found = await self._queries.latest([entity_id], before=grid.start)
        reading = found.get(entity_id)
        return np.nan if reading is None or reading.state is None else reading.state

    async def _raw(self, request: LineRequest, coverage: CoverageMap, before: float) -> LineTile:
        span = request.grid.span
        columns = await self._queries.readings([request.entity_id], span)
        fine = Grid.over(span, _GAPS_UP_TO)
        levels = coverage.levels(request.entity_id, fine)
        return tile_of_readings(columns.timestamp, columns.state, before, span, levels, fine)

    async def _band(
        self, entity_id: str, grid: Grid, count: int, before: float
    ) -> tuple[Band, NDArray[np.bool_]]:
        """The recorded values, and which steps have a reading of their own."""
        if count <= _EXACT_UP_TO:
            columns = await self._queries.readings([entity_id], grid.span)
            band = band_of_readings(columns.timestamp, columns.state, before, grid)
            return band, _steps_at(columns.timestamp, grid)
        buckets = await self._queries.buckets(entity_id, grid.span, grid.count)
        return band_of_buckets(buckets, before, grid), _steps_at(buckets.start, grid)

    async def _statistics(self, entity_id: str, grid: Grid, levels: Levels) -> Band:
        """Statistics of the steps that they cover, and nothing finer."""
        result = Band.unknown(grid.count)
        wanted = (levels == Coverage.HOURLY) | (levels == Coverage.FIVE_MINUTES)
        places = np.flatnonzero(wanted)
        if not len(places):
            return result
        edges = grid.edges
        first, last = int(edges[places[0]]), int(edges[places[-1] + 1])
        for period in (Period.HOUR, Period.FIVE_MINUTES):  # the finer replaces the coarser
            if period is Period.FIVE_MINUTES and not (levels == Coverage.FIVE_MINUTES).any():
                continue
            length = _PERIODS[period]
            # The row that began before the stretch reaches into it.
            span = TimeRange(Micros(first - length), Micros(last))
            rows = await self._queries.statistics(entity_id, period, span)
            found = band_of_statistics(rows.timestamp, length, _figures(rows), grid)
            result.put(np.isfinite(found.mean), found)
        result.forget(~wanted)
        return result


def _recorded(levels: Levels) -> NDArray[np.bool_]:
    """Where every change was stored."""
    recorded: NDArray[np.bool_] = (levels == Coverage.REPAIRED) | (levels == Coverage.LIVE)
    return recorded


def _steps_at(moments: NDArray[np.int64], grid: Grid) -> NDArray[np.bool_]:
    """The steps in which some moments lie."""
    result = np.zeros(grid.count, dtype=np.bool_)
    result[(moments - grid.start) // grid.step] = True
    return result


def _figures(rows: StatisticColumns) -> Band:
    """What a line shows of statistics; a meter has its state alone."""
    mean = np.where(np.isnan(rows.mean), rows.state, rows.mean)
    low = np.where(np.isnan(rows.min), mean, rows.min)
    high = np.where(np.isnan(rows.max), mean, rows.max)
    return Band(low, mean, high)
