"""Batches as bytes: a line of JSON that says what follows, then the columns as they lie."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import Micros

Rows = ReadingColumns | StatisticColumns

_READING_COLUMNS = (
    ("entity", "<i4"),
    ("timestamp", "<i8"),
    ("state", "<f8"),
    ("last_reset", "<i8"),
)
_STATISTIC_COLUMNS = (
    ("entity", "<i4"),
    ("timestamp", "<i8"),
    *((name, "<f8") for name in ("state", "sum", "change", "mean", "min", "max")),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one write brought: rows, and the mark they came with."""

    rows: Rows
    mark: BatchMark | None

    @property
    def kind(self) -> Period | None:
        """The period of statistics; None for readings."""
        return self.rows.period if isinstance(self.rows, StatisticColumns) else None

    @property
    def span(self) -> TimeRange | None:
        """From the first to the last moment; None without rows."""
        if not len(self.rows):
            return None
        moments = self.rows.timestamp
        return TimeRange(Micros(int(moments.min())), Micros(int(moments.max()) + 1))


def encoded(batch: Batch) -> bytes:
    """The bytes of a batch."""
    rows, mark = batch.rows, batch.mark
    head = {
        "period": None if batch.kind is None else batch.kind.value,
        "entities": rows.entities,
        "rows": len(rows),
        "mark": None if mark is None else (mark.number, mark.session_id, mark.covered_to),
    }
    columns = (getattr(rows, name).astype(kind).tobytes() for name, kind in _columns(batch.kind))
    return b"".join((json.dumps(head).encode(), b"\n", *columns))


def decoded(data: bytes) -> Batch:
    """The batch of these bytes, which are whole: their checksum was right."""
    end = data.index(b"\n")
    head = json.loads(data[:end])
    kind = None if head["period"] is None else Period(head["period"])
    position = end + 1
    columns: dict[str, NDArray[Any]] = {}
    for name, form in _columns(kind):
        columns[name] = np.frombuffer(data, form, head["rows"], position)
        position += columns[name].nbytes
    entities = tuple(head["entities"])
    mark = None if head["mark"] is None else BatchMark(*head["mark"])
    if kind is None:
        return Batch(ReadingColumns(entities, **columns), mark)
    return Batch(StatisticColumns(entities, kind, **columns), mark)


def _columns(kind: Period | None) -> tuple[tuple[str, str], ...]:
    return _READING_COLUMNS if kind is None else _STATISTIC_COLUMNS
