"""Questions to QuestDB over millions of rows: the adapter beside SQL by hand."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import psycopg

from benchmarks.questdb_home import QuestDbHome, questdb_home
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, Micros

READINGS = 50_000_000
ENTITIES = 1_000
DAYS = 31
STATISTIC_ENTITIES = 100
YEARS = 10
BUCKETS = 2_000
RUNS = 15
"""Of a slow question; a quick one is asked until a second has passed, at most 400 times."""
WARM_UP = 5
"""Questions that are not counted: the server compiles and plans the first ones of a kind."""
TARGET = 1.5

_FIRST_DAY = 20_454
"""2026-01-01 as a number of days since 1970."""
_MONTH = TimeRange(Micros(_FIRST_DAY * DAY), Micros((_FIRST_DAY + DAYS) * DAY))
_ONE_DAY = TimeRange(Micros((_FIRST_DAY + 15) * DAY), Micros((_FIRST_DAY + 16) * DAY))
_HOURS = YEARS * 365 * 24
_DECADE = TimeRange(Micros(_MONTH.end - _HOURS * HOUR), _MONTH.end)
_YEAR = TimeRange(Micros(_MONTH.end - 365 * DAY), _MONTH.end)
_WEEK = TimeRange(Micros(_MONTH.end - 7 * DAY), _MONTH.end)
_SENSOR = "sensor.power_0"
_OFTEN = "sensor.often"
_OFTEN_READINGS = 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """The same asked in both ways; both return how many rows came back."""

    name: str
    ours: Callable[[QuestDbMetricStore], Awaitable[int]]
    by_hand: str
    parameters: tuple[str, ...] = ()
    """Of the question by hand, where it has more than anybody would write down."""


def _fill(home: QuestDbHome) -> None:
    """Rows made by the server itself: what is measured is reading."""
    readings, rows = home.tables.readings.name, home.tables.statistics.name
    step = _MONTH.duration * ENTITIES // READINGS
    home.say(
        f'INSERT INTO "{readings}" SELECT cast({_MONTH.start} + ((x - 1) / {ENTITIES}) * {step}'
        f" AS TIMESTAMP), 'sensor.power_' || ((x - 1) % {ENTITIES}), (x * 7919 % 50000) / 10.0,"
        f" NULL FROM long_sequence({READINGS})"
    )
    often = _MONTH.duration // _OFTEN_READINGS
    home.say(
        f'INSERT INTO "{readings}" SELECT cast({_MONTH.start} + (x - 1) * {often} AS TIMESTAMP),'
        f" '{_OFTEN}', (x * 7919 % 50000) / 10.0, NULL FROM long_sequence({_OFTEN_READINGS})"
    )
    count = _HOURS * STATISTIC_ENTITIES
    home.say(
        f'INSERT INTO "{rows}" (timestamp, entity_id, period, state, "sum", "change", "mean",'
        f' "min", "max") SELECT cast({_DECADE.start} + ((x - 1) / {STATISTIC_ENTITIES}) * {HOUR}'
        f" AS TIMESTAMP), 'sensor.power_' || ((x - 1) % {STATISTIC_ENTITIES}), 'hour', x * 1.0,"
        f" x * 0.5, x % 100 / 7.0, x % 13, x % 5, x % 17 FROM long_sequence({count})"
    )


def _questions(home: QuestDbHome) -> list[Question]:
    readings, rows = home.tables.readings.name, home.tables.statistics.name

    def statistics_of(name: str, span: TimeRange) -> Question:
        async def ask(store: QuestDbMetricStore) -> int:
            return len(await store.statistics([_SENSOR], Period.HOUR, span))

        return Question(
            name,
            ask,
            'SELECT cast(timestamp AS LONG), state, "sum", "change", "mean", "min", "max"'
            f" FROM \"{rows}\" WHERE entity_id = '{_SENSOR}' AND period = 'hour' AND {_in(span)}",
        )

    async def a_day(store: QuestDbMetricStore) -> int:
        return len(await store.readings([_SENSOR], _ONE_DAY))

    async def a_million(store: QuestDbMetricStore) -> int:
        return len(await store.readings([_OFTEN], _MONTH))

    async def buckets(store: QuestDbMetricStore) -> int:
        return len(await store.buckets(_OFTEN, _MONTH, BUCKETS))

    async def newest(store: QuestDbMetricStore) -> int:
        return len(await store.latest([f"sensor.power_{n}" for n in range(ENTITIES)]))

    sensors = ", ".join(["%s"] * ENTITIES)
    width = -(-_MONTH.duration // BUCKETS)
    raw = f'SELECT cast(timestamp AS LONG), state, cast(last_reset AS LONG) FROM "{readings}"'
    return [
        statistics_of("7 days of hourly statistics of 8.8 M", _WEEK),
        statistics_of("a year of hourly statistics", _YEAR),
        statistics_of("ten years of hourly statistics", _DECADE),
        Question(
            "a day of one sensor of 50 M readings",
            a_day,
            f"{raw} WHERE entity_id = '{_SENSOR}' AND {_in(_ONE_DAY)}",
        ),
        Question(
            "a million raw readings",
            a_million,
            f"{raw} WHERE entity_id = '{_OFTEN}' AND {_in(_MONTH)}",
        ),
        Question(
            "a million readings to 2,000 buckets",
            buckets,
            f"SELECT (cast(timestamp AS LONG) - {_MONTH.start}) / {width} AS bucket, min(state),"
            f' max(state), avg(state), count(state), last(state) FROM "{readings}"'
            f" WHERE entity_id = '{_OFTEN}' AND {_in(_MONTH)} ORDER BY bucket",
        ),
        Question(
            "the newest reading of 1,000 sensors",
            newest,
            f'SELECT entity_id, timestamp, state, last_reset FROM "{readings}"'
            f" WHERE entity_id IN ({sensors}) LATEST ON timestamp PARTITION BY entity_id",
            tuple(f"sensor.power_{n}" for n in range(ENTITIES)),
        ),
    ]


def _in(span: TimeRange) -> str:
    return f"timestamp >= {span.start} AND timestamp < {span.end}"


def _ask_by_hand(cursor: psycopg.Cursor[tuple[object, ...]], question: Question) -> int:
    return len(cursor.execute(question.by_hand.encode(), question.parameters).fetchall())


async def _row(home: QuestDbHome, store: QuestDbMetricStore, question: Question) -> BenchmarkRow:
    ours: list[float] = []
    limit: list[float] = []
    with psycopg.connect(home.address.pg, autocommit=True) as connection:
        cursor = connection.cursor(binary=True)
        for _ in range(WARM_UP + 400):
            if len(ours) >= WARM_UP + RUNS and sum(ours) + sum(limit) > 1_000:
                break
            began = time.perf_counter()
            expected = await asyncio.to_thread(_ask_by_hand, cursor, question)
            limit.append(1000 * (time.perf_counter() - began))
            began = time.perf_counter()
            found = await question.ours(store)
            ours.append(1000 * (time.perf_counter() - began))
            assert found == expected > 0, (question.name, found, expected)
    mine, hand = statistics.median(ours[WARM_UP:]), statistics.median(limit[WARM_UP:])
    return BenchmarkRow(
        f"QuestDB: {question.name}",
        "ms",
        round(mine, 2),
        round(hand, 2),
        round(mine / hand, 3),
        f"<= {TARGET:g} x",
        mine <= TARGET * hand,
    )


async def _rows(home: QuestDbHome) -> list[BenchmarkRow]:
    store = home.store()
    await store.prepare()
    await asyncio.to_thread(_fill, home)
    try:
        return [await _row(home, store, each) for each in _questions(home)]
    finally:
        await store.close()


def measure() -> list[BenchmarkRow]:
    """The questions of charts and tables, both ways in turn; medians."""
    with questdb_home() as home:
        return [] if home is None else asyncio.run(_rows(home))
