"""A page as the frame needs it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


def _nothing(*_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class PageSlot:
    """A page, where it stands in the sidebar, and what it wants to be told."""

    name: str
    icon: str
    """A name of Material Design Icons."""
    shortcut: str
    widget: QWidget
    seen: Callable[[bool], None] = _nothing
    """Told whether a person can see the page."""
    after_first_paint: Callable[[], None] = _nothing
    """Called once, when the page was painted and the charts' library is there."""
    actions: QWidget | None = None
    """Stands in the title row while the page is open, in place of the clock."""
    is_at_foot: bool = False
