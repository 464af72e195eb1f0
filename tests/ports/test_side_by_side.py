"""Several writers and readers at once, in one program."""

import asyncio

from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR, Micros
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.sample_readings import EVER, GRID, MIDNIGHT, SOLAR, at, everything, reading, write

WRITERS = 6
BATCHES = 12


async def test_writers_side_by_side_lose_nothing(metrics: MetricStore) -> None:
    async def record(writer: int) -> None:
        for number in range(BATCHES):
            await write(metrics, *(reading(number * 10 + n, 1.0, f"s{writer}") for n in range(10)))

    await asyncio.gather(*(record(writer) for writer in range(WRITERS)))
    names = [f"s{writer}" for writer in range(WRITERS)]
    assert await metrics.count_readings(names, EVER) == dict.fromkeys(names, BATCHES * 10)


async def test_writers_of_the_same_keys_store_each_once(metrics: MetricStore) -> None:
    async def record() -> None:
        for number in range(BATCHES):
            await write(metrics, *(reading(number * 10 + n, 1.0) for n in range(10)))

    await asyncio.gather(*(record() for _ in range(WRITERS)))
    assert await metrics.count_readings([SOLAR], EVER) == {SOLAR: BATCHES * 10}


async def test_a_writer_reads_what_it_wrote(metrics: MetricStore) -> None:
    async def record(entity: str) -> None:
        for number in range(BATCHES):
            await write(metrics, reading(number, float(number), entity))
            assert (await metrics.latest([entity]))[entity].state == number
            assert await metrics.count_readings([entity], EVER) == {entity: number + 1}

    await asyncio.gather(*(record(entity) for entity in (SOLAR, GRID, "third")))


async def test_a_mark_is_never_ahead_of_its_readings(metrics: MetricStore) -> None:
    async def record() -> None:
        for number in range(1, 40):
            await metrics.write_readings(
                ReadingColumns.of([reading(number, 1.0)]), BatchMark(number, "session", at(number))
            )

    async with asyncio.TaskGroup() as group:
        recording = group.create_task(record())
        while not recording.done():
            mark = await metrics.last_mark()
            found = await metrics.count_readings([SOLAR], EVER)
            assert found[SOLAR] >= (mark.number if mark else 0)


async def test_readings_and_statistics_are_written_side_by_side(metrics: MetricStore) -> None:
    async def keep_statistics() -> None:
        for hour in range(BATCHES):
            start = Micros(MIDNIGHT + hour * HOUR)
            row = StatisticRow(SOLAR, start, None, None, float(hour), None, None, None)
            await metrics.write_statistics(
                StatisticColumns.of_rows((SOLAR,), Period.HOUR, [(0, row)])
            )

    async def record() -> None:
        for number in range(BATCHES):
            await write(metrics, reading(number, float(number)))

    await asyncio.gather(keep_statistics(), record())
    changes = (await metrics.statistics([SOLAR], Period.HOUR, EVER)).change.tolist()
    assert changes == [float(hour) for hour in range(BATCHES)]
    assert len(await everything(metrics)) == BATCHES
