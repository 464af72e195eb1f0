"""Counts, the newest readings, and pages."""

import pytest

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.sample_readings import (
    EVER,
    GRID,
    SOLAR,
    at,
    day_span,
    everything,
    reading,
    write,
)


async def test_counts_name_every_entity_asked_for(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(2, None))
    counts = await metrics.count_readings([SOLAR, GRID], EVER)
    assert counts == {SOLAR: 2, GRID: 0}


async def test_counts_count_a_key_once(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(1, 2.0))
    await write(metrics, reading(1, 3.0))
    assert await metrics.count_readings([SOLAR], EVER) == {SOLAR: 1}


async def test_counts_keep_to_their_span(metrics: MetricStore) -> None:
    await write(metrics, *(reading(second, 1.0) for second in range(10)))
    assert await metrics.count_readings([SOLAR], TimeRange(at(2), at(5))) == {SOLAR: 3}


async def test_the_newest_reading_is_that_of_the_latest_time(metrics: MetricStore) -> None:
    await write(metrics, reading(9, 9.0), reading(1, 1.0, GRID))
    await write(metrics, reading(5, 5.0))
    assert await metrics.latest([SOLAR, GRID]) == {
        SOLAR: reading(9, 9.0),
        GRID: reading(1, 1.0, GRID),
    }


async def test_the_newest_reading_may_be_one_without_value(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0), reading(2, None))
    assert await metrics.latest([SOLAR]) == {SOLAR: reading(2, None)}


async def test_the_newest_reading_is_the_later_write_of_its_key(metrics: MetricStore) -> None:
    await write(metrics, reading(2, 2.0))
    await write(metrics, reading(2, 3.0))
    assert await metrics.latest([SOLAR]) == {SOLAR: reading(2, 3.0)}


async def test_an_entity_without_readings_has_no_newest_one(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    assert await metrics.latest([GRID]) == {}
    assert await metrics.latest([]) == {}


async def test_the_newest_reading_before_a_moment_excludes_the_moment(
    metrics: MetricStore,
) -> None:
    await write(metrics, reading(1, 1.0), reading(2, 2.0))
    assert await metrics.latest([SOLAR], at(2)) == {SOLAR: reading(1, 1.0)}
    assert await metrics.latest([SOLAR], at(1)) == {}


@pytest.mark.parametrize("sealed_to", [0, 1, 40, 500])
async def test_the_newest_reading_is_found_however_old_it_is(
    metrics: MetricStore, sealed_to: int
) -> None:
    await write(
        metrics,
        reading(1, 1.0, "years_ago", day=0),
        reading(1, 2.0, "months_ago", day=400),
        reading(1, 3.0, "yesterday", day=499),
        reading(1, 4.0, "today", day=500),
        reading(1, 0.0, "today", day=0),
    )
    await metrics.seal(at(0, sealed_to))
    found = await metrics.latest(["years_ago", "months_ago", "yesterday", "today"])
    assert {entity: each.state for entity, each in found.items()} == {
        "years_ago": 1.0,
        "months_ago": 2.0,
        "yesterday": 3.0,
        "today": 4.0,
    }
    earlier = await metrics.latest(["today", "yesterday"], at(1, 499))
    assert earlier == {"today": reading(1, 0.0, "today", day=0)}


async def test_a_late_write_of_the_newest_sealed_key_wins(metrics: MetricStore) -> None:
    await write(metrics, reading(1, 1.0))
    await metrics.seal(at(0, 1))
    await write(metrics, reading(1, 2.0))
    assert await metrics.latest([SOLAR]) == {SOLAR: reading(1, 2.0)}


async def test_an_open_day_in_the_past_does_not_hide_a_newer_sealed_one(
    metrics: MetricStore,
) -> None:
    await write(metrics, reading(1, 5.0, day=5))
    await metrics.seal(at(0, 6))
    await write(metrics, reading(1, 2.0, day=2))
    assert await metrics.latest([SOLAR]) == {SOLAR: reading(1, 5.0, day=5)}


async def _pages(
    metrics: MetricStore, entities: list[str], span: TimeRange, rows: int
) -> list[list[Reading]]:
    return [list(page) async for page in metrics.reading_pages(entities, span, rows)]


@pytest.mark.parametrize("rows", [1, 7, 100, 10_000])
@pytest.mark.parametrize("is_sealed", [False, True])
async def test_pages_together_are_the_readings_in_order(
    metrics: MetricStore, rows: int, is_sealed: bool
) -> None:
    batch = [
        reading(float(second), 1.0, entity, day)
        for entity, per_day in (("a", 3), ("b", 40), ("c", 0), ("d", 5))
        for day in range(3)
        for second in range(per_day)
    ]
    await write(metrics, *batch)
    if is_sealed:
        await metrics.seal(at(0, 2))
        await write(metrics, *batch[::5])
    pages = await _pages(metrics, ["d", "c", "b", "a"], EVER, rows)
    assert [each for page in pages for each in page] == batch
    assert all(0 < len(page) <= rows for page in pages)


async def test_pages_keep_to_their_span(metrics: MetricStore) -> None:
    await write(metrics, *(reading(1, float(day), day=day) for day in range(5)))
    pages = await _pages(metrics, [SOLAR], day_span(1, 3), 2)
    assert [each.state for page in pages for each in page] == [1.0, 2.0, 3.0]


async def test_no_readings_are_no_pages(metrics: MetricStore) -> None:
    assert await _pages(metrics, [SOLAR], EVER, 10) == []


async def test_a_page_that_nobody_reads_on_from_hinders_no_write(metrics: MetricStore) -> None:
    await write(metrics, *(reading(float(second), 1.0) for second in range(100)))
    async for page in metrics.reading_pages([SOLAR], EVER, 10):
        await write(metrics, reading(1000, 2.0))
        await metrics.seal(at(0, 1))
        assert len(page) == 10
        break
    assert len(await everything(metrics)) == 101
