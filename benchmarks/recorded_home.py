"""A home that has been recorded for a while, for a measurement to begin with."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.columns import NO_RESET, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import EntitySet, Interval, Session, Source
from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.settings import HOME_URL
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, SECOND, Micros

_READING_EVERY = 10 * SECOND
LOW, HIGH = 0.6, 1.5
"""The lowest and the highest of an hour beside its mean."""
_MAINS = (Role.GRID_POWER, Role.SOLAR_POWER, Role.BATTERY_POWER)


def tracked(entity_ids: Sequence[str]) -> list[Entity]:
    """Power sensors: grid, sun, battery, then devices."""
    return [
        Entity(
            each, each, name=each.partition(".")[2].replace("_", " "), is_tracked=True,
            role=_MAINS[place] if place < len(_MAINS) else Role.DEVICE_POWER,
            units=(DatedUnit("W", Micros(0)),),
        )
        for place, each in enumerate(entity_ids)
    ]  # fmt: skip


async def record_home(folder: Path, entities: Sequence[Entity], address: str = "") -> None:
    """Track these entities of a home at an address."""
    state = await EmbeddedStateStore.open(folder)
    await state.save_settings({HOME_URL.key: address})
    await state.save_entities(entities)
    await state.close()


async def record_past(
    folder: Path, entity_ids: Sequence[str], now: Micros, hourly: int, full: int
) -> None:
    """Hourly statistics of the first `hourly` microseconds, then readings of the last `full`."""
    split = now - now % HOUR - full
    begin = split - hourly
    state = await EmbeddedStateStore.open(folder)
    metrics = await EmbeddedMetricStore.open(folder)
    for each in entity_ids:
        if hourly:
            await metrics.write_statistics(_statistics(each, begin, split))
        await metrics.write_readings(_readings(each, split, now))
    await metrics.seal(now)
    members = EntitySet.of(entity_ids)
    session = Session("recorded", members.set_id, Micros(split), now, 0)
    await state.begin_session(session, members)
    await state.advance_session(session.session_id, now, 0, now)
    if hourly:
        imported = TimeRange(Micros(begin), Micros(split))
        await state.add_intervals([Interval(e, imported, Source.HOUR) for e in entity_ids], 0)
    await metrics.close()
    await state.close()


def _statistics(entity_id: str, begin: int, end: int) -> StatisticColumns:
    moments = np.arange(begin, end, HOUR, dtype=np.int64)
    mean = watts(entity_id, moments)
    unknown = np.full(len(moments), np.nan)
    return StatisticColumns(
        (entity_id,), Period.HOUR, np.zeros(len(moments), dtype=np.int32), moments,
        unknown, unknown, unknown, mean, mean * LOW, mean * HIGH,
    )  # fmt: skip


def _readings(entity_id: str, begin: int, end: int) -> ReadingColumns:
    moments = np.arange(begin, end, _READING_EVERY, dtype=np.int64)
    return ReadingColumns(
        (entity_id,),
        np.zeros(len(moments), dtype=np.int32),
        moments,
        np.round(watts(entity_id, moments)),
        np.full(len(moments), NO_RESET, dtype=np.int64),
    )


def watts(entity_id: str, moments: NDArray[np.int64]) -> NDArray[np.float64]:
    """Seasons, days, noise; each entity has a level of its own."""
    place = int(entity_id.rpartition("_")[2])
    noise = np.random.default_rng(place)
    season = 1 + 0.5 * np.cos(2 * np.pi * moments / (365.25 * DAY))
    day = 1 + 0.6 * np.sin(2 * np.pi * moments / DAY + place)
    level = 100 + 150 * place
    result: NDArray[np.float64] = level * season * day * noise.uniform(0.5, 1.5, len(moments))
    return result
