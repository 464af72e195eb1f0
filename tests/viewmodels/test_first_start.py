"""The first five minutes, without pixels."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.home import AnnouncedHome
from energy_desktop.viewmodels.first_start import FirstStartViewModel, Scene
from tests.fakes.finder import FakeFinder
from tests.viewmodels.recorded_home import GRID, RecordedHome, recorded_home
from tests.waiting import until

ADDRESS = "http://homeassistant.local:8123"
HOME = AnnouncedHome("Home", ADDRESS, "2026.11.2")


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[RecordedHome]:
    async with recorded_home(tmp_path) as home:
        await home.begin(is_set_up=False)
        yield home


@pytest.fixture
def finder() -> FakeFinder:
    return FakeFinder()


@pytest.fixture
async def first(made: RecordedHome, finder: FakeFinder) -> AsyncIterator[FirstStartViewModel]:
    viewmodel = FirstStartViewModel(
        made.supervisor, finder, made.board, made.connection, made.entities
    )
    made.entities.start()
    yield viewmodel
    viewmodel.stop()


async def test_what_announces_itself_is_listed_once(
    first: FirstStartViewModel, finder: FakeFinder
) -> None:
    finder.homes = [HOME, HOME]
    first.find()
    assert first.looking_text.startswith("None found yet")
    await until(lambda: first.homes)
    assert first.homes == (HOME,)
    assert "1 found" in first.looking_text
    first.look_again()
    assert first.homes == (HOME,)


async def test_a_network_in_which_nothing_answers_is_told(
    first: FirstStartViewModel, finder: FakeFinder
) -> None:
    finder.goes_on = False
    first.find()
    await until(lambda: not first.is_looking)
    assert "No Home Assistant announces itself" in first.looking_text


async def test_from_an_address_to_what_is_recorded(
    first: FirstStartViewModel, made: RecordedHome
) -> None:
    ended: list[None] = []
    first.finished.connect(lambda: ended.append(None))
    first.give_address()
    assert first.scene is Scene.ADDRESS
    assert not first.looks_in_the_network
    made.connection.connect_to(ADDRESS, "right")
    await until(lambda: first.scene is Scene.ENTITIES)
    await until(lambda: made.entities.can_apply)
    made.entities.apply()
    await until(lambda: ended)
    await made.records()
    assert GRID in {entity.recording_id for entity in made.tracking.tracked()}


async def test_back_forgets_the_test_and_stops_looking(
    first: FirstStartViewModel, made: RecordedHome
) -> None:
    first.find()
    first.back()
    assert first.scene is Scene.WELCOME
    assert not first.is_looking
    assert made.connection.progress is None


async def test_a_home_that_is_set_up_from_a_terminal_meanwhile_ends_it(
    first: FirstStartViewModel, made: RecordedHome
) -> None:
    ended: list[None] = []
    first.finished.connect(lambda: ended.append(None))
    await made.access.save(ADDRESS, "right", keep=True)
    await until(lambda: ended)
