"""Rows become columns, whatever the number of portions they come in."""

from typing import Any, cast

import numpy as np
import pytest

from energy_desktop.adapters.questdb import answers
from energy_desktop.adapters.questdb.answers import columns_of
from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.model.columns import NO_RESET


class Answer:
    """A cursor that has rows."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def fetchmany(self, count: int) -> list[tuple[Any, ...]]:
        """The next rows."""
        taken, self._rows = self._rows[:count], self._rows[count:]
        return taken


def _columns(rows: list[tuple[Any, ...]], kinds: str) -> list[list[Any]]:
    columns = columns_of(cast(Cursor, Answer(rows)), kinds)
    assert all(each.flags["C_CONTIGUOUS"] for each in columns)
    return [each.tolist() for each in columns]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 9])
def test_every_row_comes_once_and_in_order(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_PORTION", 4)
    rows = [(number, f"text {number}", number % 2 == 0) for number in range(count)]
    assert _columns(rows, "iob") == [[row[place] for row in rows] for place in range(3)]


def test_null_is_nan_of_figures_no_reset_of_moments_and_none_of_texts() -> None:
    figure, moment, text = columns_of(
        cast(Cursor, Answer([(None, None, None), (1.5, 7, "a")])), "fro"
    )
    assert np.array_equal(figure, [np.nan, 1.5], equal_nan=True)
    assert moment.dtype == np.int64
    assert moment.tolist() == [NO_RESET, 7]
    assert text.tolist() == [None, "a"]


def test_whole_numbers_keep_their_last_digit() -> None:
    moment = 253_402_300_799_999_999
    assert _columns([(moment,)], "i") == [[moment]]


def test_columns_without_rows_have_their_types() -> None:
    columns = columns_of(cast(Cursor, Answer([])), "irfbo")
    assert [each.dtype for each in columns] == [
        np.int64,
        np.int64,
        np.float64,
        np.bool_,
        np.object_,
    ]
    assert all(len(each) == 0 for each in columns)
