"""What no metric store takes."""

import math

import pytest

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.storable import check_readings, check_statistics
from energy_desktop.model.timestamps import LAST_MOMENT, Micros


def _row(start: int, maximum: float | None) -> StatisticColumns:
    row = StatisticRow("a", Micros(start), None, None, None, None, None, maximum)
    return StatisticColumns.of_rows(("a",), Period.HOUR, [(0, row)])


def test_readings_with_and_without_a_value_are_taken() -> None:
    check_readings(ReadingColumns.of([Reading("a", Micros(0), None), Reading("a", Micros(1), 1.0)]))
    check_readings(ReadingColumns.of([]))


@pytest.mark.parametrize("figure", [math.inf, -math.inf])
def test_an_infinite_figure_is_refused(figure: float) -> None:
    with pytest.raises(ValueError, match="infinite"):
        check_readings(ReadingColumns.of([Reading("a", Micros(1), figure)]))
    with pytest.raises(ValueError, match="infinite"):
        check_statistics(_row(1, figure))


@pytest.mark.parametrize("moment", [-1, LAST_MOMENT + 1])
def test_a_moment_before_1970_or_after_9999_is_refused(moment: int) -> None:
    with pytest.raises(ValueError, match="1970"):
        check_readings(ReadingColumns.of([Reading("a", Micros(moment), 1.0)]))
    with pytest.raises(ValueError, match="1970"):
        check_statistics(_row(moment, None))
