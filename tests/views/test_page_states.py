"""What *Now* shows while it is filled, empty, waiting or failed, and where it leads then."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.views.charts.live_chart import LiveChart
from energy_desktop.views.main_window import MainWindow
from energy_desktop.views.pages.hero_card import HeroCard
from energy_desktop.views.pages.now import NowPage
from energy_desktop.views.pages.settings.page import Section, SettingsPage
from energy_desktop.views.widgets.empty import EmptyCard
from energy_desktop.views.widgets.notice import NoticeCard
from energy_desktop.views.widgets.progress_line import ProgressLine
from tests.viewmodels.shown_home import ShownHome
from tests.views.person import click, every, rest, texts, the


async def test_a_filled_page_shows_figure_line_and_devices(
    home: ShownHome, window: MainWindow
) -> None:
    await home.fill()
    rest()
    assert {"Now", "Home is using", "Devices now", "Last 10 minutes", "13:42:07"} <= texts(window)
    chart = the(window, LiveChart)
    assert chart.isVisible()
    assert not every(window, EmptyCard)


@pytest.mark.parametrize(
    ("set_up", "title", "section"),
    [
        (False, "No Home Assistant yet", Section.HOME),
        (True, "Nothing is tracked yet", Section.ENTITIES),
    ],
)
async def test_an_empty_page_leads_to_where_it_is_filled(
    home: ShownHome, window: MainWindow, set_up: bool, title: str, section: Section
) -> None:
    if set_up:
        home.live()
    else:
        home.idle(ProblemCode.HOME_NOT_CONFIGURED)
    home.page.tick()
    rest()
    assert title in texts(window)
    click(every(window, QPushButton)[0])
    assert the(window, SettingsPage).section is section
    assert the(window, SettingsPage).isVisible()


async def test_waiting_is_shown_after_300_ms_and_says_for_what(
    home: ShownHome, window: MainWindow, qtbot: QtBot
) -> None:
    home.board.connection_is(ConnectionState.CONNECTING)
    home.page.tick()
    line = the(the(window, NowPage), ProgressLine)
    line.set_busy(False)
    line.set_busy(True)
    assert not line.isVisible()
    assert "Connecting to Home Assistant …" in texts(window)
    qtbot.waitUntil(line.isVisible, timeout=2000)
    line.set_busy(False)
    assert not line.isVisible()


async def test_the_progress_lies_between_title_and_cards(
    home: ShownHome, window: MainWindow, qtbot: QtBot
) -> None:
    await home.remember()
    line = the(the(window, NowPage), ProgressLine)
    qtbot.waitUntil(line.isVisible, timeout=2000)
    card = next(c for c in every(window, QFrame) if c.objectName() == "card")
    bottom = line.mapTo(window, QPoint(0, line.height())).y()
    assert (bottom, card.mapTo(window, QPoint(0, 0)).y()) == (62, 68)


async def test_the_words_stay_where_they_are_when_home_assistant_goes_away(
    home: ShownHome, window: MainWindow
) -> None:
    await home.fill()
    rest()

    def place(text: str) -> QPoint:
        found = next(w for w in every(window, QLabel) if w.text().startswith(text))
        return found.mapTo(the(window, HeroCard), QPoint(0, 0))

    before = place("All of it from solar")
    home.away()
    home.pass_time(10)
    rest()
    assert place("All of it from solar") == before
    assert before.y() - place("as of").y() >= 16


async def test_home_assistant_away_dims_what_is_old_and_explains(
    home: ShownHome, window: MainWindow
) -> None:
    await home.fill()
    home.away()
    home.pass_time(10)
    rest()
    assert len(every(window, NoticeCard)) == 1
    assert {"Home Assistant is away", "as of 13:42:07"} <= texts(window)
    dimmed = [w for w in window.findChildren(QWidget) if w.graphicsEffect() is not None]
    assert dimmed
    home.live()
    home.pass_time(1)
    rest()
    assert not every(window, NoticeCard)
    assert not [w for w in dimmed if w.graphicsEffect() is not None]


def button_named(window: MainWindow, name: str) -> QPushButton:
    """The visible button that is read aloud so."""
    return next(b for b in every(window, QPushButton) if b.accessibleName() == name)


async def test_a_person_need_not_wait_for_the_next_try(home: ShownHome, window: MainWindow) -> None:
    await home.fill()
    home.away()
    home.pass_time(10)
    rest()
    click(button_named(window, "Try now"))
    assert len(home.tries) == 1


@pytest.mark.parametrize(
    ("code", "section"),
    [
        (ProblemCode.HOME_TOKEN_REFUSED, Section.HOME),
        (ProblemCode.STORE_AWAY, Section.STORAGE),
    ],
)
async def test_a_notice_leads_to_the_settings_that_may_help(
    home: ShownHome, window: MainWindow, code: ProblemCode, section: Section
) -> None:
    await home.fill()
    if section is Section.HOME:
        home.away(code)
    else:
        home.board.recorder_is(
            RecorderState.STORE_FAILING, Problem(code, {"path": "db", "reason": "test"})
        )
    home.pass_time(1)
    rest()
    click(button_named(window, "Open settings"))
    assert the(window, SettingsPage).section is section
    assert the(window, SettingsPage).isVisible()
