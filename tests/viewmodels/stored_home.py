"""Where a home's data are, with databases in memory and a migration that is held."""

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLocale

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.server_addresses import KnownServers, Server, ServerAddresses
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import VaultUnusable
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.migration.migration import Migration
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.services.server_choice import ServerChoice
from energy_desktop.services.server_setup import ServerSetup
from energy_desktop.services.server_test import ServerTest
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.storage_report import StorageReport
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.storage.migration import MigrationViewModel
from energy_desktop.viewmodels.storage.page import StorageViewModel
from energy_desktop.viewmodels.storage.servers import ServersViewModel
from energy_desktop.viewmodels.storage.state import StorageStateViewModel
from energy_desktop.viewmodels.wording import Wording
from tests.fakes.migration import FakeMigration
from tests.fakes.servers import FakeServers

KEPT = ServerAddresses("ilp", "pg", "uri")


class StoredHome:
    """The services behind Settings › Storage, and its viewmodels."""

    def __init__(
        self,
        supervisor: Supervisor,
        stores: Stores,
        board: StatusBoard,
        clock: Clock,
        folder: Path,
        locale: QLocale,
        *,
        profile: ProfileName = ProfileName.EMBEDDED,
        is_profile_given: bool = False,
    ) -> None:
        self.servers = FakeServers()
        self.migration = FakeMigration()
        self.settings = folder / "settings.toml"
        self.vault_failure: VaultUnusable | None = None
        self.save_problem: Problem | None = None
        self.saved_profiles: list[ProfileName] = []
        self.migrations = Migrations(
            profile, stores, cast(Migration, self.migration), supervisor, clock, self._save
        )
        setup = ServerSetup(
            self.servers,
            ServerTest(self.servers),
            ServerChoice(lambda: MachineSettingsFile(self.settings), self._try, self._keep),
        )
        files = folder / "metrics.duckdb", folder / "state.sqlite"
        self.report = StorageReport(
            stores, board, self.migrations, files, is_profile_given=is_profile_given
        )
        wording = Wording(locale)
        self.page = StorageViewModel(
            StorageStateViewModel(
                supervisor,
                self.report,
                FrameViewModel(supervisor, board, board.home_time, wording),
                wording,
            ),
            ServersViewModel(supervisor, setup),
            MigrationViewModel(self.migrations, is_profile_given=is_profile_given, wording=wording),
        )

    def know(self, known: KnownServers) -> None:
        """Let this be known of the servers."""
        self.servers.known_servers = known

    async def _try(self, addresses: ServerAddresses) -> None:
        for refusal in self.servers.refusals.values():
            raise refusal

    async def _keep(self, addresses: ServerAddresses) -> ServerAddresses:
        if self.vault_failure is not None:
            raise self.vault_failure
        known = self.servers.known_servers
        self.know(replace(known, are_saved=True, kept=frozenset(Server)))
        return KEPT

    def _save(self, profile: ProfileName) -> Problem | None:
        self.saved_profiles.append(profile)
        return self.save_problem


def no_keyring() -> VaultUnusable:
    """What a machine without a keyring says."""
    return VaultUnusable(ProblemCode.VAULT_MISSING)
