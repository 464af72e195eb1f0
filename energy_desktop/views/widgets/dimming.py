"""Content that is not of now stays, dimmed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

_OPACITY = 0.55


def dim(widgets: Iterable[QWidget], is_dimmed: bool) -> None:
    """Dim some widgets, or show them in full again."""
    for widget in widgets:
        if is_dimmed == (widget.graphicsEffect() is not None):
            continue
        if not is_dimmed:
            widget.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt's stub forgets None
            continue
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(_OPACITY)
        widget.setGraphicsEffect(effect)
