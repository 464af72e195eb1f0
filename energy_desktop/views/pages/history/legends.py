"""Who is who in the chart, and the signs of the strip below it."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme

_DASH, _GAP = 12, 6
_MORE = 60
"""Room for saying how many more there are."""
BETWEEN = 16
"""Pixels from one name to the next."""


class Legend(QWidget):
    """Who is who, as far as there is room; aligned to the right."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._needed_width: int | None = None
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        viewmodel.sensors_changed.connect(self._describe)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(200, 20)

    @property
    def needed_width(self) -> int:
        """Pixels that all names take; asked for at every frame of a drag."""
        if self._needed_width is None:
            metrics = QFontMetricsF(font(CAPTION))
            names = (metrics.horizontalAdvance(each.name) for each in self._viewmodel.shown)
            self._needed_width = ceil(sum(_DASH + _GAP + name + BETWEEN for name in names))
        return self._needed_width

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        # Loaded with the chart: the drawing library takes longer than the rest of the page.
        from energy_desktop.views.charts.history_swatch import draw_dash

        painter, tokens = QPainter(self), self._theme.tokens
        painter.setFont(font(CAPTION))
        metrics = QFontMetricsF(painter.font())
        shown = self._viewmodel.shown
        widths = [_DASH + _GAP + metrics.horizontalAdvance(each.name) for each in shown]
        count = len(shown)
        more = ""
        room = self.width() if self.needed_width <= self.width() else self.width() - _MORE
        while count and sum(widths[:count]) + BETWEEN * count > room:
            count -= 1
        if count < len(shown):
            more = self.tr("and %n more", None, len(shown) - count)
        right = self.width() - metrics.horizontalAdvance(more)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(right, 0, self.width(), 20), Qt.AlignmentFlag.AlignVCenter, more)
        right -= BETWEEN if more else 0
        for each, width in list(zip(shown, widths, strict=True))[:count][::-1]:
            left = right - width
            draw_dash(painter, QRectF(left, 0, _DASH, 20), each.look, tokens)
            painter.setPen(QColor(tokens.text))
            box = QRectF(left + _DASH + _GAP, 0, width, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, each.name)
            right = left - BETWEEN

    def _describe(self) -> None:
        self._needed_width = None
        names = ", ".join(each.name for each in self._viewmodel.shown)
        self.setAccessibleName(self.tr("Shown: {names}").format(names=names))
        self.update()


class CoverageLegend(QWidget):
    """The signs of the strip, of those levels that are in sight."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._levels: tuple[int, ...] = ()
        self.setFixedHeight(16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        viewmodel.picture_changed.connect(self._show)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        from energy_desktop.model.coverage_levels import Coverage
        from energy_desktop.viewmodels.history.pointer import level_name
        from energy_desktop.views.charts.history_strip import draw_sign

        painter, tokens = QPainter(self), self._theme.tokens
        painter.setFont(font(CAPTION))
        metrics = QFontMetricsF(painter.font())
        names = [level_name(Coverage(level)) for level in self._levels]
        widths = [_DASH + _GAP + metrics.horizontalAdvance(name) for name in names]
        if sum(widths) + BETWEEN * (len(names) - 1) > self.width():
            names = [level_name(Coverage(level), is_shortest=True) for level in self._levels]
        right = float(self.width())
        for level, name in zip(self._levels, names, strict=True):
            left = right - metrics.horizontalAdvance(name)
            painter.setPen(QColor(tokens.muted))
            box = QRectF(left, 0, right - left + 1, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
            left -= _GAP + _DASH
            draw_sign(painter, QRectF(left, 4, _DASH, 8), Coverage(level), tokens)
            right = left - BETWEEN

    def _show(self) -> None:
        levels = tuple(sorted({int(run.level) for run in self._viewmodel.picture.coverage}))
        if levels != self._levels:
            self._levels = levels
            self.update()
