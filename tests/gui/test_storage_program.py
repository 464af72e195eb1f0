"""The profile chosen in the window, as a person goes: address, test, save, move, and back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.paths import paths_of
from energy_desktop.app.server_addresses import VARIABLES
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.ports.store_opener import Stores
from energy_desktop.views.pages.settings.page import Section, SettingsPage
from energy_desktop.views.pages.settings.storage.section import StorageSection
from tests.adapters.keyring_vault.backends import MemoryKeyring
from tests.adapters.mongodb.test_unusable_servers import sockets_of_the_driver
from tests.gui.program import DEMO, OpenProgram, open_program
from tests.gui.test_first_start import everything_in
from tests.real_servers.mongodb_fixtures import mongodb_server
from tests.real_servers.mongodb_server import AUTHENTICATION_DATABASE, FerretServer, free_port
from tests.real_servers.mongodb_server import PASSWORD as MONGODB_PASSWORD
from tests.real_servers.questdb_fixtures import questdb_server
from tests.real_servers.questdb_server import PASSWORD as QUESTDB_PASSWORD
from tests.real_servers.questdb_server import QuestDbServer

__all__ = ["mongodb_server", "questdb_server", "sockets_of_the_driver"]

PASSWORD = "a password that nobody may find"


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)


async def open_storage(program: OpenProgram) -> StorageSection:
    """Go to Settings › Storage and wait until it knows where the data are."""
    await program.reads("Home is using")
    await program.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    program.the(SettingsPage).open_section(Section.STORAGE)
    await program.reads("Files on this computer")
    section = program.the(StorageSection)
    await program.sees(section.servers.test.isEnabled)
    return section


async def give(program: OpenProgram, section: StorageSection, **entries: str) -> None:
    """Type into fields, in place of what stands there."""
    for name, text in entries.items():
        section.servers.fields[name].clear()
        await program.type(section.servers.fields[name], text)


@asynccontextmanager
async def listening() -> AsyncIterator[int]:
    """A port that takes connections and says nothing."""
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_a_wrong_address_is_told_and_nothing_is_saved(
    application: QApplication, data_folder: Path, secrets: MemoryKeyring
) -> None:
    closed = free_port()
    async with open_program(application, data_folder, DEMO) as program:
        section = await open_storage(program)
        await give(
            program,
            section,
            questdb_http="http://no-such-server.invalid:9000",
            questdb_pg="127.0.0.1:1",
            questdb_password=PASSWORD,
            mongodb=f"mongodb://127.0.0.1:{closed}",
            mongodb_password=PASSWORD,
        )
        await program.click(section.servers.test)
        await program.reads("No machine named “no-such-server.invalid” was found")
        await program.reads(f"nothing listens on port {closed}")
        fields = section.servers.fields
        await program.sees(section.servers.test.isEnabled)
        assert fields["questdb_http"].property("error")
        assert not fields["questdb_pg"].property("error")
        assert fields["mongodb"].property("error")
        assert not section.servers.save.isEnabled()
        assert not section.migration.begin.isEnabled()
        await program.type(fields["mongodb"], "9")
        assert not fields["mongodb"].property("error")
    assert not secrets.secrets
    assert PASSWORD.encode() not in everything_in(data_folder)


async def test_who_answers_otherwise_is_not_taken_for_a_database(
    application: QApplication, data_folder: Path
) -> None:
    async with (
        listening() as port,
        open_program(application, data_folder, DEMO) as program,
    ):
        section = await open_storage(program)
        await give(
            program,
            section,
            questdb_http=f"http://127.0.0.1:{port}",
            questdb_pg=f"127.0.0.1:{port}",
            questdb_user="",
            mongodb=f"127.0.0.1:{port}",
        )
        await program.click(section.servers.test)
        await program.reads("There is a user for MongoDB, but no password.")
        assert section.servers.fields["mongodb_password"].property("error")
        await give(program, section, mongodb_password=PASSWORD)
        await program.click(section.servers.test)
        await program.reads("does not answer as QuestDB does")
        await program.reads("does not answer as MongoDB does")
        assert not section.servers.save.isEnabled()


class StandIns:
    """Stores in a folder that stand where the servers would: both pass the ports' contracts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.folder = folder
        self.opened: list[ServerAddresses] = []
        stand_ins = self

        async def questdb(_opener: ProfileOpener, _addresses: ServerAddresses) -> str:
            return "QuestDB 9.3.2"

        async def mongodb(_opener: ProfileOpener, _addresses: ServerAddresses) -> str:
            return "MongoDB 8.0.4"

        async def servers(_opener: ProfileOpener, addresses: ServerAddresses) -> Stores:
            stand_ins.opened.append(addresses)
            return await stand_ins.stores()

        monkeypatch.setattr(ProfileOpener, "try_questdb", questdb)
        monkeypatch.setattr(ProfileOpener, "try_mongodb", mongodb)
        monkeypatch.setattr(ProfileOpener, "open_servers", servers)

    async def stores(self) -> Stores:
        """Opened; one program at a time."""
        state = await EmbeddedStateStore.open(self.folder)
        return Stores(state, await EmbeddedMetricStore.open(self.folder))


async def test_tested_saved_and_moved_while_recording_goes_on(
    application: QApplication,
    data_folder: Path,
    secrets: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_ins = StandIns(monkeypatch, data_folder / "stand-ins")
    paths = paths_of(data_folder, demo=True)
    async with (
        listening() as port,
        open_program(application, data_folder, DEMO) as program,
    ):
        section = await open_storage(program)
        address = f"127.0.0.1:{port}"
        await give(
            program,
            section,
            questdb_http=f"http://{address}",
            questdb_pg=address,
            questdb_password=PASSWORD,
            mongodb=address,
            mongodb_password=PASSWORD,
        )
        await program.click(section.servers.test)
        await program.reads("MongoDB 8.0.4")
        await program.sees(section.servers.save.isEnabled)
        await program.click(section.servers.save)
        await program.reads("Tested and kept.")
        assert not section.servers.fields["mongodb_password"].text()
        assert MachineSettingsFile(paths.settings).settings.profile is ProfileName.EMBEDDED
        before = program.board.tally.readings_stored
        await program.click(section.migration.begin)
        await program.reads("The data are on the servers from now on", within=60)
        assert any("metrics.duckdb" in text for text in program.texts)
        assert PASSWORD in stand_ins.opened[0].mongodb_uri.replace("+", " ")
        await program.sees(lambda: program.board.tally.readings_stored > before)
        await program.reads("Older copy")
        await program.reads("Copies everything")
        assert section.migration.begin.text() == "Copy back and switch"
        last_seen = program.board.tally
    assert MachineSettingsFile(paths.settings).settings.profile is ProfileName.SERVERS
    assert set(secrets.secrets.values()) == {PASSWORD}
    assert len(secrets.secrets) == 3
    assert PASSWORD.encode() not in everything_in(data_folder)
    stores = await stand_ins.stores()
    ids = [entity.recording_id for entity in await stores.state.entities()]
    newest = await stores.metrics.latest(ids)
    await stores.close()
    assert max(reading.timestamp for reading in newest.values()) == last_seen.last_reading


@pytest.mark.real_servers
@pytest.mark.timeout(300)
async def test_to_real_databases_and_back(
    application: QApplication,
    data_folder: Path,
    mongodb_server: FerretServer,
    questdb_server: QuestDbServer,
) -> None:
    async with open_program(application, data_folder, DEMO) as program:
        section = await open_storage(program)
        await give(
            program,
            section,
            questdb_http=questdb_server.ilp.partition(";username")[0].replace("::addr=", "://"),
            questdb_pg=f"127.0.0.1:{questdb_server.pg_port}",
            questdb_password=QUESTDB_PASSWORD,
            mongodb=f"{mongodb_server.address}/?authSource={AUTHENTICATION_DATABASE}",
            mongodb_password="a wrong password",
        )
        await program.click(section.servers.test)
        await program.reads("refused the user or the password", within=30)
        await give(program, section, mongodb_password=MONGODB_PASSWORD)
        await program.click(section.servers.test)
        await program.sees(section.servers.save.isEnabled, within=30)
        await program.reads("QuestDB 9.")
        await program.click(section.servers.save)
        await program.reads("Tested and kept.", within=30)
        await program.click(section.migration.begin)
        await program.reads("The data are on the servers from now on", within=120)
        await program.reads("answers: readings and statistics")
        before = program.board.tally.readings_stored
        await program.sees(lambda: program.board.tally.readings_stored > before)
        await program.click(section.migration.begin)
        await program.reads("The data are on this computer from now on", within=120)
        await program.reads("drop the tables demo_energy_readings")
