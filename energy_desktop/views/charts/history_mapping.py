"""Between moments and values on one side, and pixels on the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.history.value_axis import ValueAxis

Pixels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TimeMapping:
    """A stretch of time over a width of pixels."""

    left: float
    width: float
    view: TimeRange

    @property
    def right(self) -> float:
        """Where the stretch ends."""
        return self.left + self.width

    def x(self, moment: int) -> float:
        """The pixel of a moment."""
        return self.left + self.width * (moment - self.view.start) / max(1, self.view.duration)

    def xs(self, moments: NDArray[np.int64]) -> Pixels:
        """The pixels of many moments."""
        # The difference first: a float cannot hold microseconds since 1970 and a pixel's share.
        since = (moments - self.view.start).astype(np.float64)
        result: Pixels = self.left + since * (self.width / max(1, self.view.duration))
        return result

    def moment(self, x: float) -> Micros:
        """The moment at a pixel."""
        share = (x - self.left) / max(1.0, self.width)
        return Micros(round(self.view.start + share * self.view.duration))

    def duration(self, pixels: float) -> int:
        """How long so many pixels are, in microseconds."""
        return round(pixels * self.view.duration / max(1.0, self.width))

    def box(self, span: TimeRange, top: float, height: float) -> QRectF:
        """A stretch as a rectangle, as far as it can be seen."""
        left = max(self.left, self.x(span.start))
        right = min(self.right, self.x(span.end))
        return QRectF(left, top, max(0.0, right - left), height)


def ys(values: Pixels, axis: ValueAxis, plot: QRectF) -> Pixels:
    """The pixels of values on a scale."""
    share = (values - axis.bottom) / (axis.top - axis.bottom)
    result: Pixels = plot.bottom() - plot.height() * share
    return result


def y_of(value: float, axis: ValueAxis, plot: QRectF) -> float:
    """The pixel of one value."""
    share = (value - axis.bottom) / (axis.top - axis.bottom)
    return plot.bottom() - plot.height() * share
