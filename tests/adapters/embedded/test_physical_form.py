"""How sealed rows lie in the file: what makes long questions fast."""

from pathlib import Path

import duckdb
import pytest

from energy_desktop.adapters.embedded import sealing, statistic_clustering
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR
from tests.ports.sample_readings import at, reading, write

Key = tuple[int, int]
"""Entity number and time."""

# Day 0 of the samples is 2024-10-04, so October ends with day 27 and November with day 57.
OCTOBER, NOVEMBER = range(28), range(28, 58)


def _lying(folder: Path, table: str) -> list[Key]:
    with duckdb.connect(folder / "metrics.duckdb") as connection:
        return connection.execute(
            f"SELECT entity, timestamp FROM {table} ORDER BY rowid"
        ).fetchall()


async def _write_days(store: EmbeddedMetricStore, days: range) -> None:
    for day in days:
        batch = [reading(60.0 * n, 1.0, entity, day) for n in range(3) for entity in "abc"]
        await write(store, *batch)


async def test_a_sealed_day_lies_by_entity_and_time(tmp_path: Path) -> None:
    store = await EmbeddedMetricStore.open(tmp_path)
    await _write_days(store, range(1))
    await store.seal(at(0, 1))
    await store.close()
    rows = _lying(tmp_path, "reading_sealed")
    assert len(rows) == 9
    assert rows == sorted(rows)
    assert _lying(tmp_path, "reading_hot") == []


async def test_a_finished_month_lies_by_entity_and_time_as_a_whole(tmp_path: Path) -> None:
    store = await EmbeddedMetricStore.open(tmp_path)
    for day in (*OCTOBER, *NOVEMBER):
        await _write_days(store, range(day, day + 1))
        await store.seal(at(0, day + 1))
    await store.close()
    rows = _lying(tmp_path, "reading_sealed")
    october = [each for each in rows if each[1] < at(0, 28)]
    november = [each for each in rows if each[1] >= at(0, 28)]
    assert rows == october + november
    assert october == sorted(october)
    assert november == sorted(november)


@pytest.mark.parametrize("day", [3, 40])
async def test_what_comes_late_into_a_finished_month_is_merged_in(tmp_path: Path, day: int) -> None:
    store = await EmbeddedMetricStore.open(tmp_path)
    await _write_days(store, range(58))
    await store.seal(at(0, 58))
    await write(store, reading(7, 7.0, "b", day))
    await store.seal(at(0, 58))
    await store.close()
    rows = [r for r in _lying(tmp_path, "reading_sealed") if (r[1] < at(0, 28)) == (day < 28)]
    assert (1, at(7, day)) in rows
    assert rows == sorted(rows)
    assert _lying(tmp_path, "reading_late") == []


async def test_a_day_sealed_into_a_merged_month_is_merged_in(tmp_path: Path) -> None:
    store = await EmbeddedMetricStore.open(tmp_path)
    await _write_days(store, range(10))
    await store.seal(at(0, 58))
    await _write_days(store, range(15, 16))
    await store.seal(at(0, 58))
    await store.close()
    rows = _lying(tmp_path, "reading_sealed")
    assert rows == sorted(rows)


async def test_a_month_larger_than_one_piece_lies_in_order_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "CHUNK_ROWS", 100)
    store = await EmbeddedMetricStore.open(tmp_path)
    await _write_days(store, range(28))
    await store.seal(at(0, 28))
    await store.close()
    rows = _lying(tmp_path, "reading_sealed")
    assert len(rows) == 28 * 9
    assert rows == sorted(rows)


async def _write_hours(store: EmbeddedMetricStore, hours: range, names: str = "ab") -> None:
    rows = [
        (n, StatisticRow(name, at(hour * HOUR / 1e6), 1.0, 1.0, 1.0, None, None, None))
        for hour in hours
        for n, name in enumerate(names)
    ]
    await store.write_statistics(StatisticColumns.of_rows(tuple(names), Period.HOUR, rows))


async def test_a_year_of_statistics_lies_by_entity_and_time(tmp_path: Path) -> None:
    store = await EmbeddedMetricStore.open(tmp_path)
    for hours in (range(50, 100), range(50)):
        await _write_hours(store, hours)
    await store.seal(at(0, 1))
    await store.close()
    lying = _lying(tmp_path, "statistic_sealed")
    assert len(lying) == 200
    assert lying == sorted(lying)


async def test_a_year_larger_than_one_piece_lies_in_order_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistic_clustering, "CHUNK_ROWS", 250)
    store = await EmbeddedMetricStore.open(tmp_path)
    for hours in (range(50, 100), range(50)):
        await _write_hours(store, hours, "abcd")
    await store.seal(at(0, 1))
    await store.close()
    lying = _lying(tmp_path, "statistic_sealed")
    assert len(lying) == 400
    assert lying == sorted(lying)
    assert _lying(tmp_path, "statistic_fresh") == []


async def test_a_fresh_row_moves_the_rows_of_its_own_piece_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistic_clustering, "CHUNK_ROWS", 250)
    store = await EmbeddedMetricStore.open(tmp_path)
    await _write_hours(store, range(100), "abcd")
    await store.seal(at(0, 1))
    await _write_hours(store, range(100, 101), "a")
    await store.seal(at(0, 1))
    await store.close()
    lying = _lying(tmp_path, "statistic_sealed")
    others = [key for key in lying if key[0] > 1]
    assert lying == [*others, *sorted(key for key in lying if key[0] <= 1)]
    assert len(lying) == 401
