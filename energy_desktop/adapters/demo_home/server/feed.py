"""Live changes: what happens next to the entities someone watches, told in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from energy_desktop.adapters.demo_home.server import wire
from energy_desktop.adapters.demo_home.server.book import Book
from energy_desktop.adapters.demo_home.server.rows import Row, Track

_WINDOW: Final = 60_000_000
"""Microseconds of the future that are looked up at once."""


class Listener(Protocol):
    """Whoever takes messages: a connection."""

    def send(self, message: bytes) -> None:
        """Queue one message."""

    def count(self, states: int) -> None:
        """Count states that were sent by `subscribe_entities`."""


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """A subscription to changes of states."""

    listener: Listener
    number: int
    """Id of the command that subscribed."""
    entity_ids: frozenset[str]
    """Empty: every entity."""
    compressed: bool
    """`subscribe_entities`; else `subscribe_events` of state_changed."""

    def wants(self, entity_id: str) -> bool:
        """Whether changes of this entity are asked for."""
        return not self.entity_ids or entity_id in self.entity_ids


class Feed:
    """Passes on every change of watched entities up to a moment, oldest first."""

    def __init__(self, clock_step: Callable[[], int]) -> None:
        """`clock_step` gives the home time (µs) that one look ahead should at least cover."""
        self._step = clock_step
        self._book: Book | None = None
        self._watches: list[Watch] = []
        self._states: dict[int, Row | None] = {}
        self._watched: dict[int, Track] = {}
        self._pending: list[tuple[int, int, Track, Row]] = []
        self._told = 0
        self._horizon = 0

    def attach(self, book: Book, now: int) -> None:
        """Begin at a moment; to be called once before anything else."""
        self._book = book
        self.rewind(now)

    def watch(self, watch: Watch, now: int) -> list[tuple[Track, Row]]:
        """Add a subscription and return the states it begins with; first `flush(now)`."""
        assert self._book is not None
        self._watches.append(watch)
        tracks = [t for t in self._book.tracks.values() if watch.wants(t.entity_id)]
        for track in tracks:
            self._begin(track, now)
        self._pending.sort(key=_moment)
        held = [(track, self._states[id(track)]) for track in tracks]
        return [(track, row) for track, row in held if row is not None and row.state is not None]

    def unwatch(self, gone: Callable[[Watch], bool]) -> bool:
        """Drop the subscriptions that answer to `gone`; whether there were any."""
        kept = [watch for watch in self._watches if not gone(watch)]
        found = len(kept) < len(self._watches)
        self._watches = kept
        for key, track in list(self._watched.items()):
            if not any(watch.wants(track.entity_id) for watch in kept):
                del self._watched[key], self._states[key]
        self._pending = [entry for entry in self._pending if id(entry[2]) in self._watched]
        return found

    def flush(self, now: int) -> None:
        """Tell everything that happened until now."""
        while self._told < now:
            until = min(now, self._horizon)
            due = 0
            while due < len(self._pending) and self._pending[due][0] <= until:
                due += 1
            for _, _, track, row in self._pending[:due]:
                self._tell(track, row)
            del self._pending[:due]
            self._told = max(self._told, until)
            if until == self._horizon:
                self._look_ahead(now)

    def next_due(self) -> int:
        """The moment (µs) at which `flush` will have something to do."""
        return self._pending[0][0] if self._pending else self._horizon

    def publish(self, track: Track, row: Row) -> None:
        """Tell at once what was done by hand, after everything that happened before it."""
        self.tell(track, row)
        self.look_again(track, row.at)

    def tell(self, track: Track, row: Row) -> None:
        """Tell what was done by hand; `look_again` must follow before the track's next tick."""
        if self._watching(track):
            self._tell(track, row)

    def look_again(self, track: Track, at: int) -> None:
        """The track's future after a moment has changed."""
        key = id(track)
        if key not in self._watched:
            return
        self._pending = [entry for entry in self._pending if entry[2] is not track]
        self._add(track, at + 1)
        self._pending.sort(key=_moment)

    def restart(self, at: int) -> None:
        """Home Assistant has lost all states; what comes next is new to everyone."""
        for key in self._watched:
            self._states[key] = None
        self._pending.clear()
        for track in self._watched.values():
            self._add(track, at + 1)
        self._pending.sort(key=_moment)

    def rewind(self, now: int) -> None:
        """The clock was set: go on from here."""
        self._told, self._horizon = now, now
        self._pending.clear()
        for key, track in self._watched.items():
            self._states[key] = track.state(now)

    def _watching(self, track: Track) -> bool:
        """Whether someone watches it; a track may be new, or have been given a watched name."""
        if id(track) in self._watched:
            return True
        if any(watch.wants(track.entity_id) for watch in self._watches):
            self._watched[id(track)] = track
            self._states[id(track)] = None
            return True
        return False

    def _begin(self, track: Track, now: int) -> None:
        if id(track) not in self._watched:
            self._watched[id(track)] = track
            self._states[id(track)] = track.state(now)
            self._add(track, now + 1)

    def _look_ahead(self, now: int) -> None:
        start = self._horizon + 1
        self._horizon = max(self._horizon, now) + max(_WINDOW, self._step())
        for track in self._watched.values():
            self._add(track, start)
        self._pending.sort(key=_moment)

    def _add(self, track: Track, start: int) -> None:
        for row in track.written(start, self._horizon + 1):
            self._pending.append((row.at, len(self._pending), track, row))

    def _tell(self, track: Track, row: Row) -> None:
        old = self._states[id(track)]
        self._states[id(track)] = row
        if row.state is None and (old is None or old.state is None):
            return
        compressed = changed = b""
        for watch in self._watches:
            if not watch.wants(track.entity_id):
                continue
            if watch.compressed:
                compressed = compressed or wire.encode(wire.state_diff(track, old, row))
                watch.listener.send(wire.event(watch.number, compressed))
                watch.listener.count(0 if row.state is None else 1)
            else:
                changed = changed or wire.encode(wire.state_changed(track, old, row))
                watch.listener.send(wire.event(watch.number, changed))


def _moment(entry: tuple[int, int, Track, Row]) -> tuple[int, int]:
    return entry[:2]
