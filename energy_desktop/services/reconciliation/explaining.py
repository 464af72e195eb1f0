"""Why an hour differs: Home Assistant's own rows are asked, and what is missing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Ledger
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import WITHOUT_VALUE, Reading, number_in
from energy_desktop.model.reconciliation import (
    PERIODS_OF_AN_HOUR,
    Explanation,
    Reckoned,
    differing,
    differing_periods,
    reckon,
)
from energy_desktop.model.repair_plan import DOWN
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import Micros
from energy_desktop.model.units import conversion_of
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.reconciliation.findings import Finding
from energy_desktop.services.reconciliation.recorded_hours import recorded_hours
from energy_desktop.services.recorder.history_copy import places_of, readings_of
from energy_desktop.services.recorder.writer import BatchWriter


@dataclass(frozen=True, slots=True)
class Case:
    """An hour of one entity that differs."""

    entity: Entity
    hour: TimeRange
    row: StatisticRow
    before: StatisticRow | None
    """Home Assistant's row of the hour before."""
    prior: StatisticRow | None
    """The row of this hour as it was stored until now."""
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Rows:
    """Home Assistant's raw rows of a stretch."""

    readings: Mapping[Micros, Reading]
    has_text: bool
    """Whether some of them hold no number."""


class Explaining:
    """Gives each difference its one explanation, the strongest evidence first."""

    def __init__(self, stores: Stores, writer: BatchWriter) -> None:
        self._stores = stores
        self._writer = writer

    async def explain(self, link: HomeLink, case: Case, figures: tuple[str, ...]) -> Finding:
        """Find out; readings that Home Assistant has and we had not are stored."""
        explanation = await self._explanation(link, case)
        return Finding(case.entity.recording_id, case.hour, figures, explanation)

    async def _explanation(self, link: HomeLink, case: Case) -> Explanation:
        theirs = await self._theirs(link, case)
        ours = await self._ours(case)
        missing = [r for at, r in theirs.readings.items() if ours.get(at) != r]
        if missing:
            await self._writer.write(ReadingColumns.of(missing))
            if not differing(case.row, await self._reckoned(case)):
                return Explanation.MISSING_HERE
            ours = await self._ours(case)
        if ours.keys() - theirs.readings.keys():
            return Explanation.MISSING_AT_HOME
        if any(i.reason == DOWN for i in case.ledger.intervals if _touches(i.span, case)):
            return Explanation.HELD
        if theirs.has_text:
            return Explanation.NOT_A_NUMBER
        return await self._of_periods(link, case, is_repaired=bool(missing))

    async def _of_periods(self, link: HomeLink, case: Case, is_repaired: bool) -> Explanation:
        """What the 5-minute rows, which the hour was made of, say."""
        reckoned = await self._reckoned(case)
        if case.prior is not None and not differing(case.prior, reckoned):
            return Explanation.CHANGED_LATER
        rows = await link.statistics([case.entity.entity_id], Period.FIVE_MINUTES, case.hour)
        if len(rows) < PERIODS_OF_AN_HOUR:
            return Explanation.MISSING_AT_HOME
        if not differing_periods(rows, reckoned, case.hour.start):
            return Explanation.CHANGED_LATER
        return Explanation.MISSING_HERE if is_repaired else Explanation.UNEXPLAINED

    async def _theirs(self, link: HomeLink, case: Case) -> _Rows:
        readings: dict[Micros, Reading] = {}
        has_text = False
        for home_id, known in places_of(case.entity, case.hour):
            async for events in link.history_pages(home_id, known):
                found = readings_of(events, case.entity.recording_id)
                readings.update((r.timestamp, r) for r in found)
                has_text |= any(_is_text(event) for event in events)
        return _Rows(readings, has_text)

    async def _ours(self, case: Case) -> Mapping[Micros, Reading]:
        columns = await self._stores.metrics.readings([case.entity.recording_id], case.hour)
        return {reading.timestamp: reading for reading in columns}

    async def _reckoned(self, case: Case) -> Reckoned:
        each = case.entity.recording_id
        before = {} if case.before is None else {each: case.before}
        recorded = await recorded_hours(self._stores, [each], case.hour, before)
        return reckon(recorded[each], case.entity.state_class)


def _touches(span: TimeRange, case: Case) -> bool:
    return span.intersection(case.hour) is not None


def _is_text(event: StateEvent) -> bool:
    """Whether a state is neither a figure nor the lack of one."""
    no_figure = number_in(event.state, conversion_of(event.unit)) is None
    return no_figure and event.state not in WITHOUT_VALUE
