"""The strip under a chart: for each stretch of time, where its data came from."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.views.tokens import Tokens

HEIGHT = 8
_HEIGHTS = {Coverage.LIVE: 8, Coverage.REPAIRED: 8, Coverage.FIVE_MINUTES: 5, Coverage.HOURLY: 3}
_RIM = 1.5


def draw_coverage(
    painter: QPainter, box: QRectF, coverage: NDArray[np.uint8], tokens: Tokens
) -> None:
    """Paint a strip; finer is taller, so that it reads without colour; missing is hollow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    count = len(coverage)
    for first, last, level in runs(coverage):
        left = box.left() + box.width() * first / count
        right = box.left() + box.width() * last / count
        draw_stretch(painter, QRectF(left, box.top(), right - left, HEIGHT), level, tokens)
    painter.restore()


def runs(coverage: NDArray[np.uint8]) -> Iterator[tuple[int, int, Coverage]]:
    """Stretches of one kind, as half-open ranges of steps."""
    if not len(coverage):
        return
    borders = [0, *(np.flatnonzero(np.diff(coverage)) + 1).tolist(), len(coverage)]
    for first, last in pairwise(borders):
        yield first, last, Coverage(int(coverage[first]))


def draw_stretch(painter: QPainter, box: QRectF, level: Coverage, tokens: Tokens) -> None:
    """One stretch, on the bottom of its box; nothing where nothing is expected."""
    if level is Coverage.OUTSIDE:
        return
    if level is Coverage.MISSING:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.bad), _RIM))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = _RIM / 2
        painter.drawRect(box.adjusted(half, half, -half, -half))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return
    height = _HEIGHTS[level]
    colour = {
        Coverage.LIVE: tokens.good,
        Coverage.REPAIRED: tokens.accent,
        Coverage.FIVE_MINUTES: tokens.home,
        Coverage.HOURLY: tokens.untracked_edge,
    }[level]
    bar = QRectF(box.left(), box.bottom() - height, box.width(), height)
    painter.fillRect(bar, QColor(colour))
    if level is Coverage.REPAIRED:
        _draw_diagonals(painter, bar, QColor(tokens.surface))


def _draw_diagonals(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    x = box.left() - box.left() % 6 - 12
    while x < box.right() + HEIGHT:
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + HEIGHT, box.top()))
        x += 6
    painter.restore()
