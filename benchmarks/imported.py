"""What was imported beside what Home Assistant holds."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import WITHOUT_VALUE, number_in
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import HOUR, Micros, from_epoch_seconds
from tests.real_home_assistant.database import FILE

_RAW = """
select last_updated_ts, state from states join states_meta using (metadata_id)
where states_meta.entity_id = ?
"""
_HOURLY = """
select count(*) from statistics join statistics_meta on statistics_meta.id = metadata_id
where statistic_id = ? and start_ts < ?
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows up to a moment."""

    raw_rows: int
    """Of Home Assistant, whose states are readings."""
    readings: int
    differing: int
    """Rows of either side that the other one does not have, or has with another value."""
    hourly_rows: int
    statistics: int


async def compare(home: Path, data: Path, entity_ids: Sequence[str], until: Micros) -> Compared:
    """Row for row, and hours by their number; power is in W and energy in kWh on both sides."""
    span = TimeRange(Micros(0), until)
    hours_span = TimeRange(Micros(0), Micros(until - until % HOUR))
    raw_rows = readings = differing = hourly_rows = statistics = 0
    store = await EmbeddedMetricStore.open(data)
    with closing(sqlite3.connect(f"file:{home / FILE}?mode=ro", uri=True)) as database:
        for each in entity_ids:
            rows = database.execute(_RAW, (each,))
            theirs = {
                (moment, _value(state))
                for seconds, state in rows
                if (moment := from_epoch_seconds(seconds)) < until
            }
            stored = await store.readings([each], span)
            ours = {(r.timestamp, r.state) for r in stored}
            raw_rows, readings = raw_rows + len(theirs), readings + len(stored)
            differing += len(theirs ^ ours)
            (hours,) = database.execute(_HOURLY, (each, hours_span.end / 1_000_000)).fetchone()
            hourly_rows += hours
            statistics += len(await store.statistics([each], Period.HOUR, hours_span))
    await store.close()
    return Compared(raw_rows, readings, differing, hourly_rows, statistics)


def _value(state: str | None) -> float | None:
    return None if state is None or state in WITHOUT_VALUE else number_in(state)
