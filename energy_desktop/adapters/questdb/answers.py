"""Rows of the PostgreSQL wire as columns, in portions that hold the interpreter shortly."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.model.columns import NO_RESET

_PORTION = 5_000


def columns_of(cursor: Cursor, kinds: str) -> list[NDArray[Any]]:
    """The columns of an answer, one of each kind:

    `i` whole numbers, `r` moments where NULL is `NO_RESET`, `f` figures where NULL is NaN,
    `b` booleans, `o` texts.
    """
    portions: list[list[NDArray[Any]]] = [[] for _ in kinds]
    for rows in _portions(cursor):
        for kind, column, arrays in zip(kinds, zip(*rows, strict=True), portions, strict=True):
            arrays.append(_array(kind, column))
    return [
        np.concatenate(arrays) if arrays else _array(kind, ())
        for kind, arrays in zip(kinds, portions, strict=True)
    ]


def _portions(cursor: Cursor) -> Iterator[list[tuple[object, ...]]]:
    while rows := cursor.fetchmany(_PORTION):
        yield rows


def _array(kind: str, column: Sequence[Any]) -> NDArray[Any]:
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
