"""The picture of *History* on pixels, painted once and kept until it changes."""

from datetime import tzinfo
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from energy_desktop.viewmodels.history.picture import ChartPicture
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.views.charts.coverage_strip import HEIGHT as STRIP_HEIGHT
from energy_desktop.views.charts.history_frame import LANE, FramePainter, label_width
from energy_desktop.views.charts.history_lines import Stroke, draw_series
from energy_desktop.views.charts.history_mapping import TimeMapping
from energy_desktop.views.charts.history_strip import draw_strip
from energy_desktop.views.theme import Theme
from energy_desktop.views.tokens import Tokens

_LEFT, _RIGHT = 28, 0
_STRIP_BELOW = 28
BELOW = _STRIP_BELOW + STRIP_HEIGHT + 4
"""Height of what stands below the plot."""


def opaque_pixmap(size: QSize, ratio: float, tokens: Tokens) -> QPixmap:
    """Of a card's colour, so that no widget below has to be painted with each frame."""
    pixmap = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(tokens.surface))
    return pixmap


class HistoryCanvas:
    """Where the plot lies, and a picture of everything that does not follow the pointer."""

    def __init__(self, theme: Theme, words: HistoryWords) -> None:
        self._theme = theme
        self._words = words
        self._kept: QPixmap | None = None
        self._picture: ChartPicture | None = None
        self._size = QSize(1, 1)
        self._left, self._right = _LEFT, _RIGHT

    def take(self, picture: ChartPicture, size: QSize) -> None:
        """Draw this from now on, in a widget of that size."""
        self._kept = None
        self._picture, self._size = picture, size
        axes = picture.axes
        self._left = max(_LEFT, label_width(axes[0], self._words)) if axes else _LEFT
        self._right = label_width(axes[1], self._words) if len(axes) > 1 else _RIGHT

    def forget(self) -> None:
        """Paint anew the next time: the colours, or how lines are drawn, are others."""
        self._kept = None

    @property
    def plot(self) -> QRectF:
        """Where the lines are."""
        width, height = self._size.width(), self._size.height()
        return QRectF(
            self._left,
            LANE,
            max(1, width - self._left - self._right),
            max(1, height - LANE - BELOW),
        )

    @property
    def time(self) -> TimeMapping:
        """Between moments and pixels."""
        plot, picture = self.plot, self._picture
        assert picture is not None
        return TimeMapping(plot.left(), plot.width(), picture.view)

    def pixmap(self, ratio: float, zone: tzinfo, is_moving: bool) -> QPixmap:
        """The picture, painted if need be."""
        if self._kept is None or self._kept.devicePixelRatio() != ratio:
            self._kept = self._painted(ratio, zone, is_moving)
        return self._kept

    def draw_notes(self, painter: QPainter, zone: tzinfo, taken: QRectF | None) -> None:
        """Gaps and repairs in words above the plot, but where that room is taken."""
        if self._picture is not None:
            self._frame(painter).notes(self._picture, zone, taken)

    def _frame(self, painter: QPainter) -> FramePainter:
        return FramePainter(painter, self.plot, self.time, self._theme.tokens, self._words)

    def _painted(self, ratio: float, zone: tzinfo, is_moving: bool) -> QPixmap:
        pixmap = opaque_pixmap(self._size, ratio, self._theme.tokens)
        picture = self._picture
        if picture is None:
            return pixmap
        painter = QPainter(pixmap)
        tokens, plot, time = self._theme.tokens, self.plot, self.time
        frame = self._frame(painter)
        frame.stretches(picture)
        frame.scales(picture.axes)
        frame.times(zone)
        opacity = 0.28 if self._theme.is_dark else 0.24
        stroke = Stroke(is_moving, opacity, len(picture.series))
        draw_series(painter, picture, plot, time, tokens, stroke)
        draw_strip(painter, picture.coverage, time, plot.bottom() + _STRIP_BELOW, tokens)
        painter.end()
        return pixmap
