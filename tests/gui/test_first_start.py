"""From nothing to the first line, as a person goes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from energy_desktop.views.charts.live_chart import LiveChart
from energy_desktop.views.pages.first_start.page import FirstStartPage
from energy_desktop.views.widgets.button import Button
from tests.adapters.keyring_vault.backends import MemoryKeyring
from tests.gui.homes import TOKEN, serving
from tests.gui.program import OpenProgram, open_program


async def connect(program: OpenProgram, address: str, token: str) -> FirstStartPage:
    """Give address and token, and press the button."""
    page = program.the(FirstStartPage)
    await program.click(page.welcome.give_address)
    await program.type(page.address.other.field, address)
    await program.type(page.address.token, token)
    await program.click(page.connect_button)
    return page


def everything_in(folder: Path) -> bytes:
    """All that was written."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_from_nothing_to_the_first_line(
    application: QApplication,
    data_folder: Path,
    secrets: MemoryKeyring,
) -> None:
    async with serving() as home, open_program(application, data_folder) as program:
        page = await connect(program, home, TOKEN)
        await program.sees(lambda: page.entities.isVisible() and page.track.isEnabled())
        assert page.track.text().startswith("Track ")
        await program.click(page.track)
        await program.sees(lambda: program.every(LiveChart))
        await program.reads("Home is using")
        await program.sees(lambda: program.the(LiveChart).accessibleDescription())
    assert list(secrets.secrets.values()) == [TOKEN]
    assert TOKEN.encode() not in everything_in(data_folder)


async def test_a_wrong_token_is_told_and_a_right_one_mends_it(
    application: QApplication, data_folder: Path, secrets: MemoryKeyring
) -> None:
    async with serving() as home, open_program(application, data_folder) as program:
        page = await connect(program, home, "a wrong token")
        await program.reads("Home Assistant refused the token")
        assert page.address.token.property("error")
        assert not secrets.secrets
        page.address.token.clear()
        await program.type(page.address.token, TOKEN)
        assert not page.address.token.property("error")
        await program.press(Qt.Key.Key_Return, on=page.address.token)
        await program.sees(page.entities.isVisible)
        await program.click(page.later)
        await program.reads("Nothing is tracked yet")
        await program.click(program.named(Button, "Choose sensors"))
        await program.sees(lambda: program.named(Button, "Discover entities"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1", "nothing listens on port 1"),
        ("http://no-such-home.invalid:8123", "No machine named “no-such-home.invalid” was found"),
        ("nonsense:://", "is not an address of Home Assistant"),
    ],
)
async def test_what_is_wrong_with_an_address_is_said(
    application: QApplication, data_folder: Path, address: str, words: str
) -> None:
    async with open_program(application, data_folder) as program:
        page = await connect(program, address, TOKEN)
        await program.reads(words)
        assert page.address.other.field.property("error")
        await program.click(page.back)
        await program.sees(page.welcome.isVisible)


async def test_it_begins_by_keys_alone(application: QApplication, data_folder: Path) -> None:
    async with open_program(application, data_folder) as program:
        page = program.the(FirstStartPage)
        assert program.window.focusWidget() is page.welcome.find_home
        await program.press(Qt.Key.Key_Tab, on=page.welcome.find_home)
        assert program.window.focusWidget() is page.welcome.give_address
        await program.press(Qt.Key.Key_Space, on=page.welcome.give_address)
        await program.sees(page.address.isVisible)
        assert program.window.focusWidget() is page.address.other.field


async def test_a_home_that_was_set_up_is_not_asked_for_again(
    application: QApplication, data_folder: Path
) -> None:
    async with serving() as home:
        async with open_program(application, data_folder) as program:
            page = await connect(program, home, TOKEN)
            await program.sees(page.entities.isVisible)
            await program.click(page.later)
        async with open_program(application, data_folder) as program:
            assert not program.every(FirstStartPage)
            await program.reads("Nothing is tracked yet")
