"""Addresses of databases: the environment first, else the settings with the keyring's passwords."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from energy_desktop.adapters.keyring_vault.memory import MemoryVault
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app import server_addresses
from energy_desktop.app.paths import paths_of
from energy_desktop.app.server_addresses import VARIABLES, addresses_in_use, without_passwords
from energy_desktop.app.start import Start
from energy_desktop.model.machine_settings import MachineSettings, ProfileName
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.vault import Vault

GIVEN = ServerAddresses(
    "http::addr=db:9000;username=energy;password=in;;k;",
    "host=db port=8812 user=energy password='p g'",
    "mongodb://energy:m%2Fo@db/?authSource=energy",
)
KEPT = ServerAddresses(
    "http::addr=db:9000;username=energy;",
    "host=db port=8812 user=energy",
    "mongodb://energy@db/?authSource=energy",
)


class Home:
    """A data folder, a keyring, and what was kept out of the log."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.vault = vault
        self.secrets: list[str] = []
        self.paths = paths_of(folder, demo=False)
        self.start = _StartWith(self.paths, None, self.secrets.append)

    def save(self, addresses: ServerAddresses) -> None:
        settings = MachineSettings(profile=ProfileName.SERVERS, servers=addresses)
        MachineSettingsFile(self.paths.settings).save(settings)


class _StartWith(Start):
    """A start whose keyring is in memory."""

    memory = MemoryVault()

    def vault(self) -> Vault:
        return self.memory


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    _StartWith.memory = MemoryVault()
    return Home(tmp_path, _StartWith.memory)


async def test_passwords_go_to_the_keyring_and_addresses_to_the_file(home: Home) -> None:
    kept = await without_passwords(GIVEN, home.vault)
    assert (kept.questdb_ilp, kept.mongodb_uri) == (KEPT.questdb_ilp, KEPT.mongodb_uri)
    assert conninfo_to_dict(kept.questdb_pg) == conninfo_to_dict(KEPT.questdb_pg)
    home.save(kept)
    text = home.paths.settings.read_text("utf-8")
    for secret in ("in;", "p g", "m%2Fo", "m/o", "password"):
        assert secret not in text


async def test_what_was_saved_is_whole_again_when_it_is_used(home: Home) -> None:
    home.save(await without_passwords(GIVEN, home.vault))
    used = await addresses_in_use(home.start)
    assert used.questdb_ilp == GIVEN.questdb_ilp
    assert used.mongodb_uri == GIVEN.mongodb_uri
    assert "password='p g'" in used.questdb_pg


async def test_every_password_is_kept_out_of_the_log(home: Home) -> None:
    home.save(await without_passwords(GIVEN, home.vault))
    await addresses_in_use(home.start)
    assert {"in;k", "p g", "m/o"} <= set(home.secrets)


async def test_the_environment_wins_and_is_not_stored(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.save(KEPT)
    monkeypatch.setenv(VARIABLES["mongodb_uri"], "mongodb://other:secret@elsewhere/")
    used = await addresses_in_use(home.start)
    assert used.mongodb_uri == "mongodb://other:secret@elsewhere/"
    assert used.questdb_ilp == KEPT.questdb_ilp
    assert "elsewhere" not in home.paths.settings.read_text("utf-8")
    assert "secret" in home.secrets


async def test_a_password_that_an_address_has_no_more_is_forgotten(home: Home) -> None:
    await without_passwords(GIVEN, home.vault)
    await without_passwords(KEPT, home.vault)
    assert [await home.vault.read(f"{name}_password") for name in VARIABLES] == [None] * 3


async def test_what_is_missing_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES["mongodb_uri"], "mongodb://host/")
    with pytest.raises(WrongUsage) as raised:
        await addresses_in_use(home.start)
    assert raised.value.problem.code == ProblemCode.SERVERS_NOT_CONFIGURED
    assert raised.value.problem.parameters["missing"] == (
        "ENERGY_DESKTOP_QUESTDB_ILP and ENERGY_DESKTOP_QUESTDB_PG"
    )


def test_addresses_do_not_show_themselves() -> None:
    assert repr(GIVEN) == "ServerAddresses()"
    assert set(VARIABLES) == {"questdb_ilp", "questdb_pg", "mongodb_uri"}
    assert server_addresses.VARIABLES["mongodb_uri"] == "ENERGY_DESKTOP_MONGODB_URI"


@pytest.mark.parametrize("text", ["servers = 7", 'profile = "cloud"'])
def test_a_file_with_another_meaning_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    settings = MachineSettingsFile(path)
    assert settings.problem is not None
    assert settings.settings == MachineSettings()
