"""What each entity's sensor sees at its ticks.

A tick's value is a whole number in the last decimal the sensor shows. A reading exists at a tick
only if that number differs from the tick before: Home Assistant is silent while a state stays.
"""

from typing import Final

import numpy as np

from energy_desktop.adapters.demo_home.household.catalogue import SECOND, Entity, Kind
from energy_desktop.adapters.demo_home.household.flows import Day, Flows
from energy_desktop.adapters.demo_home.household.noise import Floats, Ints, stream, uniform

UNAVAILABLE: Final = np.iinfo(np.int64).min
"""The value of a tick at which the sensor cannot be reached."""


class Sensors:
    """The ticks of all entities of one home."""

    def __init__(self, seed: int, flows: Flows) -> None:
        self._flows = flows
        self._plug = stream(seed, "wi-fi plug")

    def first_tick(self, entity: Entity) -> int:
        """Number of the first tick of the history."""
        return self.tick_from(entity, self._flows.calendar.start * SECOND)

    def tick_from(self, entity: Entity, at: int) -> int:
        """Number of the first tick at or after a moment in microseconds."""
        source = entity.source
        return -((source.offset - at) // (source.interval * SECOND))

    def time_of(self, entity: Entity, tick: int) -> int:
        """The moment of a tick, in microseconds."""
        return tick * entity.source.interval * SECOND + entity.source.offset

    def times_of(self, entity: Entity, ticks: Ints) -> Ints:
        """Moments of ticks, in microseconds."""
        times: Ints = ticks * (entity.source.interval * SECOND) + entity.source.offset
        return times

    def value(self, entity: Entity, tick: int) -> int:
        """What the sensor sees at one tick."""
        return int(self.values(entity, np.array([tick]))[0])

    def values(self, entity: Entity, ticks: Ints) -> Ints:
        """What the sensor sees at ascending ticks, in its last decimal, or UNAVAILABLE."""
        seconds = self.times_of(entity, ticks) // SECOND
        source = entity.source
        raw = self._measured(entity, seconds)
        whole: Ints = np.rint(raw * (source.scale * 10**source.decimals)).astype(np.int64)
        whole += source.initial
        if source.flaky:
            whole[self._away(seconds)] = UNAVAILABLE
        return whole

    def _measured(self, entity: Entity, seconds: Ints) -> Floats:
        match entity.source.kind:
            case Kind.METER:
                return self._flows.counted(entity.source.channel, seconds // 60)
            case Kind.PRICE:
                return self._flows.quarters.price(seconds // 3600)
            case Kind.OUTDOOR:
                return self._flows.outdoor(seconds)
            case _:
                return self._by_day(entity, seconds)

    def text(self, entity: Entity, value: int) -> str:
        """The state string of a tick's value."""
        source = entity.source
        if value == UNAVAILABLE:
            return "unavailable"
        if source.labels:
            return source.labels[value]
        if source.decimals == 0:
            return str(value)
        return f"{value / 10**source.decimals:.{source.decimals}f}"

    def outage(self, day: Day) -> tuple[int, int] | None:
        """First and last second (UTC, half open) for which the plug is away on this day."""
        chance, begin, length = uniform(self._plug, np.arange(3) + day.start // 900 * 4)
        if chance > 0.35:
            return None
        start = day.start + 3600 + int(begin * 72_000)
        return start, start + 100 + int(length * 460)

    def _by_day(self, entity: Entity, seconds: Ints) -> Floats:
        parts, at = [], 0
        while at < seconds.size:
            day = self._flows.day_of(int(seconds[at]))
            end = int(np.searchsorted(seconds, day.end))
            parts.append(self._on_day(entity, day, seconds[at:end]))
            at = end
        return np.concatenate(parts or [np.zeros(0)])

    def _on_day(self, entity: Entity, day: Day, seconds: Ints) -> Floats:
        source = entity.source
        if source.kind is Kind.LEVEL:
            return self._flows.charge_level(day, seconds // 60)
        # Ticks before the history began see its first moment.
        slots = np.maximum(seconds - day.start, 0) // 5
        power = self._flows.power(source.channel, day)[slots]
        return np.where(power > 5.0, 1.0, 0.0) if source.kind is Kind.LABEL else power

    def _away(self, seconds: Ints) -> Ints:
        if not seconds.size:
            return np.zeros(0, dtype=np.int64)
        inside = np.zeros(seconds.size, dtype=np.bool_)
        for day in self._flows.days(int(seconds[0]), int(seconds[-1]) + 1):
            window = self.outage(day)
            if window is not None:
                inside |= (seconds >= window[0]) & (seconds < window[1])
        return np.flatnonzero(inside)

    def still_since(self, entity: Entity, at: int) -> int:
        """A moment (µs) at or before `at` since which the value provably did not change.

        Lets a search for the last change jump over nights, weeks or a winter without a flow.
        """
        if entity.source.kind in (Kind.PRICE, Kind.OUTDOOR):
            return at
        second = at // SECOND
        active = self._flows.last_active(entity.source.channel, second) or 0
        if entity.source.flaky:
            active = max(active, self._last_outage(second))
        # A meter publishes up to a minute late, and each tick is compared with the one before.
        return min(at, (active + 60 + entity.source.interval) * SECOND)

    def _last_outage(self, second: int) -> int:
        day = self._flows.day_of(second)
        while day.start > self._flows.calendar.start:
            window = self.outage(day)
            if window is not None and window[0] <= second:
                return window[1]
            day = self._flows.day_of(day.start - 1)
        return 0
