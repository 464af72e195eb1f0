"""Rows with a key: chosen, merged and ordered."""

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.row_order import merged, order_of, selected, taken
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import Micros

EVER = TimeRange(Micros(0), Micros(100))


def _reading(entity: str, moment: int, state: float | None) -> Reading:
    return Reading(entity, Micros(moment), state)


def test_only_rows_of_the_entities_in_the_span_are_selected() -> None:
    rows = [_reading("b", 1, 1.0), _reading("a", 2, 2.0), _reading("b", 3, 3.0)]
    found = selected(ReadingColumns.of(rows), ("b", "c"), TimeRange(Micros(1), Micros(3)))
    assert list(found) == [rows[0]]
    assert found.entities == ("b", "c")


def test_nothing_is_selected_of_nothing() -> None:
    assert len(selected(ReadingColumns.of([]), ("a",), EVER)) == 0


def test_the_later_part_wins_and_all_is_in_order() -> None:
    older = ReadingColumns.of([_reading("a", 1, 1.0), _reading("b", 1, 1.0)])
    newer = ReadingColumns.of([_reading("b", 1, None), _reading("a", 5, 5.0), _reading("a", 3, 3)])
    parts = [selected(each, ("a", "b"), EVER) for each in (older, newer)]
    assert list(merged(parts)) == [
        _reading("a", 1, 1.0),
        _reading("a", 3, 3.0),
        _reading("a", 5, 5.0),
        _reading("b", 1, None),
    ]


def test_the_later_row_of_one_part_wins() -> None:
    twice = ReadingColumns.of([_reading("a", 1, 1.0), _reading("a", 1, 2.0)])
    assert list(merged([twice])) == [_reading("a", 1, 2.0)]


def test_statistics_are_merged_in_the_same_way() -> None:
    def rows(change: float) -> StatisticColumns:
        row = StatisticRow("a", Micros(1), None, None, change, None, None, None)
        return StatisticColumns.of_rows(("a",), Period.HOUR, [(0, row)])

    found = merged([rows(1.0), rows(2.0)])
    assert found.change.tolist() == [2.0]
    assert found.period is Period.HOUR


def test_rows_that_are_in_order_stay_as_they_lie() -> None:
    rows = ReadingColumns.of([_reading("a", 1, 1.0), _reading("a", 2, 1.0)])
    assert order_of(rows.entity, rows.timestamp) == slice(None)
    mixed = ReadingColumns.of([_reading("a", 2, 2.0), _reading("a", 1, 1.0)])
    in_order = taken(mixed, order_of(mixed.entity, mixed.timestamp))
    assert in_order.timestamp.tolist() == [1, 2]
