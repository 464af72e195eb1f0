"""Readings and spans that the suites speak of."""

from collections.abc import Iterable

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import DAY, SECOND, Micros
from energy_desktop.ports.metric_store import MetricStore

MIDNIGHT = Micros(20_000 * DAY)
"""Midnight of 2024-10-04 in UTC, the first day of every test."""

EVER = TimeRange(Micros(0), Micros(40_000 * DAY))

SOLAR = "sensor.solar_power"
GRID = "sensor.grid_power"


def at(seconds: float, day: int = 0) -> Micros:
    """A moment of a day."""
    return Micros(MIDNIGHT + day * DAY + round(seconds * SECOND))


def day_span(first: int, last: int | None = None) -> TimeRange:
    """A day, or several days, the last included."""
    return TimeRange(at(0, first), at(0, (first if last is None else last) + 1))


def reading(seconds: float, state: float | None, entity: str = SOLAR, day: int = 0) -> Reading:
    """A reading of a day."""
    return Reading(entity, at(seconds, day), state)


async def write(store: MetricStore, *readings: Reading) -> None:
    """Store readings as one batch."""
    await store.write_readings(ReadingColumns.of(readings))


async def everything(store: MetricStore, *entities: str) -> list[Reading]:
    """All readings of some entities, or of the two usual ones."""
    return list(await store.readings(entities or (SOLAR, GRID), EVER))


def states(readings: Iterable[Reading]) -> list[float | None]:
    """Only the states."""
    return [each.state for each in readings]
