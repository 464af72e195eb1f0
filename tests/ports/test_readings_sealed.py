"""Sealing changes no answer."""

import asyncio
import random

import pytest

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import DAY, MINUTE, Micros
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.profiles import MetricProfile
from tests.ports.sample_readings import (
    EVER,
    GRID,
    SOLAR,
    at,
    day_span,
    everything,
    reading,
    states,
    write,
)


async def test_a_day_that_has_not_ended_is_not_sealed(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert await metrics.seal(at(86_399.999999)) == 0


async def test_sealing_changes_no_answer(metrics: MetricStore) -> None:
    await write(metrics, *(reading(s, float(s), e) for s in (5, 3, 5, 1) for e in (SOLAR, GRID)))
    await write(metrics, reading(3, None), reading(7, 7.0))
    before = await everything(metrics)
    await metrics.seal(at(0, 1))
    assert await everything(metrics) == before


async def test_readings_without_value_survive_sealing(metrics: MetricStore) -> None:
    await write(metrics, reading(1, None), reading(2, 2.0))
    await metrics.seal(at(0, 1))
    assert states(await everything(metrics)) == [None, 2.0]


async def test_a_late_reading_of_a_sealed_day_is_found(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(9, 9.0))
    await metrics.seal(at(0, 1))
    await write(metrics, reading(5, 5.0))
    assert states(await everything(metrics)) == [1.0, 5.0, 9.0]


async def test_a_late_write_of_a_sealed_key_wins(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    await metrics.seal(at(0, 1))
    await write(metrics, reading(1, 2.0))
    await write(metrics, reading(1, 3.0))
    assert await everything(metrics) == [reading(1, 3.0)]


async def test_a_late_reading_without_value_wins_over_a_sealed_one(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    await metrics.seal(at(0, 1))
    await write(metrics, reading(1, None))
    assert await everything(metrics) == [reading(1, None)]
    await metrics.seal(at(0, 1))
    assert await everything(metrics) == [reading(1, None)]


async def test_late_readings_hide_no_sealed_neighbour(metrics: MetricStore) -> None:
    sealed = [Reading(SOLAR, Micros(at(9) + each), float(each)) for each in range(0, 9, 2)]
    late = [Reading(SOLAR, Micros(at(9) + each), float(each)) for each in (3, 5)]
    await write(metrics, *sealed)
    await metrics.seal(at(0, 1))
    await write(metrics, *late)
    assert await everything(metrics) == sorted([*sealed, *late])


async def test_an_overlapping_repair_of_a_sealed_day_doubles_nothing(
    metrics: MetricStore,
) -> None:
    day = [reading(second, float(second)) for second in range(0, 86_400, 60)]
    await write(metrics, *day[::2])
    await metrics.seal(at(0, 1))
    await write(metrics, *day)
    assert await everything(metrics) == day
    assert await metrics.count_readings([SOLAR], EVER) == {SOLAR: len(day)}


async def test_late_readings_are_sealed_once_more(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(2, 2.0, day=1))
    await metrics.seal(at(0, 2))
    await write(metrics, reading(1, 5.0), reading(3, 3.0))
    await metrics.seal(at(0, 2))
    assert states(await everything(metrics)) == [5.0, 3.0, 2.0]


async def test_one_batch_may_hold_late_and_fresh_readings(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    await metrics.seal(at(0, 1))
    batch = [reading(2, 2.0), reading(1, 3.0, day=1), reading(2, 4.0, GRID)]
    await write(metrics, *batch)
    assert await everything(metrics) == sorted([reading(1, 1.0), *batch])


async def test_a_day_older_than_the_sealed_ones_is_sealed_later(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0, day=5))
    await metrics.seal(at(0, 6))
    await write(metrics, reading(1, 2.0, day=2))
    await write(metrics, reading(1, 3.0, day=2))
    assert states(await everything(metrics)) == [3.0, 1.0]
    await metrics.seal(at(0, 6))
    assert states(await everything(metrics)) == [3.0, 1.0]


async def test_spans_cut_through_sealed_late_and_open_days(metrics: MetricStore) -> None:
    minutes = [reading(60 * m, float(m), day=d) for d in range(4) for m in range(0, 1440, 30)]
    await write(metrics, *minutes)
    await metrics.seal(at(0, 3))
    await write(metrics, *(Reading(*r[:2], -1.0) for r in minutes if r.timestamp < at(3600, 1)))
    expected = [
        Reading(*r[:2], -1.0) if r.timestamp < at(3600, 1) else r
        for r in minutes
        if at(7200) <= r.timestamp < at(7200, 3)
    ]
    found = await metrics.readings([SOLAR], TimeRange(at(7200), at(7200, 3)))
    assert list(found) == expected


async def test_whole_months_are_merged_without_a_change(metrics: MetricStore) -> None:
    days = [reading(60.0 * n, float(n), e, day) for day in range(70) for n in (1, 2) for e in "abc"]
    await write(metrics, *days)
    for day in range(1, 71, 9):
        await metrics.seal(at(0, day))
    await metrics.seal(at(0, 70))
    assert await everything(metrics, *"abc") == sorted(days)


async def test_a_merged_month_takes_late_readings_too(metrics: MetricStore) -> None:
    days = [reading(60, float(day), day=day) for day in range(70)]
    await write(metrics, *days)
    await metrics.seal(at(0, 70))
    await write(metrics, reading(60, -1.0, day=30), reading(61, -2.0, day=30))
    expected = sorted(
        [*days[:30], *days[31:], reading(60, -1.0, day=30), reading(61, -2.0, day=30)]
    )
    assert await everything(metrics) == expected
    await metrics.seal(at(0, 70))
    assert await everything(metrics) == expected


async def test_sealed_readings_are_there_after_the_store_was_closed(
    metric_profile: MetricProfile,
) -> None:
    first = await metric_profile.open_metrics()
    await write(first, reading(1, 1.0), reading(2, 2.0))
    await first.seal(at(0, 1))
    await first.close()
    second = await metric_profile.open_metrics()
    await write(second, reading(1, 5.0))
    found = await everything(second)
    await second.seal(at(0, 1))
    again = await everything(second)
    await second.close()
    assert states(found) == states(again) == [5.0, 2.0]


async def test_days_are_those_of_utc_also_where_clocks_change(metrics: MetricStore) -> None:
    # 2024-10-27 has 25 hours in Berlin; in UTC it is a day like any other.
    await write(metrics, *(reading(3600.0 * h, float(h), day=23) for h in range(24)))
    await metrics.seal(at(86_399, 23))
    await metrics.seal(at(0, 24))
    assert (await metrics.count_readings([SOLAR], day_span(23)))[SOLAR] == 24


async def test_readers_see_every_reading_while_days_are_sealed(metrics: MetricStore) -> None:
    days = [reading(60.0 * n, float(n), day=day) for day in range(40) for n in range(20)]
    await write(metrics, *days)
    sealing = asyncio.gather(*(metrics.seal(at(0, day)) for day in range(1, 41)))
    while not sealing.done():
        assert await everything(metrics) == days
    await sealing


async def test_readers_see_whole_batches_while_others_are_written(metrics: MetricStore) -> None:
    async def write_all() -> None:
        for number in range(60):
            await write(metrics, *(reading(number, float(number), e) for e in (SOLAR, GRID)))

    async with asyncio.TaskGroup() as group:
        writing = group.create_task(write_all())
        while not writing.done():
            counts = await metrics.count_readings([SOLAR, GRID], EVER)
            assert counts[SOLAR] == counts[GRID]
    assert await metrics.count_readings([SOLAR], EVER) == {SOLAR: 60}


@pytest.mark.parametrize("seed", range(4))
async def test_any_schedule_of_writes_and_seals_equals_a_table_of_keys(
    metrics: MetricStore, seed: int
) -> None:
    chance = random.Random(seed)
    truth: dict[tuple[str, Micros], Reading] = {}
    for _ in range(25):
        batch = [_random_reading(chance) for _ in range(chance.randrange(80))]
        await write(metrics, *batch)
        truth.update({each[:2]: each for each in batch})
        if chance.random() < 0.3:
            await metrics.seal(at(0, chance.randrange(45)))
        first, second = sorted(at(0, chance.randrange(-1, 46)) for _ in range(2))
        found = await metrics.readings("abc", TimeRange(first, second))
        assert list(found) == sorted(
            each for each in truth.values() if first <= each.timestamp < second
        )


def _random_reading(chance: random.Random) -> Reading:
    moment = at(0) + chance.randrange(45 * DAY // (90 * MINUTE)) * 90 * MINUTE
    state = None if chance.random() < 0.1 else float(chance.randrange(1000))
    return Reading(chance.choice("abc"), Micros(moment), state)
