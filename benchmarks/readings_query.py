"""A million readings out of fifty million as a chart draws them: the store beside plain SQL."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.embedded.metric_store import FILE_NAME, EmbeddedMetricStore
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import DAY, Micros

ROWS = 50_000_000
ENTITIES = 1_000
ROWS_OF_THE_FIRST = 1_000_000
BUCKETS = 2_000
RUNS = 15
TARGET = 1.5

_FIRST_DAY = 20_454
"""2026-01-01, a Thursday, as a number of days since 1970."""
_DAYS = 31
_SPAN = TimeRange(Micros(_FIRST_DAY * DAY), Micros((_FIRST_DAY + _DAYS) * DAY))

# The first entity reports every few seconds, the others share what is left.
_FILL = f"""
INSERT INTO {{table}}
SELECT entity, {_SPAN.start} + place * step AS timestamp,
       ((place * 7919 + entity) % 50000) / 10.0 AS state{{reset}}
FROM (
  SELECT 0 AS entity, range AS place, {_SPAN.duration // ROWS_OF_THE_FIRST} AS step
  FROM range({ROWS_OF_THE_FIRST})
  UNION ALL
  SELECT e.range AS entity, r.range AS place,
         {_SPAN.duration * (ENTITIES - 1) // (ROWS - ROWS_OF_THE_FIRST)} AS step
  FROM range(1, {ENTITIES}) e, range({(ROWS - ROWS_OF_THE_FIRST) // (ENTITIES - 1)}) r
)
ORDER BY entity, timestamp
"""


async def _made_store(folder: Path) -> None:
    """The store's own file, its sealed month filled at once instead of batch by batch."""
    store = await EmbeddedMetricStore.open(folder)
    names = [f"sensor.power_{number}" for number in range(ENTITIES)]
    await store.write_readings(
        ReadingColumns.of(Reading(name, Micros(_SPAN.end), 0.0) for name in names)
    )
    await store.close()
    with duckdb.connect(str(folder / FILE_NAME)) as database:
        database.execute("DELETE FROM reading_hot")
        numbers = dict(database.execute("SELECT entity_id, number FROM entity").fetchall())
        assert numbers[names[0]] + ENTITIES - 1 == numbers[names[-1]]
        filled = _FILL.format(table="reading_sealed", reset=", NULL")
        database.execute(filled.replace("SELECT entity,", f"SELECT entity + {numbers[names[0]]},"))
        for day in range(_FIRST_DAY, _FIRST_DAY + _DAYS):
            database.execute("INSERT INTO sealed_day VALUES (?)", [day])


def _made_by_hand(path: Path) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute("CREATE TABLE readings (entity INTEGER, timestamp BIGINT, state DOUBLE)")
        database.execute(_FILL.format(table="readings", reset=""))


def _ask_by_hand(database: duckdb.DuckDBPyConnection) -> int:
    width = -(-_SPAN.duration // BUCKETS)
    columns = database.execute(
        f"SELECT (timestamp - {_SPAN.start}) // {width} AS bucket, min(state), max(state)"
        f" FROM readings WHERE entity = 0 AND timestamp >= {_SPAN.start}"
        f" AND timestamp < {_SPAN.end} GROUP BY bucket ORDER BY bucket"
    ).fetchnumpy()
    return len(columns["bucket"])


async def _measured(folder: Path) -> tuple[float, float]:
    """Milliseconds of the store and of the query by hand, in turn; medians."""
    await _made_store(folder)
    _made_by_hand(folder / "by_hand.duckdb")
    store = await EmbeddedMetricStore.open(folder)
    ours: list[float] = []
    limit: list[float] = []
    try:
        with duckdb.connect(
            str(folder / "by_hand.duckdb"), read_only=True, config={"threads": 2}
        ) as by_hand:
            for _ in range(RUNS):
                began = time.perf_counter()
                assert _ask_by_hand(by_hand) == BUCKETS
                limit.append(1000 * (time.perf_counter() - began))
                began = time.perf_counter()
                buckets = await store.buckets("sensor.power_0", _SPAN, BUCKETS)
                ours.append(1000 * (time.perf_counter() - began))
                assert len(buckets) == BUCKETS
                assert int(buckets.count.sum()) == ROWS_OF_THE_FIRST
    finally:
        await store.close()
    return statistics.median(ours), statistics.median(limit)


def measure() -> list[BenchmarkRow]:
    """One month of one entity, in the store's sealed form and in a table clustered by hand."""
    with tempfile.TemporaryDirectory() as folder:
        ours, limit = asyncio.run(_measured(Path(folder)))
    return [
        BenchmarkRow(
            "1 M readings of 50 M to 2,000 min/max buckets",
            "ms",
            round(ours, 2),
            round(limit, 2),
            round(ours / limit, 3),
            f"<= {TARGET:g} x",
            ours <= TARGET * limit,
        )
    ]
