"""What the recorder reports: counters and state words of command-line.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from energy_desktop.model.timestamps import Micros


class RecorderState(StrEnum):
    """The recorder at a moment."""

    STOPPED = "stopped"
    WAITING = "waiting"
    """For Home Assistant, or for something to track."""
    RECORDING = "recording"
    PAUSED = "paused"
    STORE_FAILING = "store_failing"
    """Readings wait in memory until the store takes them again."""


class StoreName(StrEnum):
    """The two stores of a home."""

    STATE = "state"
    METRICS = "metrics"


class Rejection(StrEnum):
    """Why an event became no reading."""

    NOT_A_NUMBER = "not_a_number"
    NOT_TRACKED = "not_tracked"
    TIME_INVALID = "time_invalid"
    DROPPED = "dropped"
    """Memory was full while the store was away; the gap is left to repair."""


@dataclass(slots=True)
class Tally:
    """Running counts; `events_received = readings_stored + duplicates + sum(rejected)` at rest."""

    events_received: int = 0
    readings_stored: int = 0
    duplicates: int = 0
    rejected: dict[Rejection, int] = field(default_factory=dict)
    first_reading: Micros | None = None
    last_reading: Micros | None = None

    def reject(self, reason: Rejection, count: int = 1) -> None:
        """Count events that became no reading."""
        self.rejected[reason] = self.rejected.get(reason, 0) + count


@dataclass(slots=True)
class Vigil:
    """What was done to know that the connection lives, since the start."""

    heartbeats: int = 0
    """Questions to Home Assistant's clock after a silence or a jump of ours."""
    unanswered: int = 0
    """Of these, the ones that ended a connection."""
    checks: int = 0
    """Comparisons of what Home Assistant shows with what it told, after no change for long."""
    forced: int = 0
    """Of these, the ones that ended a connection."""
    clock_jumps: int = 0
    """Times that this machine slept or its clock was set."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A long piece of work at a moment."""

    what: str
    """`raw history`, `hourly statistics`."""
    done: int
    total: int
    seconds_left: float | None = None
    """An estimate; None before the first step."""


@dataclass(frozen=True, slots=True)
class ReconciliationState:
    """The comparison with Home Assistant's statistics at a moment, in its time."""

    last: Micros | None = None
    following: Micros | None = None
    """When the next one is due at the latest."""
    differences: Mapping[str, int] = field(default_factory=dict)
    """Of the last one: how often each explanation was given."""


@dataclass(frozen=True, slots=True)
class SubscriptionState:
    """The singleton that says how far live recording got."""

    subscription_id: str | None
    last_event_at: Micros | None
    status: str


WITHDRAWN = "withdrawn"
"""The kind of a line about a stretch that was recorded live and is covered no longer: what came
then was delivered all the same."""


@dataclass(frozen=True, slots=True)
class SyncEntry:
    """A line of the `syncLog`."""

    kind: str
    """`import`, `sync`, `reconciliation`, `repair`, `entity`, `withdrawn`."""
    entity_id: str | None
    started: Micros
    finished: Micros
    records: int
    error: str | None = None
    detail: str | None = None
