"""Rows of the PostgreSQL wire as columns, in portions that hold the interpreter shortly."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.model.columns import NO_RESET

_PORTION = 2_000


def columns_of(cursor: Cursor, kinds: str) -> list[NDArray[Any]]:
    """The columns of an answer, one of each kind:

    `i` whole numbers, `r` moments where NULL is `NO_RESET`, `f` figures where NULL is NaN,
    `b` booleans, `o` texts.
    """
    portions: list[list[NDArray[Any]]] = [[] for _ in kinds]
    while rows := cursor.fetchmany(_PORTION):
        for place, (kind, arrays) in enumerate(zip(kinds, portions, strict=True)):
            arrays.append(_array(kind, rows, place))
    return [
        np.concatenate(arrays) if arrays else _array(kind, [], 0)
        for kind, arrays in zip(kinds, portions, strict=True)
    ]


def _array(kind: str, rows: list[tuple[Any, ...]], place: int) -> NDArray[Any]:
    """One column of some rows; picked one by one, which is faster than turning the rows."""
    column = [row[place] for row in rows]
    match kind:
        case "i":
            return np.array(column, dtype=np.int64)
        case "r":
            resets = [NO_RESET if each is None else each for each in column]
            return np.array(resets, dtype=np.int64)
        case "f":
            return np.array(column, dtype=np.float64)  # None becomes NaN
        case "b":
            return np.array(column, dtype=np.bool_)
        case _:
            return np.array(column, dtype=object)
