"""What Home Assistant holds for one entity: its own readings, and what was done to it by hand."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from energy_desktop.adapters.demo_home.household import Entity, Household

Attributes = Mapping[str, Any]
NOTHING: Final[Attributes] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of Home Assistant's states table."""

    at: int
    """last_updated in microseconds."""
    state: str | None
    """None marks the removal of the entity."""
    attributes: Attributes
    changed: int
    """last_changed in microseconds: older than `at` when only attributes changed."""


@dataclass(slots=True)
class Track:
    """An entity through time. All times are microseconds since the epoch."""

    entity_id: str
    household: Household
    entity: Entity | None
    """None for an entity that exists by hand only."""
    attributes: Attributes
    marks: list[Row] = field(default_factory=list)
    """What happened outside the sensor's own schedule, in the order of time."""
    silences: list[tuple[int, int | None]] = field(default_factory=list)
    """Stretches in which the sensor itself writes nothing; None while it lasts."""

    @property
    def registry_id(self) -> str | None:
        """The registry's id; None for an entity that is not registered."""
        return self.entity.registry_id if self.entity else None

    def state(self, at: int) -> Row | None:
        """The row that holds at a moment; None where the entity does not exist."""
        row = self._row_at(at)
        return row if row is not None and row.state is not None else None

    def _row_at(self, at: int) -> Row | None:
        number = bisect_right(self.marks, at, key=_time)
        mark = self.marks[number - 1] if number else None
        quiet_since = self._silent_since(at)
        if quiet_since is not None and (mark is None or mark.at < quiet_since):
            return self._row_at(quiet_since - 1)
        if self.entity is None or at < self.household.begins or quiet_since is not None:
            return mark
        own = self.household.state_at(self.entity, at)
        if mark is None:
            return Row(own.since, own.text, self.attributes, own.since)
        after = self._tick_after(self.entity, mark.at)
        if own.since > after:
            return Row(own.since, own.text, self.attributes, own.since)
        # The last thing that happened is the mark, or the tick that corrected it.
        return self.rows(mark.at, min(at, after) + 1)[-1]

    def rows(self, start: int, end: int) -> list[Row]:
        """Every row in [start, end), in the order of time."""
        first = bisect_left(self.marks, start, key=_time)
        marks = self.marks[first : bisect_left(self.marks, end, key=_time)]
        own = self._own_rows(start, end)
        before = self.marks[first - 1] if first else None
        near = before is not None and before.at >= start - 600_000_000
        if not marks and not near:
            return own
        merged = {row.at: row for row in own}
        merged.update(self._corrections([before, *marks] if before and near else marks, start, end))
        merged.update((mark.at, mark) for mark in marks)
        ordered = [merged[at] for at in sorted(merged)]
        last = self.state(start - 1) if ordered and near and ordered[0].at != start else None
        return _without_repeats(ordered, last, {mark.at for mark in marks})

    def _own_rows(self, start: int, end: int) -> list[Row]:
        start = max(start, self.household.begins)
        if self.entity is None or end <= start:
            return []
        readings = self.household.readings(self.entity, start, end)
        pairs = zip(readings.timestamps.tolist(), readings.states, strict=True)
        attributes = self.attributes
        if not self.silences:
            return [Row(at, state, attributes, at) for at, state in pairs]
        return [Row(at, state, attributes, at) for at, state in pairs if not self._silent(at)]

    def _corrections(self, marks: list[Row], start: int, end: int) -> dict[int, Row]:
        """The first tick after each mark: there the sensor writes its own value again."""
        if self.entity is None:
            return {}
        ticks = {self._tick_after(self.entity, mark.at) for mark in marks}
        sensors = self.household.sensors
        found = {}
        for at in ticks:
            if start <= at < end and not self._silent(at):
                value = sensors.value(self.entity, sensors.tick_from(self.entity, at))
                text = sensors.text(self.entity, value)
                found[at] = Row(at, text, self.attributes, at)
        return found

    def _tick_after(self, entity: Entity, at: int) -> int:
        sensors = self.household.sensors
        return sensors.time_of(entity, sensors.tick_from(entity, at + 1))

    def _silent_since(self, at: int) -> int | None:
        for start, end in self.silences:
            if start <= at and (end is None or at < end):
                return start
        return None

    def _silent(self, at: int) -> bool:
        return self._silent_since(at) is not None

    def own_value(self, at: int) -> str | None:
        """What the entity's own sensor would say, whatever was done by hand."""
        if self.entity is None:
            kept = [mark.state for mark in self.marks if mark.state is not None]
            return kept[-1] if kept else None
        return self.household.state_at(self.entity, at).text

    def mark(
        self, at: int, state: str | None, attributes: Attributes, *, force: bool = False
    ) -> Row | None:
        """Write a row by hand.

        None when state and attributes are what they were; `force` writes it all the same.
        """
        row = Row(at, state, attributes, at)
        before = None if force else self.state(at)
        if before is not None and before.state == state:
            if before.attributes == attributes:
                return None
            row = Row(at, state, attributes, before.changed)
        insort(self.marks, row, key=_time)
        return row

    def silence(self, at: int) -> None:
        """From now on the sensor itself writes nothing."""
        if not self.silences or self.silences[-1][1] is not None:
            self.silences.append((at, None))

    def speak(self, at: int) -> None:
        """The sensor writes again."""
        if self.silences and self.silences[-1][1] is None:
            self.silences[-1] = (self.silences[-1][0], at)


def _time(row: Row) -> int:
    return row.at


def _without_repeats(rows: list[Row], last: Row | None, marks: set[int]) -> list[Row]:
    """Drop rows of the sensor that say what was said already, as Home Assistant does."""
    kept: list[Row] = []
    for row in rows:
        if row.at not in marks and last is not None and last.state == row.state:
            if last.attributes == row.attributes:
                continue
            last = Row(row.at, row.state, row.attributes, last.changed)
        else:
            last = row
        kept.append(last)
    return kept
