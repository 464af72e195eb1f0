"""The running demo home behind all connections: its clock, its entities, who listens to what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from energy_desktop.adapters.demo_home.household import Household
from energy_desktop.adapters.demo_home.server import prefs, wire
from energy_desktop.adapters.demo_home.server.book import Book
from energy_desktop.adapters.demo_home.server.clock import SECOND, HomeClock
from energy_desktop.adapters.demo_home.server.connection import Connection
from energy_desktop.adapters.demo_home.server.feed import Feed, Watch
from energy_desktop.adapters.demo_home.server.rows import Row, Track

_MINUTE: Final = 60 * SECOND
_COMPILED_AFTER: Final = 10 * SECOND
"""Statistics of a period are there 10 s after it (recorder: second=10)."""
_PURGE: Final = time(4, 12)


@dataclass(frozen=True, slots=True, eq=False)
class Subscription:
    """A client's wish to hear of events other than changes of states."""

    connection: Connection
    number: int
    topic: str
    """Type of the event, or `clock` for a repeated template, or `*` for every event."""


@dataclass(slots=True)
class World:
    """What commands read and change. Times are home time in microseconds."""

    household: Household
    clock: HomeClock
    unified_grid: bool
    keep_days: int
    commit_delay: float
    wake: Callable[[], None]
    """Called when something became due earlier than was known."""
    run_fault: Callable[[str, dict[str, Any]], None]
    state: str = "RUNNING"
    """RUNNING, STARTING or NOT_RUNNING."""
    connections: list[Connection] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    sent: int = 0
    """States sent by `subscribe_entities` on connections that have ended."""
    feed: Feed = field(init=False)
    book: Book = field(init=False)
    _purged: int = 0
    """States before this moment were deleted by hand."""
    _ticked: int = field(init=False)

    def __post_init__(self) -> None:
        now = self.clock.now()
        self.feed = Feed(lambda: round(2 * self.clock.speed * SECOND))
        self.book = Book(self.household, self.feed.publish)
        self.feed.attach(self.book, now)
        self._ticked = now

    @property
    def prepared(self) -> bool:
        """Whether all integrations are set up; before, some commands are unknown."""
        return self.state != "NOT_RUNNING"

    @property
    def total_sent(self) -> int:
        """States sent by `subscribe_entities` to anyone so far."""
        return self.sent + sum(connection.sent for connection in self.connections)

    def now(self) -> int:
        """A moment later than all before it, with everything that happened until then told."""
        at = self.clock.stamp()
        self.advance(at)
        return at

    def advance(self, now: int) -> None:
        """Tell everything that is due, in the order of home time."""
        while (minute := (self._ticked // _MINUTE + 1) * _MINUTE) <= now:
            self._reach(minute)
            self._fire_minute(minute)
        self._reach(now)

    def _reach(self, now: int) -> None:
        compiled = self._ticked - (self._ticked - _COMPILED_AFTER) % (5 * _MINUTE) + 5 * _MINUTE
        if self._ticked < compiled <= now:
            self.feed.flush(compiled)
            self._fire_compiled(compiled)
        self.feed.flush(now)
        self._ticked = max(self._ticked, now)

    def next_due(self) -> int:
        """The moment at which `advance` will have something to do."""
        due = (self._ticked // _MINUTE + 1) * _MINUTE
        compiled = self._ticked - (self._ticked - _COMPILED_AFTER) % (5 * _MINUTE) + 5 * _MINUTE
        return min(due, compiled, self.feed.next_due())

    def rewind(self) -> None:
        """The home's clock was set."""
        self._ticked = self.clock.now()
        self.feed.rewind(self._ticked)
        self.wake()

    def _fire_minute(self, minute: int) -> None:
        for subscription in self._of("clock"):
            clock_event(subscription.connection, subscription.number, minute)

    def _fire_compiled(self, at: int) -> None:
        self.fire("recorder_5min_statistics_generated", {}, at)
        if (at - _COMPILED_AFTER) % (60 * _MINUTE) == 0:
            self.fire("recorder_hourly_statistics_generated", {}, at)

    def fire(self, event_type: str, data: dict[str, Any], at: int) -> None:
        """Tell an event to those who subscribed to its type or to every type."""
        listening = [s for s in self.subscriptions if s.topic in (event_type, "*")]
        if listening:
            body = wire.encode(wire.bus_event(event_type, data, at))
            for subscription in listening:
                subscription.connection.send(wire.event(subscription.number, body))

    def _of(self, topic: str) -> list[Subscription]:
        return [entry for entry in self.subscriptions if entry.topic == topic]

    def watch(self, watch: Watch, now: int) -> list[tuple[Track, Row]]:
        """Add a subscription to states; returns those it begins with. `now` comes from now()."""
        held = self.feed.watch(watch, now)
        self.wake()
        return held if self.prepared else []

    def unsubscribe(self, connection: Connection, number: int) -> bool:
        """End a subscription; False if there is none of this number."""
        mine = [s for s in self.subscriptions if s.connection is connection and s.number == number]
        for subscription in mine:
            self.subscriptions.remove(subscription)
        gone = self.feed.unwatch(lambda w: w.listener is connection and w.number == number)
        return gone or bool(mine)

    def forget(self, connection: Connection) -> None:
        """The connection has ended."""
        self.connections.remove(connection)
        self.sent += connection.sent
        self.subscriptions = [s for s in self.subscriptions if s.connection is not connection]
        self.feed.unwatch(lambda watch: watch.listener is connection)

    def present(self, at: int) -> list[tuple[Track, Row]]:
        """The states of all entities; while Home Assistant starts, only of the first few."""
        states = self.book.states(at)
        return states if self.prepared else states[:3]

    def oldest_raw(self, now: int) -> int:
        """The moment before which states and 5-minute statistics were purged."""
        zone = ZoneInfo(self.household.time_zone)
        local = datetime.fromtimestamp(now // SECOND, zone)
        purged = datetime.combine(local.date(), _PURGE, zone)
        if purged > local:
            purged = datetime.combine(local.date() - timedelta(days=1), _PURGE, zone)
        last_night = round(purged.timestamp()) * SECOND - self.keep_days * 86_400 * SECOND
        return max(last_night, self._purged)

    def purge(self, keep_days: float) -> None:
        """Delete states and 5-minute statistics that are older."""
        before = self.clock.now() - round(keep_days * 86_400 * SECOND)
        self._purged = max(self._purged, before)

    def committed(self, now: int) -> int:
        """The moment up to which states have reached Home Assistant's database."""
        return now - round(self.commit_delay * SECOND)

    def compiled(self, now: int) -> int:
        """The moment up to which statistics have been compiled."""
        return (now - _COMPILED_AFTER) // (5 * _MINUTE) * (5 * _MINUTE)

    def preferences(self) -> dict[str, Any]:
        """The energy preferences, with the present names of entities."""
        named = {
            track.entity.entity_id: name for name, track in self.book.tracks.items() if track.entity
        }
        devices = [e for e in self.household.entities if e.role == "device_energy"]
        return prefs.preferences(named, devices, unified=self.unified_grid)


def clock_event(connection: Connection, number: int, at: int) -> None:
    """Answer the template that asks for Home Assistant's clock."""
    listeners = {"all": False, "domains": [], "entities": [], "time": True}
    connection.event(number, {"result": wire.seconds(at), "listeners": listeners})
