"""What a real Home Assistant did for a test: the truth to compare a record with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A change of state that the load generator made."""

    entity_id: str
    state: str
    last_updated: int
    """Microseconds since 1970, by Home Assistant's clock."""


@dataclass(frozen=True, slots=True)
class Load:
    """What the load generator did."""

    count: int
    seconds: float
    changes: tuple[Change, ...]
    """In order; empty where the test asked not to list them."""
    last: dict[str, str]
    """The last state of every entity that changed."""


@dataclass(frozen=True, slots=True)
class Times:
    """Home Assistant's own times of a state, in microseconds since 1970."""

    last_changed: int
    last_updated: int


def micros(seconds: float) -> int:
    """Whole microseconds of a time in seconds, rounded once."""
    return round(seconds * 1_000_000)
