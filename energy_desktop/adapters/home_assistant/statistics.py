"""Statistics, asked in pieces that hold up neither Home Assistant nor the loop."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Raw, Struct

from energy_desktop.adapters.home_assistant.requests import DATABASE_TIMEOUT, Requests
from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.statistics import Period, StatisticMetadata, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros, format_utc
from energy_desktop.model.units import Conversion, conversion_of

_LENGTH = {
    Period.FIVE_MINUTES: 5 * MINUTE,
    Period.HOUR: HOUR,
    Period.DAY: DAY,
    Period.MONTH: 31 * DAY,
}
"""Microseconds of the longest period of each kind."""
_ROWS_OF_ONE = 4_000
_ROWS_OF_ALL = 20_000
_ROWS_AT_A_TIME = 1_000
_IDS_OF_METADATA = 500
_UNITS = {"energy": "kWh", "power": "W", "volume": "m³"}
_TYPES = ["change", "max", "mean", "min", "state", "sum"]
_MICROS_PER_MILLI = 1_000
_AS_IT_IS = conversion_of(None)

T = TypeVar("T")


class _Row(Struct, gc=False):
    start: int
    state: float | None = None
    sum: float | None = None
    change: float | None = None
    mean: float | None = None
    min: float | None = None
    max: float | None = None


class _Metadata(Struct, gc=False):
    statistic_id: str
    statistics_unit_of_measurement: str | None = None
    unit_class: str | None = None
    has_sum: bool = False
    has_mean: bool = False
    mean_type: int = 0
    """In newer versions instead of `has_mean`: 0 none, 1 arithmetic, 2 circular."""
    name: str | None = None


async def fetch_metadata(
    requests: Requests, statistic_ids: Sequence[str]
) -> list[StatisticMetadata]:
    """What Home Assistant keeps statistics of, among the ids."""
    return [
        StatisticMetadata(
            each.statistic_id,
            each.statistics_unit_of_measurement,
            each.has_sum,
            each.has_mean or each.mean_type > 0,
            each.name,
        )
        for each in await _fetch_wire_metadata(requests, statistic_ids)
    ]


async def fetch_statistics(
    requests: Requests, statistic_ids: Sequence[str], period: Period, span: TimeRange
) -> list[StatisticRow]:
    """Rows that start in the span, in canonical units, by id in the order asked, then by time."""
    metadata = await _fetch_wire_metadata(requests, statistic_ids)
    conversions = {each.statistic_id: _conversion_left(each) for each in metadata}
    asked = [each for each in dict.fromkeys(statistic_ids) if each in conversions]
    rows: dict[str, list[StatisticRow]] = {each: [] for each in asked}
    for some, piece in _portions(asked, period, span):
        for statistic_id, raw in (await _ask(requests, some, period, piece)).items():
            wire_rows = requests.decode(raw, list[_Row])
            if period is Period.FIVE_MINUTES:
                _distrust_change_against_nothing(wire_rows)
            convert = conversions[statistic_id]
            for slice_ in _groups(wire_rows, _ROWS_AT_A_TIME):
                converted = (_statistic_row(statistic_id, row, convert) for row in slice_)
                rows[statistic_id] += (row for row in converted if piece.contains(row.start))
                await asyncio.sleep(0)
    return [row for of_one in rows.values() for row in of_one]


def _portions(
    ids: Sequence[str], period: Period, span: TimeRange
) -> Iterator[tuple[list[str], TimeRange]]:
    """Ids and stretches whose answers stay small, in order of time."""
    length = _LENGTH[period]
    for piece in pieces(span, _ROWS_OF_ONE * length):
        rows_of_one = piece.duration // length + 2
        for some in _groups(ids, max(1, _ROWS_OF_ALL // rows_of_one)):
            yield some, piece


async def _ask(
    requests: Requests, statistic_ids: list[str], period: Period, piece: TimeRange
) -> dict[str, Raw]:
    """Ask one period more in front: only with a row before it is the first change sure."""
    fields = {
        "start_time": format_utc(Micros(piece.start - _LENGTH[period])),
        "end_time": format_utc(piece.end),
        "statistic_ids": statistic_ids,
        "period": period.value,
        "units": _UNITS,
        "types": _TYPES,
    }
    answer = await requests.ask(
        "recorder/statistics_during_period", fields, timeout=DATABASE_TIMEOUT
    )
    by_id = requests.decode(answer.result, dict[str, Raw])
    return {each: by_id[each] for each in statistic_ids if each in by_id}


async def _fetch_wire_metadata(requests: Requests, statistic_ids: Sequence[str]) -> list[_Metadata]:
    found: list[_Metadata] = []
    for some in _groups(statistic_ids, _IDS_OF_METADATA):
        found += await requests.fetch(
            "recorder/get_statistics_metadata",
            list[_Metadata],
            {"statistic_ids": some},
            timeout=DATABASE_TIMEOUT,
        )
    return found


def _conversion_left(metadata: _Metadata) -> Conversion:
    """The conversion that Home Assistant does not make, since it knows no class of the unit.

    Which units have one depends on its version: 2024.3 converts W and kW, but not mW.
    """
    if metadata.unit_class in _UNITS:
        return _AS_IT_IS
    return conversion_of(metadata.statistics_unit_of_measurement)


def _distrust_change_against_nothing(rows: list[_Row]) -> None:
    """Forget the change of the oldest row that Home Assistant still has.

    The oldest 5-minute row has lost the row before it to Home Assistant's nightly purge; its
    change is then computed against 0 (recorder/statistics.py) and is the meter's whole life.
    """
    if rows and rows[0].change is not None and rows[0].change == rows[0].sum:
        rows[0].change = None


def _statistic_row(statistic_id: str, row: _Row, convert: Conversion) -> StatisticRow:
    figures = (row.state, row.sum, row.change, row.mean, row.min, row.max)
    state, sum_, change, mean, min_, max_ = (
        figures
        if convert is _AS_IT_IS
        else (None if each is None else convert(each) for each in figures)
    )
    start = Micros(row.start * _MICROS_PER_MILLI)
    return StatisticRow(statistic_id, start, state, sum_, change, mean, min_, max_)


def _groups(items: Sequence[T], size: int) -> Iterator[list[T]]:
    for first in range(0, len(items), size):
        yield list(items[first : first + size])
