"""The selected stretch: its tint, its edges with grips, and the card that sums it up."""

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from energy_desktop.viewmodels.history.selection import Selection
from energy_desktop.views.charts.history_frame import LANE, bracket
from energy_desktop.views.charts.history_mapping import TimeMapping
from energy_desktop.views.charts.history_swatch import draw_swatch
from energy_desktop.views.fonts import CAPTION, font
from energy_desktop.views.theme import Theme
from energy_desktop.views.tokens import Tokens

_PADDING, _ROW, _SWATCH, _GAP, _AWAY = 8, 20, 10, 6, 10
_GRIP = (6.0, 24.0)


def draw_selection(
    painter: QPainter, selection: Selection, plot: QRectF, time: TimeMapping, tokens: Tokens
) -> QRectF | None:
    """Tint, edges and grips, and how long it is above the plot: where that stands."""
    box = time.box(selection.span, plot.top(), plot.height())
    if box.width() <= 0 and not plot.left() <= time.x(selection.span.start) <= plot.right():
        return None
    tint, accent = QColor(tokens.accent), QColor(tokens.accent)
    tint.setAlphaF(0.14)
    painter.fillRect(box, tint)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for moment in (selection.span.start, selection.span.end):
        x = time.x(moment)
        if plot.left() - 1 <= x <= plot.right() + 1:
            painter.fillRect(QRectF(x - 0.75, plot.top(), 1.5, plot.height()), accent)
            grip = QRectF(x - _GRIP[0] / 2, plot.center().y() - _GRIP[1] / 2, *_GRIP)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawRoundedRect(grip, 3, 3)
    painter.restore()
    return _draw_length(painter, selection.length, box, plot, tokens)


def _draw_length(
    painter: QPainter, length: str, box: QRectF, plot: QRectF, tokens: Tokens
) -> QRectF:
    text = QCoreApplication.translate("History", "{length} selected").format(length=length)
    width = QFontMetricsF(font(CAPTION)).horizontalAdvance(text) + 2
    left = min(max(box.center().x() - width / 2, plot.left()), plot.right() - width)
    lane = QRectF(left, plot.top() - LANE, width, 16)
    bracket(painter, QRectF(box.left(), plot.top() - 6, box.width(), 4), QColor(tokens.accent))
    painter.setFont(font(CAPTION))
    painter.setPen(QColor(tokens.text))
    painter.drawText(lane, Qt.AlignmentFlag.AlignCenter, text)
    return lane


class SelectionCard(QWidget):
    """Mean, peak and when it was, of every shown sensor."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._selection: Selection | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, selection: Selection | None, time: TimeMapping, plot: QRectF) -> None:
        """Stand beside the stretch, inside of it where there is no room beside it."""
        self._selection = selection
        if selection is None or not selection.values:
            self.hide()
            return
        self.resize(self._width(selection), 2 * _PADDING + _ROW * (1 + 2 * len(selection.values)))
        right = time.x(selection.span.end) + _AWAY
        left = time.x(selection.span.start) - _AWAY - self.width()
        x = right if right + self.width() <= plot.right() else left
        if x < plot.left():
            x = min(time.x(selection.span.start) + _AWAY, plot.right() - self.width() - 4)
        self.move(round(max(plot.left() + 4, x)), round(plot.top()) + 8)
        self.setAccessibleName(selection.text)
        self.show()
        self.update()

    def make_room(self, other: QRect | None) -> None:
        """Go while something else stands here; None when it has gone."""
        is_in_the_way = other is not None and other.intersects(self.geometry())
        has_words = self._selection is not None and bool(self._selection.values)
        self.setVisible(has_words and not is_in_the_way)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        if self._selection is None:
            return
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        row = QRectF(_PADDING, _PADDING, self.width() - 2 * _PADDING, _ROW)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.setFont(font(CAPTION, strong=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(row, middle, self._selection.time)
        for value in self._selection.values:
            row.translate(0, _ROW)
            box = QRectF(row.left(), row.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
            draw_swatch(painter, box, value.look, tokens)
            text = row.adjusted(_SWATCH + _GAP, 0, 0, 0)
            painter.setPen(QColor(tokens.text))
            painter.setFont(font(CAPTION))
            painter.drawText(text, middle, value.name)
            painter.setFont(font(CAPTION, strong=True))
            painter.drawText(text, middle | right, value.mean)
            row.translate(0, _ROW)
            painter.setFont(font(CAPTION))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(row.adjusted(_SWATCH + _GAP, 0, 0, 0), middle, value.details)

    def _width(self, selection: Selection) -> int:
        plain, strong = QFontMetricsF(font(CAPTION)), QFontMetricsF(font(CAPTION, strong=True))
        widths = [strong.horizontalAdvance(selection.time)]
        for value in selection.values:
            name = plain.horizontalAdvance(value.name) + 16 + strong.horizontalAdvance(value.mean)
            widths += [_SWATCH + _GAP + name]
            widths += [_SWATCH + _GAP + plain.horizontalAdvance(value.details)]
        return round(max(widths)) + 2 * _PADDING + 4
