"""Readings, statistics and chart buckets as numpy columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.readings import Reading
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import Micros

NO_RESET = np.iinfo(np.int64).min
"""Stands for "no `last_reset`" in a column of microseconds."""

_FIGURES = ("state", "sum", "change", "mean", "min", "max")


@dataclass(frozen=True, slots=True)
class ReadingColumns:
    """N readings of several entities; all arrays have length N."""

    entities: tuple[str, ...]
    """The recording ids that `entity` points into."""
    entity: NDArray[np.int32]
    timestamp: NDArray[np.int64]
    """Microseconds UTC."""
    state: NDArray[np.float64]
    """Canonical unit; NaN is a reading without a value."""
    last_reset: NDArray[np.int64]
    """Microseconds UTC, `NO_RESET` for none."""

    def __len__(self) -> int:
        return len(self.timestamp)

    def __iter__(self) -> Iterator[Reading]:
        """Row by row; for tests, export and few rows."""
        for index, moment, state, reset in zip(
            self.entity.tolist(),
            self.timestamp.tolist(),
            self.state.tolist(),
            self.last_reset.tolist(),
            strict=True,
        ):
            yield Reading(
                self.entities[index],
                Micros(moment),
                None if state != state else state,  # NaN alone differs from itself
                None if reset == NO_RESET else Micros(reset),
            )

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> "ReadingColumns":
        """Columns of the readings, in their order."""
        rows = list(readings)
        positions: dict[str, int] = {}
        index = [positions.setdefault(r.entity_id, len(positions)) for r in rows]
        return cls.of_lists(
            tuple(positions),
            index,
            [r.timestamp for r in rows],
            [r.state for r in rows],
            [r.last_reset for r in rows],
        )

    @classmethod
    def of_lists(
        cls,
        entities: tuple[str, ...],
        entity: Sequence[int],
        timestamp: Sequence[int],
        state: Sequence[float | None],
        last_reset: Sequence[int | None],
    ) -> "ReadingColumns":
        """Columns of parallel lists; None becomes NaN and `NO_RESET`."""
        return cls(
            entities,
            np.array(entity, dtype=np.int32),
            np.array(timestamp, dtype=np.int64),
            np.array(state, dtype=np.float64),
            np.array([NO_RESET if r is None else r for r in last_reset], dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class StatisticColumns:
    """N statistics rows of one period; figures in canonical units, NaN where not applicable."""

    entities: tuple[str, ...]
    period: Period
    entity: NDArray[np.int32]
    timestamp: NDArray[np.int64]
    """Start of the row's period, microseconds UTC."""
    state: NDArray[np.float64]
    sum: NDArray[np.float64]
    change: NDArray[np.float64]
    mean: NDArray[np.float64]
    min: NDArray[np.float64]
    max: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.timestamp)

    @classmethod
    def of_rows(
        cls, entities: tuple[str, ...], period: Period, rows: Sequence[tuple[int, StatisticRow]]
    ) -> "StatisticColumns":
        """Columns of rows, each with the place of its recording id in `entities`."""

        def column(figure: str) -> NDArray[np.float64]:
            return np.array([getattr(row, figure) for _, row in rows], dtype=np.float64)

        return cls(
            entities,
            period,
            np.array([place for place, _ in rows], dtype=np.int32),
            np.array([row.start for _, row in rows], dtype=np.int64),
            **{figure: column(figure) for figure in _FIGURES},
        )

    def rows(self) -> Iterator[StatisticRow]:
        """Row by row, under the names of `entities`; for few rows."""
        figures = [getattr(self, each).tolist() for each in _FIGURES]
        for place, start, *of_row in zip(
            self.entity.tolist(), self.timestamp.tolist(), *figures, strict=True
        ):
            known = (None if each != each else each for each in of_row)  # NaN differs from itself
            yield StatisticRow(self.entities[place], Micros(start), *known)


@dataclass(frozen=True, slots=True)
class Buckets:
    """What a chart draws of one entity: only buckets that hold a reading, in time order."""

    start: NDArray[np.int64]
    """Start of the bucket, microseconds UTC."""
    width: int
    """Microseconds."""
    min: NDArray[np.float64]
    """NaN, as `max` and `mean`, where none of the bucket's readings has a value."""
    max: NDArray[np.float64]
    mean: NDArray[np.float64]
    """Plain mean of the bucket's readings: a line to draw, not a figure to report."""
    count: NDArray[np.int64]
    """Readings with a value."""
    ends_silent: NDArray[np.bool_]
    """Whether the bucket's last reading has no value, so that nothing holds after it."""

    def __len__(self) -> int:
        return len(self.start)
