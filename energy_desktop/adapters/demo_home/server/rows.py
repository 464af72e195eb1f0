"""What Home Assistant holds for one entity: its own readings, and what was done to it by hand."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
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


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit in which a sensor reports since a moment."""

    since: int
    attributes: Attributes
    """Those of the entity, with this unit."""
    digits: int
    """Places by which the decimal point moves to the right, seen from the sensor's own unit."""

    @property
    def unit(self) -> str:
        """Its name."""
        return str(self.attributes["unit_of_measurement"])

    def text(self, own: str) -> str:
        """A state in this unit; what is no number stays as it is."""
        try:
            return f"{Decimal(own).scaleb(self.digits):f}"
        except InvalidOperation:
            return own


@dataclass(slots=True)
class Track:
    """An entity through time. All times are microseconds since the epoch.

    What was written need not be held: a crash loses what was not committed, and a clock that
    is set back writes a stretch twice.
    """

    entity_id: str
    household: Household
    entity: Entity | None
    """None for an entity that exists by hand only."""
    attributes: Attributes
    marks: list[Row] = field(default_factory=list)
    """What happened outside the sensor's own schedule, in the order of time."""
    silences: list[tuple[int, int | None]] = field(default_factory=list)
    """Stretches in which the sensor itself writes nothing; None while it lasts."""
    units: list[Unit] = field(default_factory=list)
    """Units it was changed to, in the order of time."""
    lost: dict[int, Row] = field(default_factory=dict)
    """Rows that a crash has ever lost, by their times."""
    _missing: set[int] = field(default_factory=set)
    """Times of written rows that are not held."""
    _kept: dict[int, Row] = field(default_factory=dict)
    """Rows held from before the clock was set back, by their times."""

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
            return self._own_row(own.since, own.text)
        after = self._tick_after(self.entity, mark.at)
        if own.since > after:
            return self._own_row(own.since, own.text)
        # The last thing that happened is the mark, or the tick that corrected it.
        return self.written(mark.at, min(at, after) + 1)[-1]

    def rows(self, start: int, end: int) -> list[Row]:
        """Every row that is held in [start, end), in the order of time."""
        written = self.written(start, end)
        if not self._missing and not self._kept:
            return written
        held = {row.at: row for row in written if row.at not in self._missing}
        held.update((at, row) for at, row in self._kept.items() if start <= at < end)
        return [held[at] for at in sorted(held)]

    def written(self, start: int, end: int) -> list[Row]:
        """Every row that was or will be told in [start, end), in the order of time."""
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
        if not self.silences:
            return [self._own_row(at, state) for at, state in pairs]
        return [self._own_row(at, state) for at, state in pairs if not self._silent(at)]

    def _own_row(self, at: int, text: str) -> Row:
        """What the sensor itself writes at a moment, in the unit it reports in by then."""
        unit = self._unit(at)
        if unit is None:
            return Row(at, text, self.attributes, at)
        return Row(at, unit.text(text), unit.attributes, at)

    def _unit(self, at: int) -> Unit | None:
        number = bisect_right(self.units, at, key=lambda unit: unit.since)
        return self.units[number - 1] if number else None

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
                found[at] = self._own_row(at, sensors.text(self.entity, value))
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
        text = self.household.state_at(self.entity, at).text
        unit = self._unit(at)
        return text if unit is None else unit.text(text)

    def attributes_at(self, at: int) -> Attributes:
        """The attributes its own sensor would write at a moment."""
        unit = self._unit(at)
        return self.attributes if unit is None else unit.attributes

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

    @property
    def is_silent(self) -> bool:
        """Whether the sensor writes nothing at present."""
        return bool(self.silences) and self.silences[-1][1] is None

    def lose(self, start: int, end: int) -> None:
        """What was written in [start, end) never reaches the database."""
        gone = {row.at: row for row in self.rows(start, end) if row.at not in self._kept}
        self.lost.update(gone)
        self._missing.update(gone)

    def skip(self, start: int, end: int) -> bool:
        """The clock was set forward: nothing is written in between.

        Whether the sensor's state is another one than before.
        """
        if self.is_silent:
            return False
        self.silences.append((start, end))
        changed = self.entity and self.household.state_at(self.entity, end).since >= start
        return bool(changed)

    def relive(self, start: int, end: int) -> None:
        """The clock was set back: what is held stays, and the stretch is written once more."""
        self._kept.update((row.at, row) for row in self.rows(start + 1, end + 1))
        self._missing = {at for at in self._missing if at <= start}
        self.silences = [
            (min(begin, start), None if stop is None else min(stop, start))
            for begin, stop in self.silences
            if begin < start or stop is None
        ]


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
