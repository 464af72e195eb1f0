from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.readings import Reading, number_in
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import Micros


def test_readings_come_out_of_columns_as_they_went_in() -> None:
    readings = [
        Reading("b", Micros(3), 1.5),
        Reading("a", Micros(1), None),
        Reading("b", Micros(2), 0.0, Micros(-5)),
    ]
    assert list(ReadingColumns.of(readings)) == readings


def test_no_readings_make_empty_columns() -> None:
    assert len(ReadingColumns.of([])) == 0


def test_statistics_rows_keep_what_does_not_apply_as_nan() -> None:
    row = StatisticRow("a", Micros(0), None, None, None, 2.0, 1.0, 3.0)
    columns = StatisticColumns.of_rows(("a",), Period.HOUR, [(0, row)])
    assert columns.mean.tolist() == [2.0]
    assert str(columns.sum[0]) == "nan"


def test_a_number_is_finite_or_none() -> None:
    assert number_in("1.5") == 1.5
    assert number_in("-3e2") == -300.0
    assert [number_in(s) for s in ("on", "", "nan", "inf", "-inf", "12,5")] == [None] * 6
