"""The card of the chart: what is drawn, of whom, how much of it is covered."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead, label
from energy_desktop.views.widgets.dimming import dim

_DASH, _GAP, _BETWEEN = 12, 6, 16
_AXIS = 28
_MORE = 60
"""Room for saying how many more there are."""


class Legend(QWidget):
    """Who is who, as far as there is room; aligned to the right."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        viewmodel.sensors_changed.connect(self._describe)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(200, 20)

    @property
    def needed_width(self) -> int:
        """Pixels that all names take."""
        metrics = QFontMetricsF(font(CAPTION))
        names = (metrics.horizontalAdvance(each.name) for each in self._viewmodel.shown)
        return ceil(sum(_DASH + _GAP + name + _BETWEEN for name in names))

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
        while count and sum(widths[:count]) + _BETWEEN * count > room:
            count -= 1
        if count < len(shown):
            more = self.tr("and %n more", None, len(shown) - count)
        right = self.width() - metrics.horizontalAdvance(more)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(right, 0, self.width(), 20), Qt.AlignmentFlag.AlignVCenter, more)
        right -= _BETWEEN if more else 0
        for each, width in list(zip(shown, widths, strict=True))[:count][::-1]:
            left = right - width
            draw_dash(painter, QRectF(left, 0, _DASH, 20), each.look, tokens)
            painter.setPen(QColor(tokens.text))
            box = QRectF(left + _DASH + _GAP, 0, width, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, each.name)
            right = left - _BETWEEN

    def _describe(self) -> None:
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
        if sum(widths) + _BETWEEN * (len(names) - 1) > self.width():
            names = [level_name(Coverage(level), is_shortest=True) for level in self._levels]
        right = float(self.width())
        for level, name in zip(self._levels, names, strict=True):
            left = right - metrics.horizontalAdvance(name)
            painter.setPen(QColor(tokens.muted))
            box = QRectF(left, 0, right - left + 1, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
            left -= _GAP + _DASH
            draw_sign(painter, QRectF(left, 4, _DASH, 8), Coverage(level), tokens)
            right = left - _BETWEEN

    def _show(self) -> None:
        levels = tuple(sorted({int(run.level) for run in self._viewmodel.picture.coverage}))
        if levels != self._levels:
            self._levels = levels
            self.update()


class ChartCard(Card):
    """The chart comes after the page's first paint."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__("")
        self._theme = theme
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("Chart"))
        self.body.setContentsMargins(15, 15, 15, 11)
        self._head = CardHead("")
        self._head.row.setStretch(2, 0)
        self._legend = Legend(theme, viewmodel)
        self._head.row.addWidget(self._legend, 1)
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self._covered = label(size=CAPTION)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(_AXIS, 0, 0, 0)
        self._foot.addWidget(self._covered)
        self._foot.addSpacing(_BETWEEN)
        self._foot.addWidget(CoverageLegend(theme, viewmodel), 1)
        self.body.addWidget(self._head)
        self.body.addSpacing(4)
        self.body.addWidget(self._room, 1)
        self.body.addSpacing(4)
        self.body.addLayout(self._foot)
        viewmodel.picture_changed.connect(self._show)
        self._show()

    @property
    def chart(self) -> QWidget | None:
        """The chart, once it is there."""
        room = self._room.layout()
        item = room.itemAt(0) if room is not None else None
        return item.widget() if item is not None else None

    def add_chart(self) -> None:
        """Make the chart; its library takes longer to load than all the rest."""
        from energy_desktop.views.charts.history_chart import HistoryChart

        room = self._room.layout()
        if room is not None and not room.count():
            chart = HistoryChart(self._theme, self._viewmodel)
            room.addWidget(chart)
            # After the chart's own: it has laid out its plot then.
            self._viewmodel.picture_changed.connect(
                lambda: self._begin_at(chart.canvas.plot.left())
            )

    def dim(self, is_dimmed: bool) -> None:
        """Whether what is drawn is not what was asked for."""
        dim((self._room,), is_dimmed)

    def _begin_at(self, left: float) -> None:
        """What stands below the plot begins where the plot does."""
        if self._foot.contentsMargins().left() != round(left):
            self._foot.setContentsMargins(round(left), 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is narrow, names matter more than what a point stands for."""
        super().resizeEvent(event)
        self._show()

    def _remark(self) -> str:
        """The units, and what a point stands for where the names leave room for it."""
        remark, title = self._viewmodel.chart_remark, self._viewmodel.chart_title
        needed = (
            QFontMetricsF(font(strong=True)).horizontalAdvance(title)
            + QFontMetricsF(font(CAPTION)).horizontalAdvance(remark)
            + self._legend.needed_width
        )
        has_room = needed + 2 * _BETWEEN <= self.contentsRect().width() - 30
        return remark if has_room else self._viewmodel.chart_units

    def _show(self) -> None:
        self._head.remark.setToolTip(self._viewmodel.chart_remark)
        for shown, text in (
            (self._head.title, self._viewmodel.chart_title),
            (self._head.remark, self._remark()),
            (self._covered, self._viewmodel.coverage_words),
        ):
            if shown.text() != text:
                shown.setText(text)
