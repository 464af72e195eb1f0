"""Marks: what the last durable batch proves."""

import pytest

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.profiles import MetricProfile
from tests.ports.sample_readings import at, everything, reading, write


async def test_an_empty_store_proves_nothing(metrics: MetricStore) -> None:
    assert await metrics.last_mark() is None


async def test_the_last_mark_is_that_of_the_last_batch(metrics: MetricStore) -> None:
    for number in (1, 2, 3):
        mark = BatchMark(number, "session", at(number))
        await metrics.write_readings(ReadingColumns.of([reading(number, 1.0)]), mark)
    assert await metrics.last_mark() == BatchMark(3, "session", at(3))


async def test_a_batch_without_a_mark_leaves_the_last_one(metrics: MetricStore) -> None:
    await metrics.write_readings(ReadingColumns.of([]), BatchMark(7, "session", at(7)))
    await write(metrics, reading(8, 1.0))
    assert await metrics.last_mark() == BatchMark(7, "session", at(7))


async def test_a_mark_may_come_without_readings(metrics: MetricStore) -> None:
    await metrics.write_readings(ReadingColumns.of([]), BatchMark(1, "", at(0)))
    assert await metrics.last_mark() == BatchMark(1, "", at(0))


async def test_a_refused_batch_leaves_no_mark(metrics: MetricStore) -> None:
    refused = ReadingColumns.of([reading(1, float("inf"))])
    with pytest.raises(ValueError, match="infinite"):
        await metrics.write_readings(refused, BatchMark(1, "session", at(1)))
    assert await metrics.last_mark() is None
    assert await everything(metrics) == []


async def test_the_last_mark_survives_sealing(metrics: MetricStore) -> None:
    for number in range(1, 6):
        await metrics.write_readings(
            ReadingColumns.of([reading(number, 1.0)]), BatchMark(number, "session", at(number))
        )
    await metrics.seal(at(0, 1))
    await metrics.seal(at(0, 1))
    assert await metrics.last_mark() == BatchMark(5, "session", at(5))


async def test_the_last_mark_is_there_after_the_store_was_closed(
    metric_profile: MetricProfile,
) -> None:
    first = await metric_profile.open_metrics()
    for number in range(1, 4):
        await first.write_readings(ReadingColumns.of([]), BatchMark(number, "s", at(number)))
    await first.close()
    second = await metric_profile.open_metrics()
    mark = await second.last_mark()
    await second.close()
    assert mark == BatchMark(3, "s", at(3))
