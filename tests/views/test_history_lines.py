"""The lines of *History* on pixels."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from energy_desktop.model.held_buckets import Band
from energy_desktop.model.line_tile import LineTile
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import SECOND, Micros
from energy_desktop.viewmodels.history.looks import Look
from energy_desktop.viewmodels.history.picture import ChartPicture, Series, Shown
from energy_desktop.viewmodels.history.tile_book import Piece
from energy_desktop.viewmodels.history.value_axis import ValueAxis
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.charts.history_lines import Stroke, draw_series
from energy_desktop.views.charts.history_mapping import TimeMapping
from energy_desktop.views.tokens import LIGHT
from tests.viewmodels.shown_home import power_entity

_PLOT = QRectF(0, 0, 100, 100)


def seconds(first: int, last: int) -> TimeRange:
    return TimeRange(Micros(first * SECOND), Micros(last * SECOND))


def drawn(readings: dict[int, float], view: TimeRange, parts: list[TimeRange]) -> set[int]:
    """Where, from the top, a line of readings leaves anything in view; the scale is 0 to 100."""
    moment = np.array([second * SECOND for second in readings], dtype=np.int64)
    values = np.array(list(readings.values()))
    tile = LineTile(seconds(0, 100), 0, moment, Band(values, values, values))
    shown = Shown(power_entity("sensor.grid", "Grid", None), Look(Hue.HOME, is_dashed=False))
    series = Series(shown, 0, tuple(Piece(tile, part) for part in parts))
    axis = ValueAxis("W", 1.0, 0.0, 100.0, 20.0)
    image = QImage(100, 100, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    mapping = TimeMapping(_PLOT.left(), _PLOT.width(), view)
    picture = ChartPicture(view, (series,), (axis,))
    draw_series(painter, picture, _PLOT, mapping, LIGHT, Stroke(is_moving=False, band_opacity=0.24))
    painter.end()
    return {y for y in range(100) for x in range(100) if image.pixelColor(x, y).alpha()}


def test_what_was_before_the_view_leaves_no_stub_at_its_edge() -> None:
    view = seconds(10, 20)
    assert drawn({0: 80.0, 10: 50.0}, view, [view]) <= {48, 49, 50, 51}


def test_what_comes_after_the_view_leaves_no_stub_at_its_edge() -> None:
    view = seconds(10, 20)
    assert drawn({0: 50.0, 21: 80.0}, view, [view]) <= {48, 49, 50, 51}


def test_a_line_of_two_parts_rises_between_them() -> None:
    parts = [seconds(10, 15), seconds(15, 20)]
    assert set(range(22, 79)) <= drawn({0: 20.0, 15: 80.0}, seconds(10, 20), parts)
