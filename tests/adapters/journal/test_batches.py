"""Batches come back from their bytes as they were."""

import numpy as np
import pytest

from energy_desktop.adapters.journal.batches import Batch, decoded, encoded
from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import Micros
from tests.ports.sample_readings import at

MARK = BatchMark(7, "session – 7", at(7))


@pytest.mark.parametrize("mark", [None, MARK])
def test_readings_come_back_with_their_mark(mark: BatchMark | None) -> None:
    rows = [
        Reading("sensor.küche", at(1), 0.1 + 0.2, Micros(-5)),
        Reading("sensor.電力\n", at(2), None),
        Reading("sensor.küche", at(3), -0.0),
    ]
    found = decoded(encoded(Batch(ReadingColumns.of(rows), mark)))
    assert isinstance(found.rows, ReadingColumns)
    assert list(found.rows) == rows
    assert found.mark == mark
    assert found.kind is None


@pytest.mark.parametrize("period", list(Period))
def test_statistics_come_back_with_their_period(period: Period) -> None:
    row = StatisticRow("a", at(0), 1.0, 2.0, None, 4.0, -5.0, 1e300)
    rows = StatisticColumns.of_rows(("a",), period, [(0, row)])
    found = decoded(encoded(Batch(rows, MARK)))
    assert isinstance(found.rows, StatisticColumns)
    assert found.kind is period
    for name in ("entity", "timestamp", "state", "sum", "change", "mean", "min", "max"):
        assert np.array_equal(getattr(found.rows, name), getattr(rows, name), equal_nan=True)


def test_a_mark_without_readings_comes_back() -> None:
    found = decoded(encoded(Batch(ReadingColumns.of([]), MARK)))
    assert (len(found.rows), found.mark, found.span) == (0, MARK, None)


def test_columns_have_the_types_of_the_contract() -> None:
    found = decoded(encoded(Batch(ReadingColumns.of([Reading("a", at(1), 1.0)]), None))).rows
    assert isinstance(found, ReadingColumns)
    types = [c.dtype for c in (found.entity, found.timestamp, found.state, found.last_reset)]
    assert types == [np.int32, np.int64, np.float64, np.int64]
