"""The last days read again: Home Assistant's rows are adjusted, imported, cleared."""

from collections.abc import Mapping, Sequence
from itertools import islice

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.reconciliation import Explanation
from energy_desktop.model.repair_plan import LOST, NOT_RECORDED
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, Micros
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.reconciliation.findings import Finding, Reconciled
from energy_desktop.services.recorder.history_copy import places_of, readings_of
from energy_desktop.services.recorder.statistics_import import columns_of
from energy_desktop.services.recorder.writer import BatchWriter

DAYS = 10
"""As many as Home Assistant keeps raw states by default."""
_AT_ONCE = 20
_FIGURES = ("state", "sum", "change", "mean", "min", "max")


class Rereading:
    """Once a day: what Home Assistant changed since is taken over, what it lost may be back."""

    def __init__(self, stores: Stores, writer: BatchWriter) -> None:
        self._stores = stores
        self._writer = writer

    async def run(self, link: HomeLink, entities: Sequence[Entity], now: Micros) -> Reconciled:
        """Read the hourly statistics of the last days again, and ask for what was lost."""
        end = Micros(now - now % HOUR)
        span = TimeRange(Micros(end - DAYS * DAY), end)
        written, compared, findings = 0, 0, list[Finding]()
        remaining = iter(entities)
        while some := list(islice(remaining, _AT_ONCE)):
            rows, found, number = await self._statistics(link, some, span)
            written, compared, findings = written + rows, compared + number, findings + found
        for entity in entities:
            if not entity.statistics_only:
                findings += await self._lost(link, entity, span)
        return Reconciled(span, compared, written, tuple(findings))

    async def _statistics(
        self, link: HomeLink, entities: Sequence[Entity], span: TimeRange
    ) -> tuple[int, list[Finding], int]:
        """Rows that were written, what had changed, and hours that were compared."""
        names = {e.entity_id: e.recording_id for e in entities}
        rows = await link.statistics(list(names), Period.HOUR, span)
        stored = await self._stores.metrics.statistics(list(names.values()), Period.HOUR, span)
        before = {(row.statistic_id, row.start): row for row in stored.rows()}
        new = [row for row in rows if before.get((names[row.statistic_id], row.start)) is None]
        changed = {
            row: figures
            for row in rows
            if (old := before.get((names[row.statistic_id], row.start))) is not None
            and (figures := _changed(old, row))
        }
        if new or changed:
            columns = columns_of([*new, *changed], names, Period.HOUR)
            await self._stores.metrics.write_statistics(columns)
        found = [
            _finding(names[row.statistic_id], row.start, figures)
            for row, figures in changed.items()
        ]
        return len(new) + len(changed), found + _cleared(before, rows, names), len(rows)

    async def _lost(self, link: HomeLink, entity: Entity, span: TimeRange) -> list[Finding]:
        """Ask again for stretches that Home Assistant had lost or not recorded.

        Where rows turn up that are not stored yet, the stretch is covered after all.
        """
        recording_id = entity.recording_id
        ledger = await self._stores.state.ledger([recording_id], span)
        raw = ledger.covered(recording_id, (Source.LIVE, Source.RAW))
        found = []
        for interval in ledger.intervals:
            lost = interval.span.intersection(span)
            if interval.reason not in (LOST, NOT_RECORDED) or lost is None:
                continue
            if any(r.start <= lost.start and lost.end <= r.end for r in raw):
                continue
            if await self._copy_new(link, entity, lost):
                again = Interval(recording_id, lost, Source.RAW)
                await self._stores.state.add_intervals([again], self._writer.number)
                found.append(Finding(recording_id, lost, (), Explanation.MISSING_HERE))
        return found

    async def _copy_new(self, link: HomeLink, entity: Entity, span: TimeRange) -> bool:
        """Store what Home Assistant has of a stretch; whether anything of it was new."""
        stored = await self._stores.metrics.readings([entity.recording_id], span)
        known = set(stored.timestamp.tolist())
        has_new = False
        for home_id, place in places_of(entity, span):
            async for events in link.history_pages(home_id, place):
                readings = readings_of(events, entity.recording_id)
                new = [r for r in readings if r.timestamp not in known]
                if new:
                    await self._writer.write(ReadingColumns.of(new))
                    has_new = True
        return has_new


def _changed(old: StatisticRow, new: StatisticRow) -> tuple[str, ...]:
    """The figures that are not what they were; one that was never known is no change."""
    return tuple(
        figure
        for figure in _FIGURES
        if getattr(old, figure) is not None and getattr(old, figure) != getattr(new, figure)
    )


def _cleared(
    before: Mapping[tuple[str, Micros], StatisticRow],
    rows: Sequence[StatisticRow],
    names: Mapping[str, str],
) -> list[Finding]:
    """Rows that Home Assistant no longer has; here they stay."""
    still = {(names[row.statistic_id], row.start) for row in rows}
    return [_finding(recording_id, start, ()) for recording_id, start in before.keys() - still]


def _finding(recording_id: str, start: Micros, figures: tuple[str, ...]) -> Finding:
    hour = TimeRange(start, Micros(start + HOUR))
    return Finding(recording_id, hour, figures, Explanation.CHANGED_LATER)
