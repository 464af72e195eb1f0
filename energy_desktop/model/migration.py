"""How far the data have come on their way from one profile to the other."""

from dataclasses import dataclass
from enum import StrEnum

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem
from energy_desktop.model.storage import StorePlaces


class MigrationStage(StrEnum):
    """In the order in which they are taken."""

    DOCUMENTS = "documents"
    """Settings, entities, sync log."""
    READINGS = "readings"
    STATISTICS = "statistics"
    REST = "rest"
    """What was recorded meanwhile, and the ledger; then the stores are exchanged."""
    CLOSING = "closing"
    """The new stores are in use; the old ones are being closed."""


STAGES = tuple(MigrationStage)

LEDGER = "the ledger"
"""What stands in place of an entity where the ledgers differ, which have no days."""


@dataclass(frozen=True, slots=True)
class MigrationProgress:
    """A migration at a moment."""

    stage: MigrationStage = MigrationStage.DOCUMENTS
    readings: int = 0
    """Compared and equal."""
    readings_total: int = 0
    """When it began."""
    statistics: int = 0
    """Compared and equal; nobody knows beforehand how many there are."""
    share: float = 0.0
    """Of the present stage, 0 to 1."""


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What was moved."""

    present: ProfileName
    to: ProfileName
    readings: int
    """In the new stores, all of them compared."""
    statistics: int
    rows_written: int
    """That the new stores did not hold yet."""
    sessions: int
    intervals: int
    duration: float
    """Seconds."""
    held: float
    """Seconds in which recording waited for the exchange."""


@dataclass(frozen=True, slots=True)
class MigrationState:
    """The present migration, or how the last one ended."""

    to: ProfileName | None = None
    """Where to; None when there was none since the start."""
    progress: MigrationProgress | None = None
    """None while none is running."""
    seconds_left: float | None = None
    """Of the present stage, an estimate; None where nobody can tell."""
    can_cancel: bool = False
    """Whether it was begun here, and not by a command that waits for it."""
    report: MigrationReport | None = None
    problem: Problem | None = None
    """Why it ended before the switch."""
    was_cancelled: bool = False
    not_saved: Problem | None = None
    """Why the next start will open the profile from before."""
    left_at: StorePlaces | None = None
    """Where the old stores are, once the new ones are in use."""

    @property
    def is_running(self) -> bool:
        """Whether data are on their way."""
        return self.progress is not None

    @property
    def has_switched(self) -> bool:
        """Whether the new stores are in use."""
        return self.left_at is not None
