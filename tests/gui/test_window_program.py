"""The window of a home that is recorded, as a person uses it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.app.paths import paths_of
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.recording import RecorderState
from energy_desktop.services.recorder import recorder
from energy_desktop.views.pages.settings.application_section import ApplicationSection
from energy_desktop.views.pages.settings.entities_section import EntityActions, EntityList
from energy_desktop.views.pages.settings.page import Section, SettingsPage
from energy_desktop.views.question_dialog import QuestionDialog
from energy_desktop.views.widgets.notice import NoticeCard
from tests.gui.homes import TOKEN, serving
from tests.gui.program import DEMO, OpenProgram, open_program
from tests.gui.test_first_start import connect

CTRL = Qt.KeyboardModifier.ControlModifier


async def begin_to_record(program: OpenProgram, home: str) -> int:
    """Connect to a home for the first time and track what it proposes; the home's port."""
    page = await connect(program, home, TOKEN)
    await program.sees(lambda: page.track.isVisible() and page.track.isEnabled())
    await program.click(page.track)
    await program.reads("Home is using")
    return int(home.rpartition(":")[2])


async def test_home_assistant_goes_away_and_comes_back(
    application: QApplication, data_folder: Path
) -> None:
    async with open_program(application, data_folder) as program:
        async with serving() as home:
            port = await begin_to_record(program, home)
        await program.reads("Home Assistant is away")
        assert program.every(NoticeCard)
        async with serving(port):
            await program.sees(lambda: not program.every(NoticeCard), within=60)
            await program.reads("Home is using")


async def test_a_person_who_does_not_want_to_wait_connects_at_once(
    application: QApplication, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_FIRST_RETRY_AFTER", 3600.0)
    monkeypatch.setattr(recorder, "_LONGEST_RETRY_DELAY", 3600.0)
    async with open_program(application, data_folder) as program:
        async with serving() as home:
            port = await begin_to_record(program, home)
        await program.sees(lambda: program.board.connection.state is ConnectionState.UNREACHABLE)
        await program.reads("Home Assistant is away")
        async with serving(port, start="2026-11-23T13:45:00"):
            await program.click(program.named(QPushButton, "Try now"))
            await program.sees(lambda: not program.every(NoticeCard))
            assert program.board.connection.state is ConnectionState.LIVE
            await program.reads("Home is using")


async def test_a_refused_token_leads_to_where_another_is_given(
    application: QApplication, data_folder: Path
) -> None:
    async with open_program(application, data_folder) as program:
        async with serving() as home:
            port = await begin_to_record(program, home)
        async with serving(port, token="another"):
            await program.reads("Home Assistant refuses the token", within=60)
        names = {button.accessibleName() for button in program.every(QPushButton)}
        assert "Try now" not in names
        await program.click(program.named(QPushButton, "Open settings"))
        assert program.the(SettingsPage).section is Section.HOME


async def test_entities_are_tracked_and_untracked_while_it_records(
    application: QApplication, data_folder: Path
) -> None:
    async with open_program(application, data_folder, DEMO) as program:
        await program.press(Qt.Key.Key_Comma, CTRL)
        program.the(SettingsPage).open_section(Section.ENTITIES)
        page, track = program.the(EntityList), program.the(EntityActions).track
        await program.reads("58 ticked, 58 recorded.")
        await tick(program, page, "aquarium power")
        await program.reads("57 ticked, 58 recorded.")
        await program.click(track)
        await program.reads("57 ticked, 57 recorded.")
        await program.sees(lambda: not track.isEnabled())
        await tick(program, page, "aquarium power")
        await program.sees(track.isEnabled)
        await program.click(track)
        await program.reads("58 ticked, 58 recorded.")
        await program.sees(lambda: program.board.recorder is RecorderState.RECORDING)


async def tick(program: OpenProgram, page: EntityList, name: str) -> None:
    """Find an entity, tick or untick it, and clear the search."""
    await program.press(Qt.Key.Key_F, CTRL, on=page.search)
    await program.type(page.search, name)
    await program.sees(lambda: page.table.model().rowCount() == 1)
    page.table.setFocus()
    await program.press(Qt.Key.Key_Space, on=page.table)
    page.search.clear()


@pytest.mark.parametrize("is_dark", [True, False])
async def test_the_theme_changes_while_the_window_is_open_and_is_kept(
    application: QApplication, data_folder: Path, is_dark: bool
) -> None:
    async with open_program(application, data_folder, DEMO) as program:
        await program.press(Qt.Key.Key_Comma, CTRL)
        program.the(SettingsPage).open_section(Section.APPLICATION)
        section = program.the(ApplicationSection)
        for place in (1, 2) if is_dark else (2, 1):
            await program.click(section.themes.button(place))
        assert program.window.theme.is_dark is is_dark
        await program.sees(program.window.updatesEnabled)
    async with open_program(application, data_folder, DEMO) as program:
        assert program.window.theme.is_dark is is_dark


async def test_another_language_is_spoken_at_once_and_the_page_stays(
    application: QApplication, data_folder: Path
) -> None:
    async with open_program(application, data_folder, DEMO) as program:
        await program.press(Qt.Key.Key_Comma, CTRL)
        program.the(SettingsPage).open_section(Section.APPLICATION)
        before = program.window
        await program.click(program.the(ApplicationSection).languages.button(1))
        await program.sees(lambda: program.window is not before)
        assert program.the(SettingsPage).isVisible()
        assert program.the(SettingsPage).section is Section.APPLICATION


async def test_closing_leaves_it_in_the_tray_which_is_said_once(
    application: QApplication, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, title, *_: told.append(title))
    async with open_program(application, data_folder, DEMO) as program:
        window = program.window
        await program.reads("Home is using")
        for _ in range(2):
            window.close()
            await program.sees(lambda: not window.isVisible())
            assert not program.program.leaving.is_asked
            window.raise_to_front()
            await program.sees(window.isVisible)
        assert told == ["Energy Desktop keeps recording"]
        program.program.leaving.ask()


async def test_without_a_tray_closing_asks_and_can_be_declined(
    application: QApplication, data_folder: Path
) -> None:
    async with open_program(application, data_folder, DEMO) as program:
        window = program.window
        window.close()
        await program.sees(lambda: program.every(QuestionDialog))
        await program.click(program.the(QuestionDialog).decline)
        await program.sees(lambda: not program.every(QuestionDialog))
        assert window.isVisible()
        window.close()
        await program.sees(lambda: program.every(QuestionDialog))
        await program.click(program.the(QuestionDialog).agree)
        await program.sees(lambda: program.program.leaving.is_asked)


async def test_quitting_stores_what_has_arrived(
    application: QApplication, data_folder: Path
) -> None:
    async with open_program(application, data_folder, DEMO) as program:
        await program.reads("Home is using")
        await program.sees(lambda: program.board.tally.readings_stored > 60)
        board = program.board
        await program.press(Qt.Key.Key_Q, CTRL)
        await program.sees(lambda: program.program.leaving.is_asked)
    tally = board.tally
    assert tally.readings_stored + tally.duplicates == tally.events_received
    folder = paths_of(data_folder, demo=True).data
    state, metrics = await EmbeddedStateStore.open(folder), await EmbeddedMetricStore.open(folder)
    newest = await metrics.latest([entity.recording_id for entity in await state.entities()])
    await metrics.close()
    await state.close()
    assert max(reading.timestamp for reading in newest.values()) == tally.last_reading
