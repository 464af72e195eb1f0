"""Where the data are, and how the stores are doing."""

from dataclasses import dataclass, field

from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem


@dataclass(frozen=True, slots=True)
class StorePlaces:
    """Where the stores are, for people to read; holds no secret."""

    metrics: str = ""
    state: str = ""
    tables: tuple[str, ...] = ()
    """Names of the tables of this home, where others may lie beside them."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """One of the two stores at a moment."""

    at: str
    """For people to read: a path, or the address of a server; holds no secret."""
    bytes: int | None = None
    """On this machine's disk; None where it is not there."""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class StorageState:
    """All that a person may want to know of it."""

    profile: ProfileName
    metrics: StoreState
    state: StoreState
    is_given: bool = False
    """Whether the profile was chosen for this start alone, and wins over what is saved."""
    journal: JournalState | None = None
    statements: int = 0
    """What the ledger has to say and waits in memory."""
    recorded_by: str | None = None
    """The other program that records; None where this one does."""
    kept: tuple[StoreState, ...] = field(default=())
    """Files of this machine that hold an older copy, while the data are on servers."""
