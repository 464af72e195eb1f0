"""From Home Assistant's state events to readings that wait for the store."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.readings import WITHOUT_VALUE, number_in
from energy_desktop.model.recording import Rejection, Tally
from energy_desktop.model.timestamps import LAST_MOMENT, Micros, from_datetime
from energy_desktop.model.units import Conversion, conversion_of
from energy_desktop.services.live_feed import LiveFeed

_RECENT_KEYS = 128
"""Keys remembered of each entity: more than two subscriptions deliver twice while they overlap."""

UnitChanged = Callable[[str, str | None, Micros], None]


class _Lane:
    """What is remembered of one entity between two of its events."""

    __slots__ = ("conversion", "index", "last", "recent", "recording_id", "unit")

    def __init__(self, entity: Entity, index: int, last: int) -> None:
        self.recording_id = entity.recording_id
        self.index = index
        self.unit = entity.unit
        self.conversion: Conversion = conversion_of(entity.unit)
        self.last = last
        self.recent: deque[int] = deque((last,), maxlen=_RECENT_KEYS)


class Intake:
    """Takes events, counts each of them once, and keeps the readings until they are stored.

    Bounded: beyond `bound` waiting readings new ones are dropped and counted, and the caller
    learns of it by `dropped`, so that nothing claims to cover them.
    """

    def __init__(self, tally: Tally, feed: LiveFeed, bound: int, unit_changed: UnitChanged) -> None:
        self._tally = tally
        self._feed = feed
        self._bound = bound
        self._unit_changed = unit_changed
        self._lanes: dict[str, _Lane] = {}
        self._lasts: dict[str, int] = {}
        self._resets: dict[str, int | None] = {}
        self._new_columns()
        self._recording_ids: tuple[str, ...] = ()
        self.dropped = False
        """Whether events were dropped since the caller last looked."""
        self.kept_elsewhere = 0
        """Readings taken out that are not durable yet; they count against the bound."""

    def __len__(self) -> int:
        """Readings that wait."""
        return len(self._timestamp)

    def remember_last(self, lasts: dict[str, Micros]) -> None:
        """The last stored key of entities, by recording id: what repeats it is a duplicate."""
        self._lasts.update(lasts)

    def track(self, entities: Iterable[Entity]) -> None:
        """Take events of exactly these entities; what waits of others stays."""
        self._lasts |= {lane.recording_id: lane.last for lane in self._lanes.values()}
        lanes: dict[str, _Lane] = {}
        for entity in entities:
            lane = self._lanes.get(entity.entity_id)
            if lane is None or lane.recording_id != entity.recording_id:
                lane = _Lane(entity, self._index(entity.recording_id), self._last(entity))
            lanes[entity.entity_id] = lane
        self._lanes = lanes

    def knows_last(self, recording_id: str) -> bool:
        """Whether the entity's last stored key was asked for already."""
        return recording_id in self._lasts

    def has_taken(self, event: StateEvent) -> bool:
        """Whether a state came before; also where nothing can tell, as of states without number."""
        lane = self._lanes.get(event.entity_id)
        if lane is None or event.last_updated <= lane.last:
            return True
        is_reading = event.state in WITHOUT_VALUE or self._number(lane, event) is not None
        return not is_reading

    def take(self, event: StateEvent) -> None:
        """Take one event: it becomes a waiting reading, a duplicate or a rejection."""
        tally = self._tally
        tally.events_received += 1
        lane = self._lanes.get(event.entity_id)
        if lane is None:
            tally.reject(Rejection.NOT_TRACKED)
            return
        timestamp = event.last_updated
        if timestamp <= lane.last and timestamp in lane.recent:
            tally.duplicates += 1
            return
        if not 0 < timestamp <= LAST_MOMENT:
            tally.reject(Rejection.TIME_INVALID)
            return
        value: float | None = None
        if event.state not in WITHOUT_VALUE:
            value = self._number(lane, event)
            if value is None:
                tally.reject(Rejection.NOT_A_NUMBER)
                return
            if event.unit != lane.unit:
                self._change_unit(lane, event)
        if len(self._timestamp) + self.kept_elsewhere >= self._bound:
            tally.reject(Rejection.DROPPED)
            self.dropped = True
            return
        lane.recent.append(timestamp)
        lane.last = max(lane.last, timestamp)
        self._entity.append(lane.index)
        self._timestamp.append(timestamp)
        self._state.append(value)
        self._last_reset.append(self._reset(event.last_reset))
        self._feed.append(lane.recording_id, timestamp, value)

    def take_out(self) -> ReadingColumns:
        """All that waits, as columns; nothing waits afterwards."""
        columns = ReadingColumns.of_lists(
            self._recording_ids, self._entity, self._timestamp, self._state, self._last_reset
        )
        self._new_columns()
        return columns

    def _new_columns(self) -> None:
        self._entity: list[int] = []
        self._timestamp: list[int] = []
        self._state: list[float | None] = []
        self._last_reset: list[int | None] = []

    def _index(self, recording_id: str) -> int:
        """The entity's place in the columns; places only ever grow, so waiting rows stay right."""
        if recording_id in self._recording_ids:
            return self._recording_ids.index(recording_id)
        self._recording_ids = (*self._recording_ids, recording_id)
        return len(self._recording_ids) - 1

    def _last(self, entity: Entity) -> int:
        return self._lasts.get(entity.recording_id, 0)

    def _number(self, lane: _Lane, event: StateEvent) -> float | None:
        same = event.unit == lane.unit
        return number_in(event.state, lane.conversion if same else conversion_of(event.unit))

    def _change_unit(self, lane: _Lane, event: StateEvent) -> None:
        lane.unit = event.unit
        lane.conversion = conversion_of(event.unit)
        self._unit_changed(lane.recording_id, event.unit, event.last_updated)

    def _reset(self, text: str | None) -> int | None:
        """Microseconds of a `last_reset`; the few distinct texts of a run are parsed once."""
        if text is None:
            return None
        if text not in self._resets:
            self._resets[text] = parse_last_reset(text)
        return self._resets[text]


def parse_last_reset(text: str) -> Micros | None:
    """Home Assistant's `last_reset`; None where a sensor's owner wrote no time into it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
