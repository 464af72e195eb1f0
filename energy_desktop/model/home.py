"""What Home Assistant tells about itself and its entities."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from energy_desktop.model.messages import Problem
from energy_desktop.model.timestamps import Micros


class StateEvent(NamedTuple):
    """A state of an entity, from a snapshot, a change or history; a tuple for speed."""

    entity_id: str
    """Home Assistant's present entity_id."""
    state: str
    last_updated: Micros
    unit: str | None
    last_reset: str | None
    """ISO 8601 as Home Assistant sent it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The states a subscription begins with, or of entities that came back during it."""

    subscription: int
    states: tuple[StateEvent, ...]
    first: bool
    """Whether it is the one the subscription began with."""


@dataclass(frozen=True, slots=True)
class Changes:
    """States that changed, in Home Assistant's order."""

    subscription: int
    states: tuple[StateEvent, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """Entities that Home Assistant no longer has; it tells no time."""

    subscription: int
    entity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockAnswer:
    """Home Assistant's time: every change before it has been delivered."""

    at: Micros


@dataclass(frozen=True, slots=True)
class RegistryChanged:
    """The entity registry has changed: names and ids are worth comparing."""


@dataclass(frozen=True, slots=True)
class StatisticsCompiled:
    """Home Assistant has compiled the statistics of the hour past."""


Delivery = Snapshot | Changes | Removal | ClockAnswer | RegistryChanged | StatisticsCompiled


@dataclass(frozen=True, slots=True)
class HomeConfiguration:
    """Home Assistant's `get_config`, as far as needed."""

    running: bool
    time_zone: str
    currency: str
    location_name: str
    version: str


@dataclass(frozen=True, slots=True)
class EntityState:
    """An entity as `get_states` shows it."""

    entity_id: str
    state: str
    name: str
    unit: str | None
    device_class: str | None
    state_class: str | None
    icon: str | None
    last_changed: Micros | None = None
    """No state is older than Home Assistant's last start, which sets them all."""


@dataclass(frozen=True, slots=True)
class RegisteredEntity:
    """An entry of the entity registry."""

    registry_id: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class AnnouncedHome:
    """A Home Assistant that announces itself in the network."""

    name: str
    address: str
    version: str
    """Empty where it tells none."""


class ConnectionState(StrEnum):
    """The life of a connection; the last three are faults of three different kinds."""

    IDLE = "idle"
    CONNECTING = "connecting"
    AUTHENTICATING = "authenticating"
    PREPARING = "preparing"
    LIVE = "live"
    DRAINING = "draining"
    REFUSED = "refused"
    """Credentials: stays until they change; never retried."""
    UNREACHABLE = "unreachable"
    """Transport: retried for ever."""
    PROTOCOL = "protocol"
    """What answered does not speak as Home Assistant does: named, then retried."""


@dataclass(frozen=True, slots=True)
class Connection:
    """The connection at a moment."""

    state: ConnectionState = ConnectionState.IDLE
    since: Micros = field(default=Micros(0))
    reconnects: int = 0
    problem: Problem | None = None
    """Why it is not live, for a person to read."""
