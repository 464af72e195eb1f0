"""Databases are tested before they are remembered."""

from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.ports.errors import EnergyDesktopError, StoreUnusable, VaultUnusable
from energy_desktop.services.server_choice import ServerChoice

GIVEN = ServerAddresses("ilp with password", "pg with password", "uri with password")
KEPT = ServerAddresses("ilp", "pg", "uri")


class Surroundings:
    """Databases and a keyring, each of which may fail."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.toml"
        self.failure: EnergyDesktopError | None = None
        self.vault_failure: VaultUnusable | None = None
        self.done: list[str] = []
        self.kept = KEPT
        self.choice = ServerChoice(
            lambda: MachineSettingsFile(self.path), self._attempt, self._keep
        )

    async def _attempt(self, addresses: ServerAddresses) -> None:
        assert addresses == GIVEN
        self.done.append("tested")
        if self.failure is not None:
            raise self.failure

    async def _keep(self, addresses: ServerAddresses) -> ServerAddresses:
        assert addresses == GIVEN
        self.done.append("passwords kept")
        if self.vault_failure is not None:
            raise self.vault_failure
        return self.kept


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path)


async def test_what_works_is_kept_without_its_passwords(surroundings: Surroundings) -> None:
    await surroundings.choice.save(GIVEN)
    assert surroundings.done == ["tested", "passwords kept"]
    again = MachineSettingsFile(surroundings.path).settings
    assert again.servers == KEPT
    assert again.profile is ProfileName.EMBEDDED


async def test_what_does_not_work_is_not_kept(surroundings: Surroundings) -> None:
    surroundings.failure = StoreUnusable(ProblemCode.STORE_AWAY, path="db", reason="test")
    with pytest.raises(StoreUnusable):
        await surroundings.choice.save(GIVEN)
    assert surroundings.done == ["tested"]
    assert not surroundings.path.exists()


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (VaultUnusable(ProblemCode.VAULT_MISSING), ProblemCode.PASSWORD_WITHOUT_KEYRING),
        (VaultUnusable(ProblemCode.VAULT_FAILED, reason="locked"), ProblemCode.PASSWORD_NOT_KEPT),
    ],
)
async def test_without_a_keyring_nothing_is_kept(
    surroundings: Surroundings, failure: VaultUnusable, code: ProblemCode
) -> None:
    surroundings.vault_failure = failure
    with pytest.raises(VaultUnusable) as raised:
        await surroundings.choice.save(GIVEN)
    assert raised.value.problem.code == code
    assert not surroundings.path.exists()


async def test_an_address_that_may_not_be_stored_leaves_the_stored_one(
    surroundings: Surroundings,
) -> None:
    file = MachineSettingsFile(surroundings.path)
    before = ServerAddresses("old ilp", "old pg", "old uri")
    file.save(replace(file.settings, servers=before))
    surroundings.kept = ServerAddresses("ilp", "pg", "")
    await surroundings.choice.save(GIVEN)
    again = MachineSettingsFile(surroundings.path).settings
    assert again.servers == ServerAddresses("ilp", "pg", "old uri")


async def test_settings_that_a_person_broke_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("theme = ", "utf-8")
    surroundings = Surroundings(tmp_path)
    with pytest.raises(EnergyDesktopError) as raised:
        await surroundings.choice.save(GIVEN)
    assert raised.value.problem.code == ProblemCode.SETTINGS_DAMAGED
    assert (tmp_path / "settings.toml").read_text("utf-8") == "theme = "
    assert "passwords kept" not in surroundings.done
