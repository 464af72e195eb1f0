"""Filters above a list: one of them holds."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.flow_layout import FlowLayout

_HEIGHT, _TICK, _GAP = 24, 20, 8


class Chip(QAbstractButton):
    """24 high; the chosen one carries a tick."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._widths: dict[bool, int] = {}
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(font())
        self.setFixedHeight(_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's."""
        return QSize(self.width_when(self.isChecked()), _HEIGHT)

    def width_when(self, is_chosen: bool) -> int:
        """How wide it is while it holds, or does not; layouts ask again and again."""
        if is_chosen not in self._widths:
            text = QFontMetrics(font(strong=is_chosen)).horizontalAdvance(self.text())
            self._widths[is_chosen] = text + (_TICK if is_chosen else 0) + 24
        return self._widths[is_chosen]

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._widths.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = self.isChecked()
        fill = tokens.tint if is_chosen else tokens.hover if self.underMouse() else tokens.surface
        has_focus = self.hasFocus()
        width = 2.0 if has_focus else 1.0
        rim = tokens.accent if is_chosen or has_focus else tokens.line
        painter.setPen(QPen(QColor(rim), width))
        painter.setBrush(QColor(fill))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)
        x = 12.0
        if is_chosen:
            draw_icon(painter, "check", QRectF(9, 4, 16, 16), QColor(tokens.accent))
            x = 32.0
        painter.setFont(font(strong=is_chosen))
        painter.setPen(QColor(tokens.text))
        painter.drawText(
            QRectF(x, 0, self.width() - x, self.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )


class ChipRow(QWidget):
    """Tab enters and leaves once; the arrow keys move the choice."""

    chosen = Signal(str)
    """The person chose the chip of this key."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._chips: dict[str, Chip] = {}
        self._keys: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(_GAP, self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    def show_chips(self, chips: Sequence[tuple[str, str]], chosen: str) -> None:
        """Keys and texts in their order, and which one holds."""
        self._keys = tuple(key for key, _ in chips)
        for key, text in chips:
            self._chip(key).show_text(text)
        for key, chip in self._chips.items():
            is_chosen = key == chosen
            if chip.isChecked() != is_chosen:
                chip.setChecked(is_chosen)
                chip.updateGeometry()
            chip.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus
            )
            chip.setVisible(key in self._keys)
        self._flow.invalidate()
        self.updateGeometry()

    def width_in_one_line(self) -> int:
        """How much room the shown ones take beside each other, whichever of them holds."""
        shown = [self._chips[key] for key in self._keys]
        chosen = max((c.width_when(True) - c.width_when(False) for c in shown), default=0)
        return sum(c.width_when(False) + _GAP for c in shown) - _GAP + chosen

    def chip(self, key: str) -> Chip:
        """The chip of a key."""
        return self._chips[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        now = next((i for i, key in enumerate(self._keys) if self._chips[key].isChecked()), None)
        if step is None or now is None:
            super().keyPressEvent(event)
            return
        key = self._keys[max(0, min(len(self._keys) - 1, now + step))]
        self.chosen.emit(key)
        self._chips[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip(self, key: str) -> Chip:
        if key not in self._chips:
            chip = Chip(self._theme, "")
            chip.clicked.connect(lambda: self.chosen.emit(key))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            self._chips[key] = chip
        return self._chips[key]
