"""Settings › Storage: where the data are, the databases, the way between the profiles."""

from energy_desktop.viewmodels.storage.page import StorageViewModel
from energy_desktop.views.pages.settings.storage.migration_card import MigrationCard
from energy_desktop.views.pages.settings.storage.servers_card import ServersCard
from energy_desktop.views.pages.settings.storage.state_card import StateCard
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.scroll_column import ScrollColumn


class StorageSection(ScrollColumn):
    """The state first, then what can be done."""

    def __init__(self, theme: Theme, viewmodel: StorageViewModel) -> None:
        super().__init__(left=0)
        self._migration = viewmodel.migration
        self._servers = viewmodel.servers
        self._was_busy = (False, False)
        self.servers = ServersCard(theme, viewmodel.servers)
        self.migration = MigrationCard(theme, viewmodel.migration)
        self.column.addWidget(StateCard(theme, viewmodel.state))
        self.column.addWidget(self.servers)
        self.column.addWidget(self.migration)
        self.column.addStretch(1)
        viewmodel.migration.changed.connect(self._follow)
        viewmodel.servers.test_changed.connect(self._follow)

    def _follow(self) -> None:
        """What the person began is seen when it begins, and when it ends."""
        busy = self._servers.is_busy, self._migration.is_running
        before, self._was_busy = self._was_busy, busy
        if busy[0] != before[0]:
            self.show_soon(self.servers.result)
        elif busy[1] != before[1]:
            self.show_soon(self.migration)
