"""The window as a whole: its keys, its place on the screen, what is read aloud."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from energy_desktop.model.messages import ProblemCode
from energy_desktop.viewmodels.live_line import Span
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.now import NowPage
from energy_desktop.views.pages.settings.page import SettingsPage
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.segmented import Segmented
from energy_desktop.views.widgets.state_foot import FootButton
from tests.viewmodels.shown_home import GRID, ShownHome
from tests.views.person import click, every, press, rest, texts, the
from tests.views.windows import window_of


async def test_keys_reach_everything(home: ShownHome, window: MainWindow, qtbot: QtBot) -> None:
    await home.fill()
    rest()
    reached: list[str] = []
    focus: QWidget = window.focusWidget()
    for _ in range(20):
        press(focus, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        if focus.accessibleName() in reached:
            break
        reached.append(focus.accessibleName())
    assert set(reached) >= {
        "Pages",
        "How far back: 10 min",
        "Last 10 minutes",
        "Devices by power",
        "Home Assistant: live",
        "Recorder: recording",
        "Databases: fine",
        "Last reading: 13:42:07",
    }


async def test_a_list_of_pages_reached_by_tab_opens_nothing_before_a_key_chooses(
    home: ShownHome, window: MainWindow, qtbot: QtBot
) -> None:
    more = next(v for v in every(window, QAbstractItemView) if v.accessibleName() == "More pages")
    more.setFocus(Qt.FocusReason.TabFocusReason)
    rest()
    assert the(window, NowPage).isVisible()
    press(more, Qt.Key.Key_Return)
    assert the(window, SettingsPage).isVisible()


async def test_ctrl_q_and_closing_only_ask(
    home: ShownHome, window: MainWindow, qtbot: QtBot
) -> None:
    asked: list[str] = []
    window.quit_requested.connect(lambda: asked.append("quit"))
    window.close_requested.connect(lambda: asked.append("close"))
    press(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    window.close()
    assert asked == ["quit", "close"]
    assert window.isVisible()


async def test_f11_fills_the_screen_and_back(window: MainWindow, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


async def test_it_comes_to_the_front_from_anywhere(window: MainWindow) -> None:
    window.showMinimized()
    window.raise_to_front()
    assert window.isVisible()
    assert not window.isMinimized()


async def test_its_place_is_remembered(home: ShownHome, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    first = window_of(home, file)
    qtbot.addWidget(first, before_close_func=lambda w: w.hide())
    first.show()
    first.resize(760, 560)
    first.remember_geometry()
    second = window_of(home, file)
    qtbot.addWidget(second, before_close_func=lambda w: w.hide())
    assert (second.width(), second.height()) == (760, 560)


@pytest.mark.parametrize("damage", [b"nonsense", b"", "text"])
async def test_a_damaged_memory_of_its_place_is_ignored(
    home: ShownHome, qtbot: QtBot, tmp_path: Path, damage: object
) -> None:
    file = tmp_path / "window.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    settings.setValue("window/geometry", damage)
    settings.sync()
    window = window_of(home, file)
    qtbot.addWidget(window, before_close_func=lambda w: w.hide())
    assert (window.width(), window.height()) == (1280, 800)


async def test_a_place_that_no_screen_shows_is_not_taken(
    home: ShownHome, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    first = window_of(home, file)
    qtbot.addWidget(first, before_close_func=lambda w: w.hide())
    first.show()
    first.move(9000, 9000)
    first.remember_geometry()
    second = window_of(home, file)
    qtbot.addWidget(second, before_close_func=lambda w: w.hide())
    screen = QApplication.primaryScreen().availableGeometry()
    assert screen.intersects(second.frameGeometry())


async def test_the_span_is_chosen_by_click_and_by_arrow(
    home: ShownHome, window: MainWindow, qtbot: QtBot
) -> None:
    await home.fill()
    choice = the(the(window, NowPage), Segmented)
    click(choice.button(1))
    assert str(home.page.span) == str(Span.HOUR)
    assert "Last hour" in texts(window)
    press(choice.button(1), Qt.Key.Key_Right)
    assert str(home.page.span) == str(Span.DAY)
    press(choice.button(2), Qt.Key.Key_Right)
    assert str(home.page.span) == str(Span.DAY)
    await home.settle()


async def test_a_state_explains_itself(home: ShownHome, window: MainWindow, qtbot: QtBot) -> None:
    home.away(ProblemCode.HOME_TOKEN_REFUSED)
    home.frame.tick()
    button = the(window, FootButton)
    assert button.accessibleName() == "Home Assistant: refused"
    click(button)
    popup = next(f for f in button.findChildren(QFrame) if f.objectName() == "popup")
    assert popup.isVisible()
    assert any("refused the token" in text for text in texts(popup))
    press(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


async def test_the_theme_changes_live(home: ShownHome, window: MainWindow) -> None:
    await home.fill()
    light = window.grab().toImage()
    theme_of(window).force(True)
    rest()
    dark = window.grab().toImage()
    assert brightness(light) > 0.9
    assert brightness(dark) < 0.2


def theme_of(window: MainWindow) -> Theme:
    theme = window.findChild(Theme)
    assert theme is not None
    return theme


def brightness(image: QImage) -> float:
    small = image.scaled(32, 32)
    return sum(small.pixelColor(x, y).lightnessF() for x in range(32) for y in range(32)) / (
        32 * 32
    )


async def test_everything_a_person_can_reach_has_a_name(
    home: ShownHome, window: MainWindow
) -> None:
    await home.fill()
    home.away()
    home.pass_time(1)
    rest()
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and (widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
    for view in every(window, QAbstractItemView) + every(window, QAbstractButton):
        assert view.accessibleName()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (900, 600), (720, 480), (1920, 1080)])
async def test_no_text_is_cut_off(
    home: ShownHome, window: MainWindow, width: int, height: int
) -> None:
    await home.fill()
    home.away(ProblemCode.HOME_TOKEN_REFUSED)
    home.pass_time(1)
    window.resize(width, height)
    rest()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= needed, label.text()
            if not label.wordWrap():
                assert label.width() >= label.minimumSizeHint().width(), label.text()


async def test_hidden_it_does_no_work(home: ShownHome, window: MainWindow) -> None:
    await home.fill()
    window.hide()
    home.arrive(GRID, -310, ago=-1)
    home.pass_time(1)
    assert str(home.page.headline.figure) == "1.24 kW"
    window.show()
    assert str(home.page.headline.figure) == "1.64 kW"


async def test_the_devices_stand_in_two_columns_where_there_are_many(
    home: ShownHome, window: MainWindow
) -> None:
    await home.fill()
    for key in ("ev", "kettle", "oven"):
        home.arrive(f"sensor.{key}_power", 500, ago=-1)
    home.pass_time(1)
    rest()
    tables = [v for v in every(window, QAbstractItemView) if v.objectName() == "devices"]
    assert len(tables) == 2
    assert tables[0].mapTo(window, QPoint()).y() == tables[1].mapTo(window, QPoint()).y()
    window.resize(900, 600)
    rest()
    assert len([v for v in every(window, QAbstractItemView) if v.objectName() == "devices"]) == 1
