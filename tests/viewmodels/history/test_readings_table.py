"""The raw readings as a table."""

from datetime import UTC

import pytest
from PySide6.QtCore import QLocale, Qt

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import parse_moment
from energy_desktop.viewmodels.history.readings_table import Column, ReadingsTableModel
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.viewmodels.wording import Wording

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def table_of(*moments: str) -> ReadingsTableModel:
    model = ReadingsTableModel(HistoryWords(Wording(ENGLISH)))
    readings = [
        Reading("sensor.grid", parse_moment(moment, UTC), 603.0, None) for moment in moments
    ]
    model.show(ReadingColumns.of(readings), {}, None, UTC)
    return model


def times(model: ReadingsTableModel) -> list[str]:
    return [
        str(model.index(row, Column.TIME).data(Qt.ItemDataRole.DisplayRole))
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        (("2026-11-19T08:00:00", "2026-11-19T08:00:20"), ["08:00:00", "08:00:20"]),
        (("2026-11-19T08:00:00.123", "2026-11-19T08:00:20"), ["08:00:00.123", "08:00:20.000"]),
        (
            ("2026-11-19T23:59:59", "2026-11-20T00:00:01"),
            ["Thu 19 Nov 2026, 23:59:59", "Fri 20 Nov 2026, 00:00:01"],
        ),
    ],
)
def test_a_time_is_no_longer_than_it_has_to_be(
    moments: tuple[str, ...], expected: list[str]
) -> None:
    model = table_of(*moments)
    assert times(model) == expected
    assert model.longest_time in expected


def test_without_rows_no_time_is_the_longest() -> None:
    assert table_of().longest_time == ""
