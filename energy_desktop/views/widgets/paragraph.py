"""A text of some lines that never stretches over its widest measure."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from energy_desktop.views.fonts import BODY, font

WIDEST = 720


class Paragraph(QLabel):
    """Wraps; its height is that of the width it really gets, which QLabel's is not."""

    def __init__(
        self,
        text: str = "",
        *,
        size: int = BODY,
        is_muted: bool = True,
        is_selectable: bool = False,
        widest: int = WIDEST,
    ) -> None:
        super().__init__(text)
        self.setFont(font(size))
        self.setWordWrap(True)
        self.setMaximumWidth(widest)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if is_muted:
            self.setProperty("tone", "muted")
        if is_selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return super().heightForWidth(min(width, self.maximumWidth()))
