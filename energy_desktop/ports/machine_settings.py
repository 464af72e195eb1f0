"""Where the settings of this machine are kept."""

from typing import Protocol

from energy_desktop.model.machine_settings import MachineSettings
from energy_desktop.model.messages import Problem


class MachineSettingsStore(Protocol):
    """Read once, written with each change."""

    @property
    def settings(self) -> MachineSettings:
        """What holds now; the defaults where nothing was saved or it cannot be understood."""

    @property
    def problem(self) -> Problem | None:
        """Why the file is not used: it is left as it is, and not written either."""

    def save(self, settings: MachineSettings) -> None:
        """Let others hold from now on, and keep them unless there is a problem."""
