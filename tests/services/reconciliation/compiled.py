"""Statistics as Home Assistant compiles them, one value after the other and without numpy.

After `compile_statistics` in homeassistant/components/sensor/recorder.py and
`_compile_hourly_statistics` in homeassistant/components/recorder/statistics.py.
"""

from collections.abc import Sequence

from energy_desktop.model.home import StateEvent
from energy_desktop.model.readings import number_in
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros
from tests.fakes.home import FakeHome

FIVE = 5 * MINUTE


def compile_hour(home: FakeHome, entity_id: str, hour: Micros, is_meter: bool = False) -> None:
    """Let the home have the rows of an hour, made of its history."""
    rows = home.rows[entity_id]
    five = [
        row
        for start in range(hour, hour + HOUR, FIVE)
        if (row := _five_minutes(entity_id, rows, Micros(start), is_meter)) is not None
    ]
    home.statistic_rows[Period.FIVE_MINUTES] += five
    if five:
        home.statistic_rows[Period.HOUR].append(_of_hour(entity_id, hour, five))


def _five_minutes(
    entity_id: str, rows: Sequence[StateEvent], start: Micros, is_meter: bool
) -> StatisticRow | None:
    end = start + FIVE
    states = [r for r in rows if start <= r.last_updated < end]
    before = [r for r in rows if r.last_updated < start][-1:]
    floats = [(f, r) for r in [*before, *states] if (f := _float(r)) is not None]
    if not floats:
        return None
    if is_meter:
        total = _sum(rows, end)
        return StatisticRow(
            entity_id, start, floats[-1][0], total, total - _sum(rows, start), None, None, None
        )
    values = [value for value, _ in floats]
    mean = _mean(floats, start, end)
    return StatisticRow(entity_id, start, None, None, None, mean, min(values), max(values))


def _mean(floats: Sequence[tuple[float, StateEvent]], start: int, end: int) -> float:
    accumulated, first, since = 0.0, None, 0
    old = 0.0
    for value, row in floats:
        moment = max(row.last_updated, start)
        if first is None:
            first = moment
        else:
            accumulated += old * ((moment - since) / 1e6)
        old, since = value, moment
    assert first is not None
    accumulated += old * ((end - since) / 1e6)
    return accumulated / ((end - first) / 1e6)


def _sum(rows: Sequence[StateEvent], until: int) -> float:
    """The running sum of a `total_increasing` meter up to a moment."""
    total, begin, last = 0.0, None, None
    for row in rows:
        value = _float(row)
        if value is None or row.last_updated >= until:
            continue
        if begin is None or last is None:
            begin = value
        elif value < 0.9 * last:
            total += last - begin
            begin = 0.0
        last = value
    return total + (last - begin if last is not None and begin is not None else 0.0)


def _of_hour(entity_id: str, hour: Micros, five: Sequence[StatisticRow]) -> StatisticRow:
    means = [r.mean for r in five if r.mean is not None]
    lows = [r.min for r in five if r.min is not None]
    highs = [r.max for r in five if r.max is not None]
    changes = [r.change for r in five if r.change is not None]
    last = five[-1]
    return StatisticRow(
        entity_id,
        hour,
        last.state,
        last.sum,
        sum(changes) if changes else None,
        sum(means) / len(means) if means else None,
        min(lows, default=None),
        max(highs, default=None),
    )


def _float(row: StateEvent) -> float | None:
    return number_in(row.state)
