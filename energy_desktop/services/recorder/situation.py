"""What one run of repair knows when it begins, and learns of all days at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.repair_plan import FirstSeen, Piece
from energy_desktop.model.timestamps import Micros


@dataclass(frozen=True, slots=True)
class Situation:
    """Of one run."""

    by_id: Mapping[str, Entity]
    first_seen: Mapping[str, FirstSeen]
    """With which state of each entity its session in this connection began."""
    now: Micros
    up_since: Micros | None
    """Home Assistant was started then, or before."""
    live: Sequence[TimeRange]
    """When any of the entities was recorded live."""
    is_retention_known: bool
    oldest: Micros
    """Since then raw history is complete; a few rows before may be there as well."""
    met: set[str] = field(default_factory=set)
    """Entities of which an answer held the reading that the session began with."""
    recorded: dict[str, bool] = field(default_factory=dict)
    """Whether Home Assistant records an entity at all, of those where it was in doubt."""

    def shown_after(self, piece: Piece) -> Micros | None:
        """`last_updated` of the state that a session showed at the end of a stretch, or later.

        None where none did: the entity is not there, or the stretch is later than its snapshot.
        """
        seen = self.first_seen.get(piece.recording_id)
        return None if seen is None or piece.span.end > seen.at else seen.last_updated
