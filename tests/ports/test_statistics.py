"""Statistics rows, each period by itself."""

import math

import numpy as np
import pytest

from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR, Micros
from energy_desktop.ports.metric_store import MetricStore
from tests.ports.profiles import MetricProfile
from tests.ports.sample_readings import EVER, GRID, MIDNIGHT, SOLAR, at


def _row(hour: int, change: float | None, entity: str = SOLAR) -> StatisticRow:
    start = Micros(MIDNIGHT + hour * HOUR)
    return StatisticRow(entity, start, 1.5, 2.5, change, None, None, None)


async def _write(metrics: MetricStore, *rows: StatisticRow, period: Period = Period.HOUR) -> None:
    ids = tuple(dict.fromkeys(row.statistic_id for row in rows))
    numbered = [(ids.index(row.statistic_id), row) for row in rows]
    await metrics.write_statistics(StatisticColumns.of_rows(ids, period, numbered))


async def _changes(
    metrics: MetricStore, *entities: str, period: Period = Period.HOUR, span: TimeRange = EVER
) -> list[tuple[str, int, float]]:
    found = await metrics.statistics(entities or (SOLAR, GRID), period, span)
    hours = (found.timestamp - MIDNIGHT) // HOUR
    return [
        (found.entities[index], hour, change)
        for index, hour, change in zip(
            found.entity.tolist(), hours.tolist(), found.change.tolist(), strict=True
        )
    ]


async def test_an_empty_store_has_no_statistics(metrics: MetricStore) -> None:
    found = await metrics.statistics([SOLAR], Period.HOUR, EVER)
    assert len(found) == 0
    assert found.period == Period.HOUR


async def test_a_row_comes_back_with_every_figure(metrics: MetricStore) -> None:
    await _write(metrics, StatisticRow(SOLAR, at(0), 1.0, 0.1 + 0.2, -3.0, 4.0, 5.0, 1e300))
    found = await metrics.statistics([SOLAR], Period.HOUR, EVER)
    figures = [found.state, found.sum, found.change, found.mean, found.min, found.max]
    assert [each.tolist() for each in figures] == [
        [1.0],
        [0.1 + 0.2],
        [-3.0],
        [4.0],
        [5.0],
        [1e300],
    ]


async def test_a_figure_that_does_not_apply_is_nan(metrics: MetricStore) -> None:
    await _write(metrics, _row(0, 1.0))
    found = await metrics.statistics([SOLAR], Period.HOUR, EVER)
    assert all(math.isnan(each[0]) for each in (found.mean, found.min, found.max))


async def test_rows_come_back_ordered_by_entity_id_and_time(metrics: MetricStore) -> None:
    await _write(metrics, _row(2, 2.0), _row(1, 1.0, GRID), _row(1, 1.0))
    assert await _changes(metrics, SOLAR, GRID) == [
        (GRID, 1, 1.0),
        (SOLAR, 1, 1.0),
        (SOLAR, 2, 2.0),
    ]


async def test_periods_are_kept_apart(metrics: MetricStore) -> None:
    for change, period in enumerate(Period):
        await _write(metrics, _row(0, float(change)), period=period)
    for change, period in enumerate(Period):
        assert await _changes(metrics, period=period) == [(SOLAR, 0, float(change))]


async def test_the_later_write_of_a_row_wins(metrics: MetricStore) -> None:
    await _write(metrics, _row(0, 1.0))
    await _write(metrics, _row(0, 2.0), _row(0, 3.0))
    assert await _changes(metrics) == [(SOLAR, 0, 3.0)]


async def test_the_later_write_of_a_row_takes_back_a_figure(metrics: MetricStore) -> None:
    await _write(metrics, _row(0, 1.0))
    await _write(metrics, _row(0, None))
    ((_, _, change),) = await _changes(metrics)
    assert math.isnan(change)


async def test_the_later_write_wins_over_a_sealed_row(metrics: MetricStore) -> None:
    await _write(metrics, *(_row(hour, 1.0) for hour in range(5)))
    await metrics.seal(at(0, 1))
    await _write(metrics, _row(2, 9.0), _row(7, 7.0))
    expected = [(SOLAR, h, 9.0 if h == 2 else 1.0) for h in range(5)] + [(SOLAR, 7, 7.0)]
    assert await _changes(metrics) == expected
    await metrics.seal(at(0, 1))
    assert await _changes(metrics) == expected


async def test_sealing_changes_no_row_of_any_year(metrics: MetricStore) -> None:
    rows = [_row(hour, float(hour), e) for hour in range(0, 30_000, 701) for e in (GRID, SOLAR)]
    for period in Period:
        await _write(metrics, *rows[::2], period=period)
        await _write(metrics, *rows[1::2], period=period)
    before = [await _changes(metrics, period=period) for period in Period]
    await metrics.seal(at(0, 2000))
    assert [await _changes(metrics, period=period) for period in Period] == before
    assert len(before[0]) == len(rows)


async def test_a_span_includes_its_start_and_excludes_its_end(metrics: MetricStore) -> None:
    await _write(metrics, *(_row(hour, float(hour)) for hour in range(5)))
    span = TimeRange(at(3600), at(3 * 3600))
    assert await _changes(metrics, span=span) == [(SOLAR, 1, 1.0), (SOLAR, 2, 2.0)]


async def test_statistics_and_readings_of_one_entity_are_kept_apart(metrics: MetricStore) -> None:
    await _write(metrics, _row(0, 1.0))
    assert len(await metrics.readings([SOLAR], EVER)) == 0
    assert await metrics.latest([SOLAR]) == {}


async def test_an_infinite_figure_is_refused(metrics: MetricStore) -> None:
    with pytest.raises(ValueError, match="infinite"):
        await _write(metrics, _row(0, math.inf))
    assert await _changes(metrics) == []


async def test_statistics_carry_a_mark_as_readings_do(metrics: MetricStore) -> None:
    rows = StatisticColumns.of_rows((SOLAR,), Period.HOUR, [(0, _row(0, 1.0))])
    await metrics.write_statistics(rows, BatchMark(3, "session", at(1)))
    assert await metrics.last_mark() == BatchMark(3, "session", at(1))


async def test_statistics_are_there_after_the_store_was_closed(
    metric_profile: MetricProfile,
) -> None:
    first = await metric_profile.open_metrics()
    await _write(first, _row(0, 1.0))
    await first.seal(at(0, 1))
    await _write(first, _row(1, 2.0))
    await first.close()
    second = await metric_profile.open_metrics()
    found = await _changes(second)
    await second.close()
    assert found == [(SOLAR, 0, 1.0), (SOLAR, 1, 2.0)]


async def test_columns_have_the_types_of_the_contract(metrics: MetricStore) -> None:
    await _write(metrics, _row(0, 1.0))
    found = await metrics.statistics([SOLAR], Period.HOUR, EVER)
    types = [c.dtype for c in (found.entity, found.timestamp, found.change, found.mean)]
    assert types == [np.int32, np.int64, np.float64, np.float64]


async def test_a_moment_before_1970_is_refused(metrics: MetricStore) -> None:
    with pytest.raises(ValueError, match="1970"):
        await _write(metrics, _row(0, 1.0), _row(-MIDNIGHT // HOUR - 1, 1.0))
    assert await _changes(metrics) == []


@pytest.mark.parametrize("entity", ["tibber:strom_küche", "sensor.電力", "o'brien"])
async def test_any_text_can_be_the_id_of_a_statistic(metrics: MetricStore, entity: str) -> None:
    await _write(metrics, _row(0, 1.0, entity))
    assert await _changes(metrics, entity) == [(entity, 0, 1.0)]
