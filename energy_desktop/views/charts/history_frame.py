"""What stands around the lines of *History*: scales, times, gaps, the lane of notes above."""

from datetime import tzinfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import marks, step_for
from energy_desktop.viewmodels.history.picture import ChartPicture
from energy_desktop.viewmodels.history.value_axis import ValueAxis
from energy_desktop.viewmodels.history.words import HistoryWords
from energy_desktop.views.charts.history_mapping import TimeMapping, y_of
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.tokens import Tokens

LANE, LABELS_BELOW = 24, 18
_BESIDE = 8
_HATCH = 8
_LABEL_PITCH = 64
_NOTE_AT_LEAST = 24
_NOTE_AT_MOST = 0.7
"""A tint or a note on most of what is seen says nothing; the strip shows it."""


def label_width(axis: ValueAxis, words: HistoryWords) -> int:
    """The width of a scale's labels, in steps of eight pixels so that the plot stays put."""
    metrics = QFontMetricsF(font(CAPTION))
    texts = [axis.text(value, words.wording.notation) for value in axis.marks]
    widest = max((metrics.horizontalAdvance(text) for text in [*texts, axis.unit]), default=0)
    return -(-round(widest + _BESIDE) // 8) * 8


class FramePainter:
    """Paints around the lines; made anew for each picture."""

    def __init__(
        self,
        painter: QPainter,
        plot: QRectF,
        time: TimeMapping,
        tokens: Tokens,
        words: HistoryWords,
    ) -> None:
        self._painter = painter
        self._plot = plot
        self._time = time
        self._tokens = tokens
        self._words = words

    def scales(self, axes: tuple[ValueAxis, ...]) -> None:
        """Hairlines with their labels; the second scale stands at the right."""
        painter, plot, tokens = self._painter, self._plot, self._tokens
        painter.setFont(font(CAPTION))
        middle = Qt.AlignmentFlag.AlignVCenter
        if axes and not axes[0].is_known:
            base = QRectF(plot.left(), round(plot.bottom()), plot.width(), 1)
            painter.fillRect(base, QColor(tokens.edge))
        for place, axis in enumerate(axes):
            for value in axis.marks:
                y = round(y_of(value, axis, plot))
                if place == 0:
                    is_zero = abs(value) < axis.step / 1000
                    colour = QColor(tokens.edge if is_zero else tokens.line)
                    painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), colour)
                painter.setPen(QColor(tokens.muted))
                text = axis.text(value, self._words.wording.notation)
                if place == 0:
                    box = QRectF(0, y - 8, plot.left() - _BESIDE, 16)
                    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, text)
                else:
                    painter.drawText(QRectF(plot.right() + _BESIDE, y - 8, 80, 16), middle, text)
        if len(axes) > 1:
            self._units(axes)

    def _units(self, axes: tuple[ValueAxis, ...]) -> None:
        """Above each scale its unit, where there are two."""
        plot, side = self._plot, Qt.AlignmentFlag.AlignRight
        left = QRectF(0, plot.top() - LANE, plot.left() - _BESIDE, 16)
        right = QRectF(plot.right() + _BESIDE, plot.top() - LANE, 80, 16)
        self._painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | side, axes[0].unit)
        self._painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, axes[1].unit)

    def times(self, zone: tzinfo) -> None:
        """Labels of round moments below the plot."""
        painter, plot, view = self._painter, self._plot, self._time.view
        step = step_for(view.duration, max(2, int(plot.width() // _LABEL_PITCH)))
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(self._tokens.muted))
        metrics = QFontMetricsF(font(CAPTION))
        free_from = -1e9
        for moment in marks(view, zone, step):
            text = self._words.mark(moment, step, zone)
            width = metrics.horizontalAdvance(text)
            x = self._time.x(moment)
            painter.fillRect(QRectF(round(x), plot.bottom(), 1, 4), QColor(self._tokens.line))
            left = min(max(x - width / 2, plot.left() - 8), plot.right() - width)
            if left < free_from or abs(left + width / 2 - x) > width / 2 + 4:
                continue
            free_from = left + width + 12
            box = QRectF(left, plot.bottom() + LABELS_BELOW - 8, width + 1, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def stretches(self, picture: ChartPicture) -> None:
        """Repaired stretches tinted, gaps hatched: below the lines."""
        plot = self._plot
        tint = QColor(self._tokens.accent)
        tint.setAlphaF(0.07)
        for span in picture.repaired:
            if self._time.box(span, 0, 1).width() > _NOTE_AT_MOST * plot.width():
                continue
            self._painter.fillRect(self._time.box(span, plot.top(), plot.height()), tint)
        for span in picture.gaps:
            self._hatch(self._time.box(span, plot.top(), plot.height()))

    def notes(self, picture: ChartPicture, zone: tzinfo, taken_already: QRectF | None) -> None:
        """Brackets with words above the plot, as far as they have room."""
        taken = [taken_already] if taken_already is not None else []
        colours = self._tokens
        for span in sorted(picture.gaps, key=lambda s: -s.duration):
            self._note(span, self._words.no_data_for(span), QColor(colours.bad), taken)
        for span in sorted(picture.repaired, key=lambda s: -s.duration):
            self._note(span, self._words.repaired(span, zone), QColor(colours.accent), taken)

    def _note(self, span: TimeRange, text: str, colour: QColor, taken: list[QRectF]) -> None:
        plot, painter = self._plot, self._painter
        bar = self._time.box(span, plot.top() - 6, 4)
        if not _NOTE_AT_LEAST <= bar.width() <= _NOTE_AT_MOST * plot.width():
            return
        width = QFontMetricsF(font(CAPTION)).horizontalAdvance(text) + 2
        left = bar.center().x() - width / 2
        left = min(max(left, plot.left()), plot.right() - width)
        box = QRectF(left, plot.top() - LANE, width, 16)
        if any(box.adjusted(-8, 0, 8, 0).intersects(other) for other in taken):
            return
        taken.append(box)
        bracket(painter, bar, colour)
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _hatch(self, box: QRectF) -> None:
        if box.width() <= 0:
            return
        painter = self._painter
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._tokens.edge)
        colour.setAlphaF(0.55)
        painter.setPen(QPen(colour, 1))
        # The lines stand still when the gap moves in or out of sight.
        x = box.left() - box.left() % _HATCH - box.height() - box.height() % _HATCH
        while x < box.right():
            painter.drawLine(
                QPointF(x, box.bottom()), QPointF(x + box.height(), box.bottom() - box.height())
            )
            x += _HATCH
        painter.restore()


def bracket(painter: QPainter, bar: QRectF, colour: QColor) -> None:
    """A bracket that is open below."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for box in (
        QRectF(bar.left(), bar.top(), bar.width(), 1.5),
        QRectF(bar.left(), bar.top(), 1.5, bar.height()),
        QRectF(bar.right() - 1.5, bar.top(), 1.5, bar.height()),
    ):
        painter.fillRect(box, colour)
    painter.restore()
