"""Ten years of a house in the store: hourly, then some days in full, with a gap and a repair."""

import numpy as np
from numpy.typing import NDArray

from energy_desktop.model.columns import NO_RESET, ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import EntitySet, Interval, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros, parse_moment
from energy_desktop.ports.store_opener import Stores
from energy_desktop.viewmodels.wording import zone_named

GRID, SOLAR, PUMP = "sensor.grid_power", "sensor.solar_power", "sensor.heat_pump_power"
LEVEL = "sensor.battery_level"
SENSORS = (GRID, SOLAR, PUMP, LEVEL)
_ZONE = zone_named("Europe/Berlin")
DAY_SHOWN = TimeRange(
    parse_moment("2026-11-19T00:00", _ZONE), parse_moment("2026-11-20T00:00", _ZONE)
)
REPAIRED = TimeRange(
    parse_moment("2026-11-19T12:10", _ZONE), parse_moment("2026-11-19T14:30", _ZONE)
)
GAP = TimeRange(parse_moment("2026-11-19T21:15", _ZONE), parse_moment("2026-11-19T22:30", _ZONE))
_BEGAN = parse_moment("2016-11-01T00:00", _ZONE)
_SUN_SINCE = parse_moment("2019-04-12T00:00", _ZONE)
_LIVE_SINCE = parse_moment("2026-01-20T00:00", _ZONE)
_RAW_SINCE = parse_moment("2026-11-16T00:00", _ZONE)

Moments = NDArray[np.int64]
Watts = NDArray[np.float64]


async def record_the_past(stores: Stores, now: Micros) -> None:
    """Fill the stores up to now; three sensors are covered."""
    await stores.metrics.write_statistics(_hourly(now))
    await stores.metrics.write_readings(_readings(now))
    members = EntitySet.of(SENSORS)
    stretches = (
        (_LIVE_SINCE, REPAIRED.start),
        (REPAIRED.end, GAP.start),
        (GAP.end, now),
    )
    for number, (start, end) in enumerate(stretches):
        session = Session(f"session-{number}", members.set_id, start, end, 0)
        await stores.state.begin_session(session, members)
        await stores.state.advance_session(session.session_id, end, 0, end)
    before = TimeRange(_BEGAN, _LIVE_SINCE)
    sunless = TimeRange(_SUN_SINCE, _LIVE_SINCE)
    await stores.state.add_intervals(
        [Interval(e, sunless if e == SOLAR else before, Source.HOUR) for e in SENSORS]
        + [Interval(e, REPAIRED, Source.RAW) for e in SENSORS],
        0,
    )


def _hourly(now: Micros) -> StatisticColumns:
    hours = np.arange(_BEGAN, now - HOUR, HOUR, dtype=np.int64)
    noise = np.random.default_rng(11)
    blocks = []
    for place, sensor in enumerate(SENSORS):
        moments = hours[hours >= _SUN_SINCE] if sensor == SOLAR else hours
        mean = value_of(sensor, moments)
        if sensor != LEVEL:
            mean = mean * (1 + 0.08 * noise.standard_normal(len(moments)))
        blocks.append((np.full(len(moments), place, dtype=np.int32), moments, mean))
    entity, moments, mean = (np.concatenate(column) for column in zip(*blocks, strict=True))
    unknown = np.full(len(mean), np.nan)
    around = np.where(entity == SENSORS.index(LEVEL), 0.0, 0.15 * np.abs(mean))
    return StatisticColumns(
        SENSORS, Period.HOUR, entity, moments, unknown, unknown, unknown,
        mean, mean - around, mean + around,
    )  # fmt: skip


def _readings(now: Micros) -> ReadingColumns:
    """Each sensor every twenty seconds of late, but not while nobody recorded."""
    moments = np.concatenate(
        (
            np.arange(_LIVE_SINCE, _RAW_SINCE, 20 * MINUTE, dtype=np.int64),
            np.arange(_RAW_SINCE, now, 20 * SECOND, dtype=np.int64),
        )
    )
    moments = moments[(moments < GAP.start) | (moments >= GAP.end)]
    noise = np.random.default_rng(5)
    spread = 1 + 0.04 * noise.standard_normal((len(SENSORS), len(moments)))
    spread[SENSORS.index(LEVEL)] = 1.0  # a battery tells whole percents, without noise
    states = [
        np.round(value_of(sensor, moments) * spread[place]) for place, sensor in enumerate(SENSORS)
    ]
    count = len(moments)
    return ReadingColumns(
        SENSORS,
        np.repeat(np.arange(len(SENSORS), dtype=np.int32), count),
        np.tile(moments, len(SENSORS)),
        np.concatenate(states),
        np.full(len(SENSORS) * count, NO_RESET, dtype=np.int64),
    )


def value_of(sensor: str, moments: Moments) -> Watts:
    """Watts, or percent: seasons, days, a heat pump that cycles, clouds that pass."""
    year = 2 * np.pi * ((moments / DAY) % 365.25) / 365.25
    hour = (moments / HOUR + 1) % 24
    cold = 0.5 + 0.5 * np.cos(year - 0.4)
    pump: Watts = np.where(np.sin(2 * np.pi * moments / (1.6 * HOUR)) > 0.1, 1.0, 0.02)
    pump = pump * (250 + 900 * cold)
    if sensor == PUMP:
        return pump
    height = np.sin(np.pi * (hour - 6 - 2 * cold) / (12 - 4 * cold))
    clouds = 1 + 0.3 * np.sin(moments / (0.37 * HOUR)) * np.sin(moments / (1.9 * HOUR))
    sun: Watts = np.maximum(0, height) * clouds * (900 + 3600 * (1 - cold))
    if sensor == SOLAR:
        return sun
    if sensor == LEVEL:
        level: Watts = 55 + 40 * np.sin(2 * np.pi * (hour - 9.5) / 24)
        return level
    meals = 1800.0 * ((hour > 18.2) & (hour < 19)) + 700.0 * ((hour > 6.7) & (hour < 7.4))
    used: Watts = 280 + 60 * np.sin(moments / (0.11 * HOUR)) + meals + pump
    return used - np.where(moments >= _SUN_SINCE, sun, 0.0)
