"""Rows of the PostgreSQL wire as columns, in portions that hold the interpreter shortly."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.model.columns import NO_RESET

_PORTION = 2_000

_DTYPES = {"i": np.int64, "r": np.object_, "f": np.float64, "b": np.bool_, "o": np.object_}


def columns_of(cursor: Cursor, kinds: str) -> list[NDArray[Any]]:
    """The columns of an answer, one of each kind:

    `i` whole numbers, `r` moments where NULL is `NO_RESET`, `f` figures where NULL is NaN,
    `b` booleans, `o` texts.
    """
    row = _row_of(kinds)
    portions = []
    while rows := cursor.fetchmany(_PORTION):
        portions.append(np.array(rows, dtype=row))  # None becomes NaN
        if len(rows) < _PORTION:
            break
    whole = portions[0] if len(portions) == 1 else np.concatenate([np.empty(0, row), *portions])
    return [_column(whole[str(place)], kind) for place, kind in enumerate(kinds)]


@lru_cache
def _row_of(kinds: str) -> np.dtype[np.void]:
    return np.dtype([(str(place), _DTYPES[kind]) for place, kind in enumerate(kinds)])


def _column(column: NDArray[Any], kind: str) -> NDArray[Any]:
    """One column out of the rows, on its own in memory."""
    if kind != "r":
        return np.ascontiguousarray(column)
    resets = [NO_RESET if each is None else each for each in column.tolist()]
    return np.array(resets, dtype=np.int64)
