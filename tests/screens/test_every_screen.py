"""Every page and dialog in every state: it can be reached, is named, and is not cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from energy_desktop.model.machine_settings import Language
from energy_desktop.views.languages import Speech
from energy_desktop.views.main_window import MainWindow
from tests.screens.languages import LOCALES
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage, stage

_TIGHT = QSize(900, 600)
_MOST_STOPS = 60


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """It has the longer words."""
    speech = Speech()
    speech.speak(Language.GERMAN)
    QLocale.setDefault(LOCALES[Language.GERMAN])
    yield
    speech.end()


@pytest.mark.parametrize("name", SCENES)
async def test_a_screen(name: str, tmp_path: Path) -> None:
    async with stage(tmp_path) as made:
        await SCENES[name](made)
        window = made.window
        assert window is not None
        window.resize(_TIGHT)
        window.show()
        await made.paint()
        every_control_is_named(window)
        every_control_is_reached_by_keys(window)
        no_text_is_cut_off(made)
        nothing_opaque_is_seen_through(window)


def every_control_is_named(window: MainWindow) -> None:
    nameless = [widget for widget in controls(window) if not widget.accessibleName()]
    assert nameless == []
    views = [v for v in window.findChildren(QAbstractItemView) if v.isVisible()]
    assert [view for view in views if not view.accessibleName()] == []


def every_control_is_reached_by_keys(window: MainWindow) -> None:
    """By Tab, by the arrows inside of a row of choices, or by a shortcut."""
    reached: set[QWidget] = set()
    window.activateWindow()
    for _ in range(_MOST_STOPS):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focus = window.focusWidget()
        if focus in reached:
            break
        reached.add(focus)
    for widget in controls(window):
        is_neighbour = any(other.parentWidget() is widget.parentWidget() for other in reached)
        is_choice = isinstance(widget, QAbstractButton) and widget.isCheckable() and is_neighbour
        clears = isinstance(widget.parentWidget(), QLineEdit)  # as Ctrl+A and Delete do
        assert widget in reached or is_choice or clears, widget.accessibleName()


def controls(window: MainWindow) -> Iterator[QWidget]:
    """Everything that a click does something to."""
    for widget in window.findChildren(QWidget):
        is_control = isinstance(widget, QAbstractButton | QLineEdit)
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        is_frame = isinstance(widget, QScrollBar | QScrollArea) or (
            isinstance(widget.parentWidget(), QAbstractScrollArea) and not is_control
        )
        is_shown = widget.isVisible() and widget.isEnabled() and widget.window() is window
        if is_shown and (is_control or takes_focus) and not is_frame:
            yield widget


def no_text_is_cut_off(made: Stage) -> None:
    assert made.window is not None
    for widget in made.window.findChildren(QLabel):
        if not widget.isVisible() or not widget.text():
            continue
        assert what_hides(widget) is None, widget.text()
        if widget.wordWrap():
            assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
        else:
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    for button in made.window.findChildren(QAbstractButton):
        is_icon = isinstance(button.parentWidget(), QLineEdit)
        if button.isVisible() and button.text() and not is_icon:
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def what_hides(widget: QWidget) -> QWidget | None:
    """The widget that something reaches out of, and is cut off by; scrolled ones do not count."""
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return None
        box = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().contains(box):
            return parent
        if parent.isWindow():
            return None
        parent = parent.parentWidget()
    return None


def nothing_opaque_is_seen_through(window: MainWindow) -> None:
    """Qt paints nothing below a widget that paints all of itself: there would be noise."""
    for widget in window.findChildren(QWidget):
        if widget.graphicsEffect() is not None:
            inside = [widget, *widget.findChildren(QWidget)]
            opaque = Qt.WidgetAttribute.WA_OpaquePaintEvent
            assert [each for each in inside if each.testAttribute(opaque)] == []
