"""Settings › Storage, as a whole."""

from PySide6.QtCore import QObject

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.viewmodels.storage.migration import MigrationViewModel
from energy_desktop.viewmodels.storage.servers import ServersViewModel
from energy_desktop.viewmodels.storage.state import StorageStateViewModel


class StorageViewModel(QObject):
    """The state, the servers, and the way between the profiles; each tells the others."""

    def __init__(
        self,
        state: StorageStateViewModel,
        servers: ServersViewModel,
        migration: MigrationViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = state
        self.servers = servers
        self.migration = migration
        servers.known_changed.connect(self._tell_migration)
        migration.switched.connect(state.look)
        migration.switched.connect(self._tell_servers)
        self._tell_servers()

    def start(self) -> None:
        """Begin to look; needs a running loop."""
        self.state.start()
        self.servers.start()

    def stop(self) -> None:
        """End everything but a migration, which goes on."""
        self.state.stop()
        self.servers.stop()
        self.migration.stop()

    def set_visible(self, is_visible: bool) -> None:
        """Whether a person can see the section."""
        self.state.set_visible(is_visible)

    def _tell_migration(self) -> None:
        known = self.servers.known
        self.migration.servers_are_saved(known is not None and known.are_saved)

    def _tell_servers(self) -> None:
        self.servers.servers_are_in_use(self.migration.to is ProfileName.EMBEDDED)
