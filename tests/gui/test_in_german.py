"""The program as a person sees it who chose German."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from energy_desktop.app.paths import paths_of
from energy_desktop.model.machine_settings import Language
from energy_desktop.views.pages.first_start.address_scene import AddressScene
from energy_desktop.views.pages.first_start.welcome import WelcomeScene
from energy_desktop.views.pages.settings.application_section import ApplicationSection
from energy_desktop.views.pages.settings.page import Section, SettingsPage
from tests.gui.program import DEMO, OpenProgram, open_program
from tests.views.translation_files import as_shown, messages_of

ENGLISH = [
    as_shown(m.source.replace("Home Assistant", "HA"))
    for m in messages_of("de")
    if m.source not in m.forms and m.comment != "date format of Qt"
]
_ROWS = 40
SECTIONS = {
    Section.HOME: "Adresse und Token",
    Section.ENTITIES: "aufgezeichnet.",
    Section.STORAGE: "Dateien auf diesem Rechner",
    Section.APPLICATION: "Farbschema",
}


class Unanswered(QTranslator):
    """Is asked for what no other translator knew."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: set[str] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Qt asks only translators that have something."""
        return False

    def translate(
        self, _context: str, source: str, _comment: str | None = None, n: int = -1
    ) -> str | None:
        """Remember texts with a number: they are shown in English wherever this is asked."""
        if n >= 0:
            self.counted.add(source)
        return None


@pytest.fixture
def unanswered(application: QApplication) -> Iterator[Unanswered]:
    """Listens behind the translators that the program installs."""
    made = Unanswered()
    application.installTranslator(made)
    yield made
    application.removeTranslator(made)


def choose_german(data_folder: Path, *, demo: bool) -> None:
    file = paths_of(data_folder, demo=demo).settings
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('language = "de"\n')


def texts_of(widget: QWidget) -> Iterator[str]:
    """What a widget shows and has read aloud."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    text = getattr(widget, "text", None)
    if callable(text) and not isinstance(widget, QLineEdit):
        yield str(text())
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    yield from (action.text() for action in widget.actions())
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if model is not None:
        top = QModelIndex()
        is_list = isinstance(model, QAbstractListModel)
        for column in range(1 if is_list else model.columnCount(top)):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for row in range(min(model.rowCount(top), _ROWS)):
                yield str(model.index(row, column).data() or "")


def english_in(opened: OpenProgram) -> set[str]:
    """Every text in sight that is one of the source's."""
    texts = {text for widget in opened.every(QWidget) for text in texts_of(widget)}
    texts.add(opened.window.windowTitle())
    # "Home {power}" is English; "Home Assistant: live" is the name of a program.
    nameless = {text: text.replace("Home Assistant", "HA") for text in texts}
    return {
        text
        for text, looked_at in nameless.items()
        if any(pattern.fullmatch(looked_at) for pattern in ENGLISH)
    }


async def test_every_page_is_in_german(
    application: QApplication, data_folder: Path, unanswered: Unanswered
) -> None:
    choose_german(data_folder, demo=True)
    async with open_program(application, data_folder, DEMO) as opened:
        await opened.reads("Verbrauch im Haus")
        await opened.reads("Geräte jetzt")
        assert english_in(opened) == set()
        await asyncio.sleep(0)  # looking at all texts is the test's work, not the program's
        opened.window.open_page(1)
        await opened.reads("Leistung")
        assert english_in(opened) == set()
        await asyncio.sleep(0)
        opened.window.open_page(2)
        for section, seen in SECTIONS.items():
            await asyncio.sleep(0)
            opened.the(SettingsPage).open_section(section)
            await opened.reads(seen)
            assert english_in(opened) == set()
    assert unanswered.counted == set()


async def test_the_first_start_is_in_german(
    application: QApplication, data_folder: Path, unanswered: Unanswered
) -> None:
    choose_german(data_folder, demo=False)
    async with open_program(application, data_folder) as opened:
        await opened.reads("dauerhaft erfasst")
        assert english_in(opened) == set()
        await opened.click(opened.the(WelcomeScene).give_address)
        scene = opened.the(AddressScene)
        await opened.type(scene.other.field, "http://127.0.0.1:9")
        scene.connect_home()
        await opened.reads("antwortet, aber nicht auf Port 9")
        assert english_in(opened) == set()
    assert unanswered.counted == set()


async def test_the_language_is_changed_while_the_window_is_open(
    application: QApplication, data_folder: Path
) -> None:
    choose_german(data_folder, demo=True)
    async with open_program(application, data_folder, DEMO) as opened:
        await opened.reads("Geräte jetzt")
        for language, text in ((Language.ENGLISH, "Settings"), (Language.GERMAN, "Einstellungen")):
            opened.window.open_page(2)
            opened.the(SettingsPage).open_section(Section.APPLICATION)
            place = list(Language).index(language)
            opened.the(ApplicationSection).languages.chosen.emit(place)
            await opened.reads(text)
            assert opened.window.page == 2
        assert english_in(opened) == set()
    assert 'language = "de"' in paths_of(data_folder, demo=True).settings.read_text()
