"""A column of cards that scrolls, its right edge staying where it is."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

_GAP = 16
_MARGIN = 24
"""Seen below what is scrolled to."""


class _Inside(QWidget):
    """As high as its width needs: Qt's own hint is the height at the smallest width."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollColumn(QScrollArea):
    """Cards one below the other; the scroll bar stands in the margin beside them."""

    def __init__(
        self, left: int = 24, right: int = 24, below: int = 24, ground: str = "page"
    ) -> None:
        """`ground` is what it lies on: the page, or the surface of a card."""
        super().__init__()
        inside = _Inside()
        inside.setObjectName(ground)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(left, 0, right, below)
        self.column.setSpacing(_GAP)
        self.inside: QWidget = inside
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self.verticalScrollBar()

        def keep_edge(_lowest: int, highest: int) -> None:
            width = bar.sizeHint().width() if highest else 0
            self.column.setContentsMargins(left, 0, max(0, right - width), below)

        bar.rangeChanged.connect(keep_edge)

    def show_soon(self, widget: QWidget) -> None:
        """Scroll to it when the layout has given it its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(widget, 0, _MARGIN))
