"""Statistics, asked in pieces that hold up neither Home Assistant nor the loop."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Raw, Struct

from energy_desktop.adapters.home_assistant.requests import DATABASE_TIMEOUT, Requests
from energy_desktop.model.ranges import TimeRange, pieces
from energy_desktop.model.statistics import Period, StatisticMetadata, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros, format_utc

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
    has_sum: bool = False
    has_mean: bool = False
    mean_type: int = 0
    """In newer versions instead of `has_mean`: 0 none, 1 arithmetic, 2 circular."""
    name: str | None = None


async def fetch_metadata(
    requests: Requests, statistic_ids: Sequence[str]
) -> list[StatisticMetadata]:
    """What Home Assistant keeps statistics of, among the ids."""
    found: list[StatisticMetadata] = []
    for some in _groups(statistic_ids, _IDS_OF_METADATA):
        answer = await requests.fetch(
            "recorder/get_statistics_metadata",
            list[_Metadata],
            {"statistic_ids": some},
            timeout=DATABASE_TIMEOUT,
        )
        found += map(_metadata, answer)
    return found


async def fetch_statistics(
    requests: Requests, statistic_ids: Sequence[str], period: Period, span: TimeRange
) -> list[StatisticRow]:
    """Rows that start in the span, by id in the order asked, then by time."""
    length = _LENGTH[period]
    rows: dict[str, list[StatisticRow]] = {each: [] for each in statistic_ids}
    for piece in pieces(span, _ROWS_OF_ONE * length):
        expected = piece.duration // length + 2
        for some in _groups(list(rows), max(1, _ROWS_OF_ALL // expected)):
            await _fetch_piece(requests, some, period, piece, rows)
    return [row for of_one in rows.values() for row in of_one]


async def _fetch_piece(
    requests: Requests,
    statistic_ids: list[str],
    period: Period,
    piece: TimeRange,
    rows: dict[str, list[StatisticRow]],
) -> None:
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
    for statistic_id, raw in requests.decode(answer.result, dict[str, Raw]).items():
        wire_rows = requests.decode(raw, list[_Row])
        if period is Period.FIVE_MINUTES and wire_rows:
            _distrust_change_against_nothing(wire_rows[0])
        await _append(rows.setdefault(statistic_id, []), statistic_id, wire_rows, piece)


def _distrust_change_against_nothing(first: _Row) -> None:
    """Forget the change of the oldest row that Home Assistant still has.

    The oldest 5-minute row has lost the row before it to Home Assistant's nightly purge; its
    change is then computed against 0 (recorder/statistics.py) and is the meter's whole life.
    """
    if first.change is not None and first.change == first.sum:
        first.change = None


async def _append(
    found: list[StatisticRow], statistic_id: str, wire_rows: list[_Row], piece: TimeRange
) -> None:
    left = iter(wire_rows)
    while some := list(islice(left, _ROWS_AT_A_TIME)):
        found += (
            row
            for row in (_statistic_row(statistic_id, each) for each in some)
            if piece.contains(row.start)
        )
        await asyncio.sleep(0)


def _statistic_row(statistic_id: str, row: _Row) -> StatisticRow:
    return StatisticRow(
        statistic_id,
        Micros(row.start * _MICROS_PER_MILLI),
        row.state,
        row.sum,
        row.change,
        row.mean,
        row.min,
        row.max,
    )


def _metadata(each: _Metadata) -> StatisticMetadata:
    return StatisticMetadata(
        each.statistic_id,
        each.statistics_unit_of_measurement,
        each.has_sum,
        each.has_mean or each.mean_type > 0,
        each.name,
    )


def _groups(ids: Sequence[str], size: int) -> Iterator[list[str]]:
    for first in range(0, len(ids), size):
        yield list(ids[first : first + size])
