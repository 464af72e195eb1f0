"""The household as a whole: its entities, their states, readings and statistics."""

from dataclasses import dataclass

import numpy as np

from energy_desktop.adapters.demo_home.household.catalogue import SECOND, Catalogue, Entity
from energy_desktop.adapters.demo_home.household.flows import Flows
from energy_desktop.adapters.demo_home.household.noise import Ints
from energy_desktop.adapters.demo_home.household.quarters import Place
from energy_desktop.adapters.demo_home.household.sensors import Sensors
from energy_desktop.adapters.demo_home.household.statistics import Compiler, Statistics


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of one entity in the order of time."""

    timestamps: Ints
    """Microseconds since the epoch, UTC."""
    states: list[str]
    """State strings; `unavailable` while the sensor cannot be reached."""


@dataclass(frozen=True, slots=True)
class State:
    """A state and the moment (µs) since which it holds."""

    text: str
    since: int


class Household:
    """A home computed from its seed: the same seed gives the same answers, for ever.

    All times that go in or out are microseconds since the epoch, UTC.
    """

    def __init__(
        self, seed: int, time_zone: str = "Europe/Berlin", place: Place | None = None
    ) -> None:
        self.seed = seed
        self.place = place or Place()
        self.catalogue = Catalogue(seed)
        self.flows = Flows(seed, time_zone, self.place)
        self.sensors = Sensors(seed, self.flows)
        self._compiler = Compiler(self.flows, self.sensors)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity, in a fixed order."""
        return self.catalogue.entities

    @property
    def time_zone(self) -> str:
        """Name of the home's time zone."""
        return self.flows.calendar.time_zone

    def prepare(self, at: int) -> None:
        """Count all meters up to a moment: what else the first question about it would wait for.

        Takes some tenths of a second, and may run on another thread.
        """
        self.flows.quarters.before("used", self.flows.calendar.year_of(at // SECOND))
        for entity in self.entities:
            self.state_at(entity, at)

    @property
    def begins(self) -> int:
        """The moment at which the history begins: local midnight of 1 January 2014."""
        return self.flows.calendar.start * SECOND

    def entity(self, entity_id: str) -> Entity:
        """The entity of this id; KeyError if the home has none."""
        return self.catalogue.by_id[entity_id]

    def readings(self, entity: Entity, start: int, end: int) -> Readings:
        """Every reading of the entity in [start, end)."""
        sensors = self.sensors
        oldest = sensors.first_tick(entity)
        first = max(sensors.tick_from(entity, start), oldest)
        last = sensors.tick_from(entity, end)
        if last <= first:
            return Readings(np.zeros(0, dtype=np.int64), [])
        values = sensors.values(entity, np.arange(first - 1, last, dtype=np.int64))
        changed = np.flatnonzero(values[1:] != values[:-1]) + 1
        if first == oldest and not (changed.size and changed[0] == 1):
            changed = np.concatenate(([1], changed))
        texts = [sensors.text(entity, value) for value in values[changed].tolist()]
        return Readings(sensors.times_of(entity, changed + first - 1), texts)

    def state_at(self, entity: Entity, at: int) -> State:
        """The state that holds at a moment, which must not lie before the history begins."""
        sensors = self.sensors
        oldest = sensors.first_tick(entity)
        newest = max(sensors.tick_from(entity, at + 1) - 1, oldest)
        tick = self._last_change(entity, oldest, newest)
        text = sensors.text(entity, sensors.value(entity, tick))
        return State(text, sensors.time_of(entity, tick))

    def _last_change(self, entity: Entity, oldest: int, tick: int) -> int:
        """The newest tick at or before `tick` that is a reading."""
        sensors = self.sensors
        day = 86_400 // entity.source.interval
        window = 64
        while tick > oldest:
            low = max(oldest, tick - window)
            values = sensors.values(entity, np.arange(low, tick + 1, dtype=np.int64))
            changed = np.flatnonzero(values[1:] != values[:-1])
            if changed.size:
                return low + 1 + int(changed[-1])
            still = sensors.still_since(entity, sensors.time_of(entity, low))
            tick = max(oldest, min(low, sensors.tick_from(entity, still)))
            window = min(window * 4, day)
        return oldest

    def statistics(
        self, entity: Entity, period: str, start: int, end: int, until: int | None = None
    ) -> Statistics:
        """Statistics of every period ("5minute", "hour", "day", "week", "month", "year") that
        begins in [start, end); borders are widened to whole periods of the home's zone.

        `until` is the end of what is known: of a longer period that is not over, the hours that
        have ended by then count. By default all is known.
        """
        known = max(end, start) + 400 * 86_400 * SECOND if until is None else until
        return self._compiler.compile(entity, period, start, end, known)
