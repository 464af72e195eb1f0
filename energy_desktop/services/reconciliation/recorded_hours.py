"""What the store holds of an hour, entity by entity, ready to be reckoned."""

from collections.abc import Sequence

import numpy as np

from energy_desktop.model.columns import NO_RESET, ReadingColumns
from energy_desktop.model.meter_energy import MeterStart
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.reconciliation import RecordedHour
from energy_desktop.model.statistics import StatisticRow
from energy_desktop.ports.store_opener import Stores


async def recorded_hours(
    stores: Stores,
    recording_ids: Sequence[str],
    hour: TimeRange,
    rows_before: dict[str, StatisticRow],
) -> dict[str, RecordedHour]:
    """The readings of an hour and what each entity showed last before it.

    `rows_before` are Home Assistant's rows of the hour before: where a meter has been without
    a value since, they know the last one.
    """
    columns = await stores.metrics.readings(recording_ids, hour)
    before = await stores.metrics.latest(recording_ids, hour.start)
    return {
        each: _of_one(each, columns, hour, before.get(each), rows_before.get(each))
        for each in recording_ids
    }


def _of_one(
    recording_id: str,
    columns: ReadingColumns,
    hour: TimeRange,
    before: Reading | None,
    row_before: StatisticRow | None,
) -> RecordedHour:
    first = last = 0
    if recording_id in columns.entities:
        place = columns.entities.index(recording_id)
        first, last = np.searchsorted(columns.entity, [place, place + 1])
    return RecordedHour(
        hour.start,
        columns.timestamp[first:last],
        columns.state[first:last],
        columns.last_reset[first:last],
        None if before is None else before.state,
        _meter_start(before, row_before),
    )


def _meter_start(before: Reading | None, row_before: StatisticRow | None) -> MeterStart | None:
    reset = NO_RESET if before is None or before.last_reset is None else before.last_reset
    if before is not None and before.state is not None:
        return MeterStart(before.state, reset)
    if row_before is not None and row_before.state is not None:
        return MeterStart(row_before.state, reset)
    return None
