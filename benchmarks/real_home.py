"""A real Home Assistant with years behind it; nothing is measured where none is installed."""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND
from tests.real_home_assistant.database import Seed, SeededStatistic, StatisticKind
from tests.real_home_assistant.entities import PeerEntity, many_entities, many_meters
from tests.real_home_assistant.peer import RealHomeAssistant
from tests.real_home_assistant.releases import installed_release

HOW_TO_GET_ONE = (
    "No real Home Assistant is installed here: nothing is imported from one."
    " `python -m tests.real_home_assistant.install` installs it."
)
_LOWEST, _HIGHEST = 0.6, 1.5


@dataclass(frozen=True, slots=True)
class Past:
    """What Home Assistant holds before it is started."""

    power_entities: int
    meters: int
    hourly: int
    """Microseconds back to the oldest hourly statistics."""
    raw: int
    """Microseconds back to the oldest raw state and 5-minute statistics."""
    raw_every: int
    """Microseconds between two raw states of an entity."""

    @property
    def entities(self) -> tuple[PeerEntity, ...]:
        """The sensors."""
        return (*many_entities(self.power_entities), *many_meters(self.meters))


@asynccontextmanager
async def real_home(past: Past) -> AsyncIterator[RealHomeAssistant | None]:
    """A running home that remembers; None, with a line, where none is installed."""
    release = installed_release()
    if release is None:
        sys.stderr.write(f"{HOW_TO_GET_ONE}\n")
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        home = RealHomeAssistant(release, Path(folder) / "home", entities=past.entities)
        try:
            await home.start()
            await home.onboard()
            await home.stop()
            with home.seeding() as database:
                _seed(database, past, time.time_ns() // 1_000)
            await home.start()
            yield home
        finally:
            await home.kill()


@asynccontextmanager
async def living(
    home: RealHomeAssistant, entity_ids: Sequence[str], rate: float
) -> AsyncIterator[None]:
    """So many changes of state a second, in turn over the entities, until the block ends."""

    async def change() -> None:
        while True:
            await home.emit(round(10 * rate), rate, entity_ids, listed=False)

    async with asyncio.TaskGroup() as group:
        changing = group.create_task(change())
        try:
            yield
        finally:
            changing.cancel()


def _seed(database: Seed, past: Past, now: int) -> None:
    # The hours that will be reconciled are Home Assistant's own.
    compiled_to = now - now % HOUR - 2 * HOUR
    database.compile_from(compiled_to / SECOND)
    for place, entity in enumerate(past.entities):
        _seed_states(database, entity, place, now, past)
        unit, is_meter = entity.attributes["unit_of_measurement"], entity.moves == "grow"
        kind = StatisticKind(entity.entity_id, unit, has_mean=not is_meter, has_sum=is_meter)
        hours = np.arange(compiled_to - past.hourly, compiled_to, HOUR, dtype=np.int64)
        database.statistics(kind, _statistics(hours, place, is_meter))
        periods = np.arange(compiled_to - past.raw, compiled_to, 5 * MINUTE, dtype=np.int64)
        database.statistics(kind, _statistics(periods, place, is_meter), "5minute")


def _seed_states(database: Seed, entity: PeerEntity, place: int, now: int, past: Past) -> None:
    offset = place * 0.37 * SECOND  # no two entities change at once
    moments = np.arange(now - past.raw + int(offset), now, past.raw_every, dtype=np.int64)
    figures = _counted(moments) if entity.moves == "grow" else _watts(moments, place)
    states = (f"{figure:.{entity.decimals}f}" for figure in figures.tolist())
    attributes = {**entity.attributes, "friendly_name": entity.name}
    rows = zip((moments / SECOND).tolist(), states, strict=True)
    database.states(entity.entity_id, rows, attributes)


def _statistics(starts: NDArray[np.int64], place: int, is_meter: bool) -> Iterator[SeededStatistic]:
    seconds = (starts // SECOND).tolist()
    if is_meter:
        for second, counted in zip(seconds, _counted(starts).tolist(), strict=True):
            yield SeededStatistic(second, state=counted, sum=counted)
    else:
        for second, mean in zip(seconds, _watts(starts, place).tolist(), strict=True):
            yield SeededStatistic(second, mean, mean * _LOWEST, mean * _HIGHEST)


def _watts(moments: NDArray[np.int64], place: int) -> NDArray[np.float64]:
    noise = np.random.default_rng(place).uniform(0.5, 1.5, len(moments))
    day = 1 + 0.6 * np.sin(2 * np.pi * moments / DAY + place)
    figures: NDArray[np.float64] = (100.0 + 20 * place) * day * noise
    return figures


def _counted(moments: NDArray[np.int64]) -> NDArray[np.float64]:
    """A meter that counts half a kilowatt, from 2020 on."""
    figures: NDArray[np.float64] = 0.5 * (moments - 18_262 * DAY) / HOUR
    return figures
