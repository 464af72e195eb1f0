"""What the chart of *History* draws at a moment, out of the lines in memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from energy_desktop.model.coverage_levels import (
    Coverage,
    Grid,
    Levels,
    Run,
    all_missing,
    runs,
    share_covered,
    worst_of,
)
from energy_desktop.model.coverage_map import CoverageMap
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.model.units import Quantity
from energy_desktop.viewmodels.history.looks import Look
from energy_desktop.viewmodels.history.tile_book import Piece, TileBook
from energy_desktop.viewmodels.history.value_axis import ValueAxis, axis_for

MOST_UNITS = 2
_STRIP_STEPS = 1024
_SOME = 6
"""Of so many sensors each line is put together from the finest parts, while finer ones come."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sensor that is shown."""

    entity: Entity
    look: Look

    @property
    def key(self) -> str:
        """Its recording id."""
        return self.entity.recording_id

    @property
    def name(self) -> str:
        """What people call it."""
        return self.entity.name or self.entity.entity_id


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A shown sensor's line."""

    shown: Shown
    axis: int
    """Its place in `ChartPicture.axes`."""
    pieces: tuple[Piece, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything of it can be drawn."""
        return any(piece.tile.extremes(piece.span) is not None for piece in self.pieces)


@dataclass(frozen=True, slots=True, eq=False)
class ChartPicture:
    """Lines, scales and coverage of a view."""

    view: TimeRange
    series: tuple[Series, ...] = ()
    axes: tuple[ValueAxis, ...] = ()
    coverage: tuple[Run, ...] = ()
    """The worst coverage of the shown sensors, in stretches; holes are outside of all."""
    gaps: tuple[TimeRange, ...] = ()
    """Where nothing is known of any shown sensor."""
    repaired: tuple[TimeRange, ...] = ()
    """Where all that is known came later than live."""
    covered_share: float | None = None

    @property
    def has_data(self) -> bool:
        """Whether there is anything to see."""
        return any(series.is_known for series in self.series)

    @property
    def step(self) -> int | None:
        """Microseconds that a point stands for, in the coarsest line; 0 for readings."""
        widths = {piece.tile.width for series in self.series for piece in series.pieces}
        return max(widths) if widths else None


def units_of(shown: Sequence[Shown]) -> list[str | None]:
    """The stored units of the shown sensors, in order: one axis each."""
    units: list[str | None] = []
    for each in shown:
        if each.entity.stored_unit not in units:
            units.append(each.entity.stored_unit)
    return units


def picture_of(
    shown: Sequence[Shown],
    view: TimeRange,
    step: int,
    book: TileBook,
    coverage: CoverageMap | None,
) -> ChartPicture:
    """The picture of a view, as fine as what is in memory allows."""
    units = units_of(shown)
    series = tuple(
        Series(
            each,
            units.index(each.entity.stored_unit),
            tuple(book.pieces(each.key, view, step, prefer_whole=len(shown) > _SOME)),
        )
        for each in shown
    )
    axes = _axes(units, series, view)
    if coverage is None or not shown:
        return ChartPicture(view, series, axes)
    grid = Grid.over(view, _STRIP_STEPS)
    levels = coverage.levels_of([each.key for each in shown], grid)
    worst = worst_of(levels)
    worst_runs = runs(worst, grid)
    return ChartPicture(
        view,
        series,
        axes,
        tuple(run for run in worst_runs if run.level is not Coverage.OUTSIDE),
        tuple(coverage.snapped(gap, grid.step) for gap in _gaps(levels, grid)),
        tuple(
            coverage.snapped(run.span, grid.step)
            for run in worst_runs
            if run.level is Coverage.REPAIRED
        ),
        share_covered(worst),
    )


def _gaps(levels: Levels, grid: Grid) -> tuple[TimeRange, ...]:
    missing = all_missing(levels).astype(np.uint8)
    return tuple(run.span for run in runs(missing, grid) if run.level)


def _axes(
    units: Sequence[str | None], series: Sequence[Series], view: TimeRange
) -> tuple[ValueAxis, ...]:
    axes: list[ValueAxis] = []
    for place, unit in enumerate(units[:MOST_UNITS]):
        mine = [each for each in series if each.axis == place]
        low, high = _extremes(mine, view)
        from_zero = mine[0].shown.entity.conversion.quantity is Quantity.POWER
        # The second scale has as many steps as the first, so that they share their hairlines.
        steps = axes[0].steps if axes and axes[0].is_known else None
        axes.append(axis_for(unit, low, high, from_zero, steps))
    return tuple(axes)


def _extremes(series: Sequence[Series], view: TimeRange) -> tuple[float, float]:
    found = [
        extremes
        for each in series
        for piece in each.pieces
        if (within := piece.span.intersection(view)) is not None
        and (extremes := piece.tile.extremes(within)) is not None
    ]
    if not found:
        return np.nan, np.nan
    return min(low for low, _ in found), max(high for _, high in found)


def value_at(series: Series, moment: Micros) -> tuple[Piece, int] | None:
    """The piece that draws a moment, and the place of the moment in it; None in a gap."""
    for piece in series.pieces:
        if piece.span.contains(moment) and piece.tile.at(moment) is not None:
            return piece, piece.tile.last_until(moment)
    return None
