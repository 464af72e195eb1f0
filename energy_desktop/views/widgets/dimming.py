"""Content that is not of now stays, dimmed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

OPACITY = 0.55
"""Of what is dimmed, over the surface below."""


def dim(widgets: Iterable[QWidget], is_dimmed: bool) -> None:
    """Dim some widgets, or show them in full again.

    Not those that paint all of themselves: Qt leaves out what is below, also under an effect.
    """
    for widget in widgets:
        if is_dimmed == (widget.graphicsEffect() is not None):
            continue
        if not is_dimmed:
            widget.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt's stub forgets None
            continue
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(OPACITY)
        widget.setGraphicsEffect(effect)
