"""Hourly statistics back to their beginning, newest year first."""

import logging
from collections.abc import Mapping, Sequence

from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange, complement, pieces
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, Micros
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.retention import oldest_statistics
from energy_desktop.services.recorder.writer import BatchWriter

_PIECE = 30 * DAY
_AT_ONCE = 20

_log = logging.getLogger(__name__)


class StatisticsImport:
    """Imports what the ledger does not hold of hourly statistics; resumes after a kill."""

    def __init__(self, stores: Stores, writer: BatchWriter) -> None:
        self._stores = stores
        self._writer = writer

    async def run(self, link: HomeLink, entities: Sequence[Entity], now: Micros) -> None:
        """Import up to the last full hour, all entities of a month before the month before it."""
        by_home_id = {e.entity_id: e.recording_id for e in entities}
        begin = await oldest_statistics(link, list(by_home_id), now)
        if not begin:
            return
        hour = Micros(now - now % HOUR)
        whole = TimeRange(Micros(min(begin.values())), hour)
        ledger = await self._stores.state.ledger(list(by_home_id.values()))
        for piece in reversed(pieces(whole, _PIECE)):
            missing = [
                home_id
                for home_id, recording_id in by_home_id.items()
                if home_id in begin
                and begin[home_id] < piece.end
                and complement(ledger.covered(recording_id, (Source.HOUR,)), piece)
            ]
            for first in range(0, len(missing), _AT_ONCE):
                some = {i: by_home_id[i] for i in missing[first : first + _AT_ONCE]}
                await self.copy(link, some, Period.HOUR, piece)

    async def copy(
        self, link: HomeLink, by_home_id: Mapping[str, str], period: Period, span: TimeRange
    ) -> int:
        """Store the statistics of a stretch and say so in the ledger; the number of rows."""
        rows = await link.statistics(list(by_home_id), period, span)
        if rows:
            await self._stores.metrics.write_statistics(columns_of(rows, by_home_id, period))
        if period is Period.HOUR:
            done = [Interval(r, span, Source.HOUR) for r in by_home_id.values()]
            await self._stores.state.add_intervals(done, self._writer.number)
        return len(rows)


def columns_of(
    rows: Sequence[StatisticRow], by_home_id: Mapping[str, str], period: Period
) -> StatisticColumns:
    """Rows of Home Assistant under their recording ids."""
    names = sorted({by_home_id[row.statistic_id] for row in rows})
    places = {name: place for place, name in enumerate(names)}
    placed = [(places[by_home_id[row.statistic_id]], row) for row in rows]
    return StatisticColumns.of_rows(tuple(names), period, placed)
