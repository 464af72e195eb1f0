"""Search, filters and the empty list of Settings › Entities."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.machine_settings import Language
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.views.languages import Speech
from energy_desktop.views.pages.settings.entities_section import EntityActions, EntityList
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.empty import EmptyCard
from tests.viewmodels.recorded_home import RecordedHome, recorded_home

_NOT_SET_UP = Problem(ProblemCode.HOME_NOT_CONFIGURED)


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[RecordedHome]:
    async with recorded_home(tmp_path) as home:
        yield home


@pytest.fixture(params=[Language.ENGLISH, Language.GERMAN])
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    """The window speaks it for a test."""
    speech = Speech()
    speech.speak(request.param)
    yield request.param
    speech.end()


@pytest.mark.parametrize("width", [640, 832, 1400])
async def test_the_search_says_all_it_looks_at_in_every_width(
    made: RecordedHome, language: Language, width: int
) -> None:
    await made.begin()
    await made.see_entities()
    shown = EntityList(Theme(is_dark=False), made.entities)
    shown.resize(width, 500)
    shown.show()
    field = shown.search
    margins = field.textMargins()
    room = field.width() - margins.left() - margins.right() - 2 * 11
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) <= room
    assert field.geometry().right() < shown.width()
    is_beside = shown.chips.y() < field.geometry().bottom()
    assert shown.chips.x() == (field.geometry().right() + 13 if is_beside else field.x())


async def test_an_empty_list_has_one_button_and_nothing_to_search(made: RecordedHome) -> None:
    theme = Theme(is_dark=False)
    shown, actions = EntityList(theme, made.entities), EntityActions(theme, made.entities)
    wanted: list[str] = []
    shown.home_wanted.connect(lambda: wanted.append("home"))
    made.board.connection_is(ConnectionState.IDLE, _NOT_SET_UP)
    made.entities.set_visible(True)
    assert not shown.search.isVisibleTo(shown)
    assert not actions.discover.isVisibleTo(actions)
    assert not actions.track.isVisibleTo(actions)
    assert shown.empty.button.text() == "Set up Home Assistant"
    shown.empty.button.click()
    assert wanted == ["home"]


async def test_a_connected_home_is_asked_by_the_one_button(made: RecordedHome) -> None:
    shown = EntityList(Theme(is_dark=False), made.entities)
    made.board.connection_is(ConnectionState.LIVE)
    made.entities.set_visible(True)
    assert shown.empty.button.text() == "Discover entities"
    shown.empty.button.click()
    assert made.entities.is_discovering


def test_an_empty_card_takes_no_more_room_than_what_it_says_now() -> None:
    card = EmptyCard(Theme(is_dark=False))
    card.tell("No entities yet", "short")
    least = card.sizeHint().height()
    card.tell("No entities yet", "long " * 60)
    assert card.sizeHint().height() > least
    card.tell("No entities yet", "short")
    assert card.sizeHint().height() == least


async def test_while_the_home_is_away_no_button_stands_there(made: RecordedHome) -> None:
    shown = EntityList(Theme(is_dark=False), made.entities)
    away = Problem(ProblemCode.HOME_TIMED_OUT, {"host": "h", "port": 1, "seconds": 10})
    made.board.connection_is(ConnectionState.UNREACHABLE, away)
    made.entities.set_visible(True)
    assert not shown.empty.button.isVisibleTo(shown)
