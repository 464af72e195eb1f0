"""One hour of all entities: statistics written, compared with the readings, explained."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from energy_desktop.model.coverage import Interval, Ledger, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.reconciliation import Reckoned, differing, reckon
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR, Micros
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.reconciliation.explaining import Case, Explaining
from energy_desktop.services.reconciliation.findings import Finding, Reconciled
from energy_desktop.services.reconciliation.recorded_hours import recorded_hours
from energy_desktop.services.recorder.statistics_import import columns_of
from energy_desktop.services.recorder.writer import BatchWriter

_AT_ONCE = 20
_FULL = (Source.LIVE, Source.RAW)

Rows = dict[str, StatisticRow]
"""Of one hour, by recording id."""


class HourReconciliation:
    """Reconciles any hour, as often as wanted; what it writes are upserts."""

    def __init__(self, stores: Stores, writer: BatchWriter, is_repairing: Callable[[], bool]):
        """`is_repairing` tells whether gaps are being closed: those are left to the repair."""
        self._stores = stores
        self._writer = writer
        self._is_repairing = is_repairing
        self._explaining = Explaining(stores, writer)

    async def run(self, link: HomeLink, entities: Sequence[Entity], hour: TimeRange) -> Reconciled:
        """Fetch, write, compare and explain; `hour` is one full hour that has been compiled.

        Raises HomeUnreachable, HomeRequestFailed, HomeProtocolError or StoreUnusable.
        """
        compared, rows, findings = 0, 0, list[Finding]()
        remaining = iter(entities)
        while some := list(islice(remaining, _AT_ONCE)):
            of_hour, before, prior = await self._fetch(link, some, hour)
            rows += len(of_hour)
            count, found = await self._compare(link, some, hour, (of_hour, before, prior))
            compared += count
            findings += found
        return Reconciled(hour, compared, rows, tuple(findings))

    async def _fetch(
        self, link: HomeLink, entities: Sequence[Entity], hour: TimeRange
    ) -> tuple[Rows, Rows, Rows]:
        """Rows of the hour and of the one before, and what was stored of the hour until now."""
        names = {e.entity_id: e.recording_id for e in entities}
        both = TimeRange(Micros(hour.start - HOUR), hour.end)
        found = await link.statistics(list(names), Period.HOUR, both)
        of_hour = [row for row in found if row.start == hour.start]
        prior = await self._stores.metrics.statistics(list(names.values()), Period.HOUR, hour)
        stored = {row.statistic_id: row for row in prior.rows()}
        if of_hour:
            columns = columns_of(of_hour, names, Period.HOUR)
            await self._stores.metrics.write_statistics(columns)
        done = [Interval(each, hour, Source.HOUR) for each in names.values()]
        await self._stores.state.add_intervals(done, self._writer.number)
        before = {names[r.statistic_id]: r for r in found if r.start != hour.start}
        return {names[r.statistic_id]: r for r in of_hour}, before, stored

    async def _compare(
        self,
        link: HomeLink,
        entities: Sequence[Entity],
        hour: TimeRange,
        rows: tuple[Rows, Rows, Rows],
    ) -> tuple[int, list[Finding]]:
        of_hour, before, prior = rows
        asked = [e for e in entities if e.recording_id in of_hour and not e.statistics_only]
        ids = [e.recording_id for e in asked]
        ledger = await self._stores.state.ledger(ids, hour)
        reckoned = await self._reckoned(asked, hour, before)
        compared, findings = 0, list[Finding]()
        for entity in asked:
            each = entity.recording_id
            is_covered = _is_covered(ledger, each, hour)
            if not is_covered and self._is_repairing():
                continue
            compared += 1
            figures = differing(of_hour[each], reckoned[each])
            if figures:
                case = Case(entity, hour, of_hour[each], before.get(each), prior.get(each), ledger)
                findings.append(await self._explaining.explain(link, case, figures))
        return compared, findings

    async def _reckoned(
        self, entities: Sequence[Entity], hour: TimeRange, before: Rows
    ) -> Mapping[str, Reckoned]:
        ids = [e.recording_id for e in entities]
        recorded = await recorded_hours(self._stores, ids, hour, before)
        found = {}
        for entity in entities:
            found[entity.recording_id] = reckon(recorded[entity.recording_id], entity.state_class)
            await asyncio.sleep(0)
        return found


def _is_covered(ledger: Ledger, recording_id: str, hour: TimeRange) -> bool:
    covered = ledger.covered(recording_id, _FULL)
    return any(c.start <= hour.start and hour.end <= c.end for c in covered)
