"""The order of rows with a key: by entity, then by time, each key once."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.ranges import TimeRange

Columns = TypeVar("Columns", ReadingColumns, StatisticColumns)

_NO_ARRAYS = ("entities", "period")


def order_of(entity: NDArray[np.int32], timestamp: NDArray[np.int64]) -> slice | NDArray[np.intp]:
    """An index that orders rows by entity and time; all of them where they are in order."""
    rises = (entity[1:] > entity[:-1]) | (
        (entity[1:] == entity[:-1]) & (timestamp[1:] > timestamp[:-1])
    )
    return slice(None) if rises.all() else np.lexsort((timestamp, entity))


def newest_of_each_key(entity: NDArray[np.int32], timestamp: NDArray[np.int64]) -> NDArray[np.intp]:
    """An index of each key's last row, ordered by entity and time."""
    order = np.lexsort((timestamp, entity))  # stable: of one key, the last row comes last
    entity, timestamp = entity[order], timestamp[order]
    is_last = np.ones(len(order), dtype=np.bool_)
    is_last[:-1] = (entity[1:] != entity[:-1]) | (timestamp[1:] != timestamp[:-1])
    return order[is_last]


def taken(columns: Columns, index: slice | NDArray[Any]) -> Columns:
    """Some of the rows."""
    if isinstance(index, slice) and index == slice(None):
        return columns
    return replace(columns, **{name: array[index] for name, array in _arrays(columns).items()})


def selected(columns: Columns, entity_ids: Sequence[str], span: TimeRange) -> Columns:
    """The rows of some entities in a span, numbered by their places in `entity_ids`."""
    places = {each: place for place, each in enumerate(entity_ids)}
    place = np.array([places.get(each, -1) for each in columns.entities], dtype=np.int32)
    entity = place[columns.entity] if len(place) else columns.entity
    chosen = (entity >= 0) & (columns.timestamp >= span.start) & (columns.timestamp < span.end)
    return taken(replace(columns, entities=tuple(entity_ids), entity=entity), chosen)


def joined(parts: Sequence[Columns]) -> Columns:
    """The rows of all parts one after the other, whatever entities each of them names."""
    ids = tuple(dict.fromkeys(each for part in parts for each in part.entities))
    places = {each: place for place, each in enumerate(ids)}

    def renumbered(part: Columns) -> Columns:
        place = np.array([places[each] for each in part.entities], dtype=np.int32)
        return replace(part, entities=ids, entity=place[part.entity])

    return _concatenated([renumbered(part) for part in parts])


def merged(parts: Sequence[Columns]) -> Columns:
    """The rows of parts that name the same entities, in order, each key once: the last wins."""
    whole = _concatenated(parts)
    return taken(whole, newest_of_each_key(whole.entity, whole.timestamp))


def _concatenated(parts: Sequence[Columns]) -> Columns:
    columns = [_arrays(part) for part in parts]
    whole: dict[str, Any] = {
        name: np.concatenate([each[name] for each in columns]) for name in columns[0]
    }
    return replace(parts[0], **whole)


def _arrays(columns: Columns) -> dict[str, Any]:
    return {
        each.name: getattr(columns, each.name)
        for each in fields(columns)
        if each.name not in _NO_ARRAYS
    }
