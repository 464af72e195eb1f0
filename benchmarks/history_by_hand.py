"""Twenty lines with their bands, decimated beforehand: the least a chart of them must paint."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from benchmarks.recorded_home import HIGH, LOW, watts
from energy_desktop.model.timestamps import HOUR

_SIZE = (712, 364)
"""As large as the plot of *History* in a window of 1280 × 800."""
_PIXELS_A_POINT = 2
_OPACITY = 0.24


class TwentyLines(QWidget):
    """Moves by the pixel with the mouse; nothing is computed anew."""

    def __init__(self, entity_ids: Sequence[str], duration: int) -> None:
        super().__init__()
        self.resize(*_SIZE)
        count = _SIZE[0] // _PIXELS_A_POINT
        hours = duration // HOUR // count * count
        moments = np.arange(0, hours * HOUR, HOUR, dtype=np.int64)
        steps = [watts(each, moments).reshape(count, -1) for each in entity_ids]
        scale = _SIZE[1] / (max(float(step.max()) for step in steps) * HIGH)
        x = np.arange(count) * float(_PIXELS_A_POINT)
        self._lines = [_polygon(x, _SIZE[1] - step.mean(axis=1) * scale) for step in steps]
        self._bands = [
            _polygon(
                np.concatenate((x, x[::-1])),
                _SIZE[1]
                - scale * np.concatenate((step.max(axis=1) * HIGH, step.min(axis=1)[::-1] * LOW)),
            )
            for step in steps
        ]
        self._offset = 0.0
        self._held_at: float | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter = QPainter(self)
        painter.translate(QPointF(self._offset, 0))
        colours = [QColor.fromHsv(18 * place, 200, 200) for place in range(len(self._lines))]
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, band in zip(colours, self._bands, strict=True):
            light = QColor(colour)
            light.setAlphaF(_OPACITY)
            painter.setBrush(light)
            painter.drawPolygon(band)
        for colour, line in zip(colours, self._lines, strict=True):
            painter.setPen(QPen(colour, 1))
            painter.drawPolyline(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold."""
        self._held_at = event.position().x()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move the lines."""
        if self._held_at is not None:
            self._offset += event.position().x() - self._held_at
            self._held_at = event.position().x()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._held_at, self._offset = None, 0.0
        self.update()

    def wheelEvent(self, _event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Paint once more: other lines would be as many points."""
        self.update()


def _polygon(x: NDArray[np.floating[Any]], y: NDArray[np.floating[Any]]) -> QPolygonF:
    polygon: QPolygonF = arrayToQPolygonF(x, y)
    return polygon
