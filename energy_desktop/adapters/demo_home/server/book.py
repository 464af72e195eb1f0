"""All entities of the demo home as Home Assistant holds them: states, rows, registry."""

from collections.abc import Callable, Iterable
from typing import Final

from energy_desktop.adapters.demo_home.household import Household
from energy_desktop.adapters.demo_home.server.rows import NOTHING, Attributes, Row, Track, Unit
from energy_desktop.adapters.demo_home.server.units import digits_between

_BOOT_STEP: Final = 137
"""Microseconds between two entities that announce themselves after a restart."""

Publish = Callable[[Track, Row], None]


class Book:
    """The entities by their present id. Whatever is done by hand is passed to `publish`."""

    def __init__(self, household: Household, publish: Publish) -> None:
        self.household = household
        self._publish = publish
        self.tracks: dict[str, Track] = {
            entity.entity_id: Track(entity.entity_id, household, entity, entity.attributes)
            for entity in household.entities
        }

    def find(self, entity_ids: Iterable[str]) -> list[Track]:
        """The tracks of those ids that exist."""
        return [self.tracks[name] for name in entity_ids if name in self.tracks]

    def states(self, at: int) -> list[tuple[Track, Row]]:
        """Every entity that exists at a moment, with its state."""
        pairs = [(track, track.state(at)) for track in self.tracks.values()]
        return [(track, row) for track, row in pairs if row is not None]

    def set_state(self, entity_id: str, at: int, state: str, attributes: Attributes | None) -> Row:
        """Write a state by hand, as Home Assistant's REST interface does; makes new entities.

        Without attributes the present ones stay. Returns the row that holds afterwards.
        """
        track = self.tracks.get(entity_id)
        if track is None:
            track = self.tracks[entity_id] = Track(entity_id, self.household, None, NOTHING)
        before = track.state(at)
        kept = before.attributes if before else NOTHING
        row = track.mark(at, state, kept if attributes is None else attributes)
        self._tell(track, row)
        held = row or before
        assert held is not None  # without a new row the one before says the same
        return held

    def set_unavailable(self, entity_id: str, at: int) -> None:
        """The device is lost; its sensors say `unavailable` until `set_available`."""
        track = self.tracks[entity_id]
        row = track.mark(at, "unavailable", track.attributes_at(at))
        track.silence(at)
        self._tell(track, row)

    def set_available(self, entity_id: str, at: int) -> None:
        """The device is back and says at once what it measures."""
        track = self.tracks[entity_id]
        row = track.mark(at, track.own_value(at), track.attributes_at(at))
        track.speak(at)
        self._tell(track, row)

    def remove(self, entity_id: str, at: int) -> None:
        """The entity goes: history keeps a row without a state."""
        track = self.tracks[entity_id]
        row = track.mark(at, None, NOTHING) if track.state(at) is not None else None
        track.silence(at)
        self._tell(track, row)

    def restore(self, entity_id: str, at: int) -> None:
        """A removed entity is there again, under its old registry id."""
        self._announce(self.tracks[entity_id], at)

    def rename(self, entity_id: str, new_id: str, removed: int, added: int) -> None:
        """The old id goes and the new one comes, with the whole history moved to it."""
        track = self.tracks.pop(entity_id)
        before = track.state(removed)
        self._publish(track, Row(removed, None, NOTHING, removed))
        track.entity_id = new_id
        self.tracks[new_id] = track
        if before is not None:
            row = track.mark(added, before.state, before.attributes, force=True)
            assert row is not None
            self._publish(track, row)

    def change_unit(self, entity_id: str, unit: str, at: int) -> None:
        """The sensor reports in another unit of its quantity from now on."""
        track = self.tracks[entity_id]
        own = track.entity.unit if track.entity else None
        attributes = {**track.attributes, "unit_of_measurement": unit}
        track.units.append(Unit(at, attributes, digits_between(own, unit)))
        state = track.own_value(at) if not track.is_silent else "unavailable"
        self._tell(track, track.mark(at, state, attributes))

    def lose(self, start: int, end: int) -> None:
        """What was written in [start, end) never reached the database."""
        for track in self.tracks.values():
            track.lose(start, end)

    def skip(self, start: int, end: int) -> list[Track]:
        """The clock was set forward; the tracks that have another state now."""
        return [track for track in self.tracks.values() if track.skip(start, end)]

    def relive(self, start: int, end: int) -> None:
        """The clock was set back from `end` to `start`."""
        for track in self.tracks.values():
            track.relive(start, end)

    def announce(self, tracks: Iterable[Track], at: int) -> None:
        """Tracks say what their sensors see now."""
        for track in tracks:
            self._announce(track, at)

    def stop(self, at: int) -> None:
        """Home Assistant stops: nothing is written until `boot`."""
        for track in self.tracks.values():
            track.silence(at)

    def boot(self, at: int) -> int:
        """Home Assistant is back: every entity announces its state anew.

        Returns the moment of the last announcement.
        """
        for track in self.tracks.values():
            at += _BOOT_STEP
            if track.marks and track.marks[-1].state is None:
                continue  # it was removed before
            self._announce(track, at)
        return at

    def _announce(self, track: Track, at: int) -> None:
        own = track.own_value(at)
        attributes = track.attributes_at(at) if track.entity else _last_attributes(track)
        row = track.mark(at, own, attributes, force=True) if own is not None else None
        track.speak(at)
        self._tell(track, row)

    def _tell(self, track: Track, row: Row | None) -> None:
        if row is not None:
            self._publish(track, row)


def _last_attributes(track: Track) -> Attributes:
    """What a hand-made entity last had, before it was removed."""
    kept = [mark.attributes for mark in track.marks if mark.state is not None]
    return kept[-1] if kept else NOTHING
