"""What belongs to this machine and its person, not to the home."""

from dataclasses import dataclass, field
from enum import StrEnum

from energy_desktop.model.server_addresses import ServerAddresses


class ThemeChoice(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """The language of the window."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


class ProfileName(StrEnum):
    """Where the data are kept."""

    EMBEDDED = "embedded"
    SERVERS = "servers"


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """All of them; the defaults hold where the file says nothing."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    language: Language = Language.SYSTEM
    close_to_tray: bool = True
    """Closing the window leaves the recorder in the tray, where there is one."""
    told_of_tray: bool = False
    """The person was told so, once."""
    profile: ProfileName = ProfileName.EMBEDDED
    servers: ServerAddresses = field(default_factory=ServerAddresses)
    """Without passwords: those are in the keyring."""
