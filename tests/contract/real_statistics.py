"""Gives a real Home Assistant a past: rows of long ago, and states it makes statistics of."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from tests.contract.homes import KnownStatistics
from tests.real_home_assistant.database import SeededStatistic, StatisticKind
from tests.real_home_assistant.entities import PeerEntity, standard_entities
from tests.real_home_assistant.peer import START_WITHIN, RealHomeAssistant

METER, POWER = "sensor.peer_energy_kwh_4", "sensor.peer_power_w_4"
FLAKY = "sensor.peer_power_w_3"

DAY_OF_THE_CLOCK_CHANGE = datetime(2025, 3, 29, 23, tzinfo=UTC)
"""Midnight before 30 March 2025 in Berlin: a day of 23 hours."""

HOUR = 3600
RECENT_HOURS = 4
BETWEEN_STATES = 97
LONG_AGO = 2 * 24 * HOUR


def seed_statistics(server: RealHomeAssistant) -> KnownStatistics:
    """Put a past into a stopped server; `compiled` tells when it has worked it up."""
    present = max(row.last_updated for row in server.recorded_states(POWER)) // 1_000_000
    recent = present // HOUR * HOUR - (RECENT_HOURS + 1) * HOUR
    with server.seeding() as seed:
        seed.statistics(StatisticKind(METER, "kWh", has_sum=True), _metered())
        seed.statistics(StatisticKind(POWER, "W", has_mean=True), _measured())
        for entity, values in (
            (METER, _meter_readings()),
            (POWER, _powers()),
            (FLAKY, _flaky_powers()),
        ):
            times = map(float, range(recent, recent + RECENT_HOURS * HOUR, BETWEEN_STATES))
            states = zip(times, values, strict=False)
            seed.states(entity, states, dict(_entity(entity).attributes))
        long_ago = float(recent - LONG_AGO)
        seed.states(FLAKY, [(long_ago, "12.5")], dict(_entity(FLAKY).attributes))
        seed.compile_from(recent)
    return KnownStatistics(
        energy=METER,
        power=POWER,
        flaky=FLAKY,
        day=DAY_OF_THE_CLOCK_CHANGE,
        recent=datetime.fromtimestamp(recent + HOUR, UTC),
    )


async def compiled(server: RealHomeAssistant, statistics: KnownStatistics) -> None:
    """Return when the server has made statistics of the states it was given."""
    ids = [statistics.energy, statistics.power, statistics.flaky]
    async with asyncio.timeout(START_WITHIN):
        while True:
            answer = await server.call(
                "recorder/statistics_during_period",
                start_time=(statistics.recent + timedelta(hours=1)).isoformat(),
                end_time=(statistics.recent + timedelta(hours=2)).isoformat(),
                statistic_ids=ids,
                period="hour",
            )
            if set(answer) == set(ids):
                return
            await asyncio.sleep(0.1)


def _entity(entity_id: str) -> PeerEntity:
    return next(each for each in standard_entities() if each.entity_id == entity_id)


def _hours_around_the_clock_change() -> Iterator[tuple[int, float]]:
    first = DAY_OF_THE_CLOCK_CHANGE - timedelta(days=2)
    for hour in range(96):
        yield hour, (first + timedelta(hours=hour)).timestamp()


def _metered() -> Iterator[SeededStatistic]:
    for hour, start in _hours_around_the_clock_change():
        total = (hour + 1) / 4
        yield SeededStatistic(start, state=1000 + total, sum=total)


def _measured() -> Iterator[SeededStatistic]:
    for hour, start in _hours_around_the_clock_change():
        yield SeededStatistic(start, mean=200.0 + hour, min=100.0, max=300.0 + hour)


def _meter_readings() -> Iterator[str]:
    """A meter that dips a little once, which is no reset, and is exchanged once, which is."""
    value = 50.0
    for number in count(1):
        value += 0.25
        value -= 1.0 if number == 55 else 0
        value = 0.1 if number == 65 else value
        yield f"{value:.3f}"


def _powers() -> Iterator[str]:
    for number in count(1):
        yield f"{number * 7919 % 3001 - 500.5:.1f}"


def _flaky_powers() -> Iterator[str]:
    """Unavailable for a moment, and later for longer than five minutes."""
    for number, power in enumerate(_powers(), 1):
        yield "unavailable" if number in (48, *range(55, 62)) else power
