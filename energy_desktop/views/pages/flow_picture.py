"""The flow picture: ribbons as wide as the power that flows."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from energy_desktop.viewmodels.flow import FlowPicture, Node, Place
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.fonts import BODY, font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.pages.flow_geometry import Band, Layout, layout
from energy_desktop.views.pages.flow_nodes import ON_THE_RIGHT, WORDS_GAP, radius_of
from energy_desktop.views.theme import Theme
from energy_desktop.views.tokens import Tokens

HEIGHT = 216
_RING, _CHARGE_RING = 2.0, 4.0
_PILL = 20.0


class FlowPictureView(QWidget):
    """Painted anew only when a figure in it changes; nodes come from a cache."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._picture = FlowPicture()
        self._layout: Layout | None = None
        self.setMinimumSize(420, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Where the power flows"))
        viewmodel.flow_changed.connect(self._show)
        theme.changed.connect(self.update)
        self._show()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(620, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew."""
        self._layout = None
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        if not self._picture.nodes:
            return
        if self._layout is None:
            self._layout = layout(self._picture, QSizeF(self.size()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in sorted(self._layout.bands, key=_height):
            self._draw_band(painter, band)
        untold = self._layout.untold
        for node in self._picture.nodes:
            centre = self._layout.centres[node.place]
            self._draw_node(painter, node, centre)
            if node.place in ON_THE_RIGHT:
                self._draw_words_beside(painter, node, centre, untold.get(node.place, ""))
            else:
                self._draw_words_around(painter, node, centre)
        for band in self._layout.bands:
            if band.label_at is not None:
                self._draw_pill(painter, band.label_at, band.ribbon.figure)

    def _show(self) -> None:
        self._picture = self._viewmodel.flow
        self._layout = None
        self.setAccessibleDescription(self._picture.description)
        self.update()

    def _draw_band(self, painter: QPainter, band: Band) -> None:
        tokens = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if band.head is None:
            pen = QPen(QColor(tokens.edge), 1.5)
            pen.setDashPattern([1, 4])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPath(band.path)
            return
        pen = QPen(tokens.fill(band.ribbon.hue), band.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPath(band.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.fill(band.ribbon.hue))
        painter.drawPolygon(QPolygonF(list(band.head)))

    def _draw_node(self, painter: QPainter, node: Node, centre: QPointF) -> None:
        ring = node_pixmap(
            node.icon,
            node.hue,
            radius_of(node.place),
            None if node.charge is None else round(node.charge, 2),
            self._theme.tokens,
            self.devicePixelRatioF(),
        )
        size = ring.deviceIndependentSize()
        painter.drawPixmap(
            QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2), ring
        )

    def _draw_words_around(self, painter: QPainter, node: Node, centre: QPointF) -> None:
        """The figure above the node, the name below."""
        tokens, away = self._theme.tokens, radius_of(node.place) + 15
        painter.setFont(font(strong=True))
        painter.setPen(QColor(tokens.text))
        above, below = (
            QRectF(centre.x() - 60, centre.y() + d - 10, 120, 20) for d in (-away, away)
        )
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, node.figure)
        painter.setFont(font())
        painter.setPen(QColor(tokens.muted))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, node.name)

    def _draw_words_beside(
        self, painter: QPainter, node: Node, centre: QPointF, untold: str
    ) -> None:
        """Name and words at the right of the node; and the figure that no ribbon had room for."""
        tokens = self._theme.tokens
        left = centre.x() + radius_of(node.place) + WORDS_GAP
        room = self.width() - left
        lines = [(node.name, font(strong=True), tokens.text)]
        if node.words:
            lines.append((node.words, font(), tokens.text))
        if untold:
            lines.append((untold, font(), tokens.muted))
        top = centre.y() - 10 * len(lines)
        for row, (text, chosen, colour) in enumerate(lines):
            painter.setFont(chosen)
            painter.setPen(QColor(colour))
            shown = QFontMetricsF(chosen).elidedText(text, Qt.TextElideMode.ElideRight, room)
            box = QRectF(left, top + 20 * row, room, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_pill(self, painter: QPainter, at: QPointF, text: str) -> None:
        tokens, strong = self._theme.tokens, font(BODY, strong=True)
        width = QFontMetricsF(strong).horizontalAdvance(text) + 14
        box = QRectF(at.x() - width / 2, at.y() - _PILL / 2, width, _PILL)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(box, _PILL / 2, _PILL / 2)
        painter.setFont(strong)
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _height(band: Band) -> tuple[bool, bool]:
    """Dotted lines lie below all ribbons, straight ribbons above the others."""
    return band.head is not None, Place.MIDDLE in (band.ribbon.start, band.ribbon.end)


@lru_cache(maxsize=64)
def node_pixmap(
    icon: str, hue: Hue, radius: float, charge: float | None, tokens: Tokens, ratio: float
) -> QPixmap:
    """A node's ring and icon; a battery's ring is an arc as long as it is charged."""
    side = 2 * radius + 4
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(side / 2, side / 2)
    width = _RING if charge is None else _CHARGE_RING
    ring = QColor(tokens.line) if hue is Hue.IDLE or charge is not None else tokens.mark(hue)
    painter.setPen(QPen(ring, width))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(middle, radius - width / 2, radius - width / 2)
    if charge is not None:
        _draw_charge(painter, middle, radius - width / 2, charge, tokens.mark(hue))
    size = radius * 0.86
    box = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
    draw_icon(painter, icon, box, tokens.mark(hue))
    painter.end()
    return pixmap


def _draw_charge(
    painter: QPainter, middle: QPointF, radius: float, charge: float, colour: QColor
) -> None:
    pen = QPen(colour, _CHARGE_RING)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.drawArc(box, 90 * 16, round(-360 * 16 * charge))
