"""What belongs to this machine and its person, not to the home."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """All of them; the defaults hold where the file says nothing."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    language: Language = Language.SYSTEM
    close_to_tray: bool = True
    """Closing the window leaves the recorder in the tray, where there is one."""
    told_of_tray: bool = False
    """The person was told so, once."""
