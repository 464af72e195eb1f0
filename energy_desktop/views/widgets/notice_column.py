"""What has gone wrong, above a page's content; takes no room while nothing has."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from energy_desktop.viewmodels.notices import Notice
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.notice import PADDING, Act, NoticeCard

_GAP = 16


class NoticeColumn(QWidget):
    """A card for each notice, one below the other."""

    def __init__(
        self, theme: Theme, below: int = 0, act: Act | None = None, padding: int = PADDING
    ) -> None:
        """`below` is the room to what follows, where the layout leaves none of its own.

        `act` and `padding` are those of the cards.
        """
        super().__init__()
        self._theme = theme
        self._act = act
        self._padding = padding
        self._notices: tuple[Notice, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, below)
        self._column.setSpacing(_GAP)
        self.hide()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told."""
        return not self._notices

    def tell(self, notices: Sequence[Notice]) -> None:
        """Tell these instead of the ones before."""
        if tuple(notices) == self._notices:
            return
        self._notices = tuple(notices)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for notice in self._notices:
            self._column.addWidget(NoticeCard(self._theme, notice, self._act, self._padding))
        self.setVisible(not self.is_empty)
