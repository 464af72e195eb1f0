"""The first start in a small window: all of a scene is seen without scrolling."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from energy_desktop.model.home import AnnouncedHome
from energy_desktop.model.machine_settings import Language
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeRefused
from energy_desktop.viewmodels.first_start import FirstStartViewModel
from energy_desktop.views.languages import Speech
from energy_desktop.views.pages.first_start.page import FirstStartPage
from energy_desktop.views.stylesheet import stylesheet
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.scroll_column import ScrollColumn
from tests.fakes.finder import FakeFinder
from tests.viewmodels.recorded_home import RecordedHome, recorded_home
from tests.waiting import until

_ADDRESS = "http://homeassistant.local:8123"
_UNTIL_LAID_OUT = 5
"""Rounds of the loop: a layout tells the one around it in the next."""
_HOMES = [
    AnnouncedHome("Home", _ADDRESS, "2026.11.2"),
    AnnouncedHome("Holiday flat", "http://192.168.20.14:8123", "2026.9.4"),
]


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[RecordedHome]:
    async with recorded_home(tmp_path) as home:
        yield home


@pytest.fixture(params=[Language.ENGLISH, Language.GERMAN])
def page(made: RecordedHome, request: pytest.FixtureRequest) -> Iterator[FirstStartPage]:
    """In either language, as large as the window in its smaller usual size."""
    speech = Speech()
    speech.speak(request.param)
    finder = FakeFinder()
    finder.homes = _HOMES
    viewmodel = FirstStartViewModel(
        made.supervisor, finder, made.board, made.connection, made.entities
    )
    theme = Theme(is_dark=False)
    shown = FirstStartPage(theme, viewmodel)
    shown.setStyleSheet(stylesheet(theme.tokens))
    shown.setMinimumSize(720, 480)  # as the window has it
    shown.resize(900, 600)
    shown.show()
    yield shown
    viewmodel.stop()
    speech.end()


def place_of(page: FirstStartPage) -> QScrollArea:
    return next(area for area in page.findChildren(QScrollArea) if area.isVisible())


def hidden_rows(page: FirstStartPage) -> int:
    """How many pixels the open scene is higher than its place."""
    for _ in range(_UNTIL_LAID_OUT):
        QApplication.processEvents()
    area = place_of(page)
    assert isinstance(area, ScrollColumn)
    viewport, inside = area.viewport(), area.inside
    return max(0, inside.heightForWidth(viewport.width()) - viewport.height())


async def test_the_welcome_needs_no_scrolling(page: FirstStartPage) -> None:
    assert hidden_rows(page) == 0


async def test_each_choice_says_all_of_what_it_does(page: FirstStartPage) -> None:
    QApplication.processEvents()
    welcome = page.welcome
    choices = (welcome.find_home, welcome.give_address, welcome.try_demo)
    assert [choice.is_cut for choice in choices] == [False] * 3


async def test_homes_that_were_found_need_none(page: FirstStartPage) -> None:
    page.welcome.find_home.click()
    await until(lambda: len(page.address.rows) == len(_HOMES))
    assert hidden_rows(page) == 0


async def try_a_wrong_token(made: RecordedHome, page: FirstStartPage) -> None:
    page.welcome.give_address.click()
    made.home.refusals.append(HomeRefused(ProblemCode.HOME_TOKEN_REFUSED))
    page.address.other.field.setText(_ADDRESS)
    page.address.token.setText("wrong")
    page.connect_button.click()
    await until(lambda: made.connection.problem_text)


async def test_a_test_that_failed_needs_none(made: RecordedHome, page: FirstStartPage) -> None:
    await try_a_wrong_token(made, page)
    assert hidden_rows(page) == 0


async def test_where_it_does_the_test_is_scrolled_to(
    made: RecordedHome, page: FirstStartPage
) -> None:
    page.resize(720, 480)
    await try_a_wrong_token(made, page)
    assert hidden_rows(page) > 0

    def is_scrolled() -> bool:
        QApplication.processEvents()
        return place_of(page).verticalScrollBar().value() > 0

    await until(is_scrolled)
