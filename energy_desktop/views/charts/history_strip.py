"""The coverage strip over stretches of any length, and its signs in the legend."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from energy_desktop.model.coverage_levels import Coverage, Run
from energy_desktop.views.charts.coverage_strip import HEIGHT, draw_stretch
from energy_desktop.views.charts.history_mapping import TimeMapping
from energy_desktop.views.tokens import Tokens

_NARROWEST = 2.0


def draw_strip(
    painter: QPainter, runs: Iterable[Run], time: TimeMapping, top: float, tokens: Tokens
) -> None:
    """Paint where each stretch came from; a gap is seen however short it is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for run in sorted(runs, key=lambda run: run.level is Coverage.MISSING):
        box = time.box(run.span, top, HEIGHT)
        if run.level is Coverage.MISSING and box.width() < _NARROWEST:
            box.setWidth(_NARROWEST)
        if box.width() > 0:
            draw_stretch(painter, box, run.level, tokens)
    painter.restore()


def draw_sign(painter: QPainter, box: QRectF, level: Coverage, tokens: Tokens) -> None:
    """A level's sign in a legend."""
    painter.save()
    draw_stretch(painter, box, level, tokens)
    painter.restore()
