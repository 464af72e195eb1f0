"""Statistics as the running home has compiled them: the household's, corrected by what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from energy_desktop.adapters.demo_home.household import Entity, Statistics, weigh
from energy_desktop.adapters.demo_home.server import wire
from energy_desktop.adapters.demo_home.server.clock import SECOND
from energy_desktop.adapters.demo_home.server.rows import Row, Track
from energy_desktop.adapters.demo_home.server.units import factors, unit_class

TYPES: Final = ("last_reset", "sum", "mean", "max", "state", "min", "change")
PERIODS: Final = ("5minute", "hour", "day", "week", "month", "year")
_OF_MEANS: Final = frozenset({"mean", "min", "max"})
_OF_METERS: Final = frozenset({"sum", "state", "change"})
FIVE_MINUTES: Final = 300 * SECOND
PIECE: Final = 366 * 86_400 * SECOND
"""Stretch of time whose statistics are compiled in one go."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of each statistic. Times in microseconds."""

    period: str
    start: int
    end: int
    types: frozenset[str]
    units: dict[str, str]
    until: int
    """Up to here statistics have been compiled."""
    oldest: int
    """Before this 5-minute rows were purged."""


def answer(track: Track, question: Question) -> bytes:
    """The rows of one statistic as JSON objects, joined by commas; empty if there are none."""
    if track.entity is None or track.entity.state_class is None:
        return b""
    fine = question.period in ("5minute", "hour")
    start = question.start
    if question.period == "5minute":
        start = max(start, -(-question.oldest // FIVE_MINUTES) * FIVE_MINUTES)
    # Home Assistant widens both borders of longer periods: the one that holds `end` counts too.
    last = question.end if fine else question.end + 1
    pieces = []
    while start < last:
        end = min(start + PIECE, last) if fine else last
        rows = track.household.statistics(track.entity, question.period, start, end, question.until)
        if fine and (track.marks or track.silences):
            rows = _corrected(track, track.entity, question.period, rows)
        if question.period == "5minute" and question.start < question.oldest and rows.sum.size:
            # The row before was purged: Home Assistant takes the first against nothing.
            rows.change[0] = rows.sum[0]
        pieces.append(_objects(track.entity, rows, question))
        start = end
    return b",".join(piece for piece in pieces if piece)


def _objects(entity: Entity, rows: Statistics, question: Question) -> bytes:
    divide, multiply = factors(entity.unit, question.units)
    nothing = [None] * rows.start.size
    exists = np.flatnonzero(~np.isnan(rows.sum if entity.is_meter else rows.mean)).tolist()
    columns: dict[str, list[Any]] = {
        "start": (rows.start // 1000).tolist(),
        "end": (rows.end // 1000).tolist(),
    }
    for kind in TYPES:
        if kind in question.types:
            values = nothing
            if kind != "last_reset" and (kind in _OF_METERS) == entity.is_meter:
                numbers = getattr(rows, kind)
                values = (numbers if divide == multiply else numbers / divide * multiply).tolist()
            columns[kind] = values
    names = list(columns)
    lists = list(columns.values())
    objects = [
        {name: values[at] for name, values in zip(names, lists, strict=True)} for at in exists
    ]
    return wire.encode(objects)[1:-1]


def _corrected(track: Track, entity: Entity, period: str, rows: Statistics) -> Statistics:
    """Compile again, from its rows, each period in which something was done to the entity."""
    step = FIVE_MINUTES if period == "5minute" else 12 * FIVE_MINUTES
    touched = [
        place
        for place, start in enumerate(rows.start.tolist())
        if _touched(track, start, start + step)
    ]
    rows = replace(
        rows, state=rows.state.copy(), sum=rows.sum.copy(), change=rows.change.copy(),
        mean=rows.mean.copy(), min=rows.min.copy(), max=rows.max.copy(),
    )  # fmt: skip
    for place in touched:
        start = int(rows.start[place])
        if entity.is_meter:
            zero = rows.state[place] - rows.sum[place]
            rows.state[place] = _last_number(track, start + step - 1)
            rows.sum[place] = rows.state[place] - zero
        else:
            spread = _spread(track, start, start + step)
            rows.mean[place], rows.min[place], rows.max[place] = spread
    if touched and entity.is_meter:
        rows.change[1:] = np.diff(rows.sum)
    return rows


def _touched(track: Track, start: int, end: int) -> bool:
    near = start - 2 * FIVE_MINUTES
    if any(near <= mark.at < end for mark in track.marks):
        return True
    return any(begin < end and (stop is None or start < stop) for begin, stop in track.silences)


def _last_number(track: Track, at: int) -> float:
    row = track.state(at)
    while row is not None and number(track, row) is None:
        row = track.state(row.at - 1)
    return np.nan if row is None else number(track, row) or 0.0


def _spread(track: Track, start: int, end: int) -> tuple[float, float, float]:
    means = []
    lowest, highest = np.inf, -np.inf
    for window in range(start, end, FIVE_MINUTES):
        held = track.state(window)
        rows = track.rows(window + 1, window + FIVE_MINUTES)
        rows = [held, *rows] if held is not None else rows
        times, numbers = [row.at for row in rows], [number(track, row) for row in rows]
        row = weigh(times, numbers, window, window + FIVE_MINUTES)
        if row is not None:
            means.append(row[0])
            lowest, highest = min(lowest, row[1]), max(highest, row[2])
    return (float(np.mean(means)), lowest, highest) if means else (np.nan, np.nan, np.nan)


def number(track: Track, row: Row) -> float | None:
    """The row's state as a number, in the unit the statistic is kept in; None where it is none."""
    try:
        told = float(row.state or "")
    except ValueError:
        return None
    unit = row.attributes.get("unit_of_measurement")
    if track.entity is None or unit == track.entity.unit:
        return told
    divide, multiply = factors(unit, {unit_class(unit) or "": track.entity.unit or ""})
    return told / divide * multiply


def possible(types: Iterable[str], tracks: Iterable[Track]) -> frozenset[str]:
    """Those of the types that at least one of the statistics can have.

    Home Assistant leaves the others out altogether, and says null where another statistic of the
    same question has them.
    """
    kinds = {track.entity.is_meter for track in tracks if metadata(track) and track.entity}
    of_means = _OF_MEANS if False in kinds else frozenset()
    of_meters = _OF_METERS if True in kinds else frozenset()
    return frozenset(types) & (of_means | of_meters | {"last_reset"})


def metadata(track: Track) -> dict[str, Any] | None:
    """The statistic's description, as `recorder/list_statistic_ids` gives it; None without one."""
    entity = track.entity
    if entity is None or entity.state_class is None:
        return None
    return {
        "statistic_id": track.entity_id,
        "display_unit_of_measurement": track.units[-1].unit if track.units else entity.unit,
        "has_mean": not entity.is_meter,
        "mean_type": 0 if entity.is_meter else 1,
        "has_sum": entity.is_meter,
        "name": None,
        "source": "recorder",
        "statistics_unit_of_measurement": entity.unit,
        "unit_class": unit_class(entity.unit),
    }
