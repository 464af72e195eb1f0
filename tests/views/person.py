"""What a person does with a window, and what they find in it."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

Found = TypeVar("Found", bound=QWidget)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and release a key."""
    QTest.keyClick(widget, key, modifier)


def click(widget: QWidget) -> None:
    """Click into the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def point_at(widget: QWidget, x: int, y: int) -> None:
    """Move the pointer there.

    Told to the widget itself: where windows of other tests still lie, Qt gives it to them.
    """
    at, none = QPointF(x, y), Qt.MouseButton.NoButton
    there = QPointF(widget.mapToGlobal(at))
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, at, there, none, none, keys))


def rest() -> None:
    """Let the window come to rest."""
    for _ in range(3):
        QApplication.processEvents()


def every(inside: QWidget, kind: type[Found]) -> list[Found]:
    """All visible widgets of a kind."""
    return [widget for widget in inside.findChildren(kind) if widget.isVisible()]


def the(inside: QWidget, kind: type[Found]) -> Found:
    """The first widget of a kind, visible or not."""
    found = inside.findChild(kind)
    assert found is not None, f"there is no {kind.__name__}"
    return found


def texts(inside: QWidget) -> set[str]:
    """All texts that can be seen."""
    return {label.text() for label in inside.findChildren(QLabel) if label.isVisible()}
