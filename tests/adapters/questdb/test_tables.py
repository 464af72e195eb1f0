"""Tables are made as they have to be, and looked at before anything is written to them."""

import asyncio

import pytest

from energy_desktop.adapters.questdb.line_sender import ROWS_AT_ONCE
from energy_desktop.adapters.questdb.metric_store import READER_THREADS, QuestDbMetricStore
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.questdb.conftest import QuestDbHome
from tests.ports.sample_readings import EVER, SOLAR, at, everything, reading, states, write

pytestmark = pytest.mark.real_servers


async def _refused(store: QuestDbMetricStore) -> str:
    with pytest.raises(StoreUnusable) as refused:
        await store.prepare()
    assert refused.value.problem.code is ProblemCode.DATABASE_ALTERED
    return str(refused.value)


async def test_both_tables_have_their_partitions_and_keys(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    for table, partition, keys in (
        (home.tables.readings.name, "DAY", {"timestamp", "entity_id"}),
        (home.tables.statistics.name, "MONTH", {"timestamp", "entity_id", "period"}),
    ):
        assert home.say(
            'SELECT "partitionBy", "walEnabled", dedup FROM tables()'
            f" WHERE table_name = '{table}'"
        ) == [(partition, True, True)]
        found = home.say(f'SELECT "column" FROM table_columns(\'{table}\') WHERE "upsertKey"')
        assert {str(name) for (name,) in found} == keys


async def test_tables_that_are_there_are_kept(home: QuestDbHome, store: QuestDbMetricStore) -> None:
    await write(store, reading(1, 1.0))
    second = home.store()
    await second.prepare()
    assert states(await everything(second)) == [1.0]
    await second.close()


async def test_homes_with_slugs_do_not_see_each_other(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    other = QuestDbHome(home.address, f"{home.slug}_b")
    neighbour = other.store()
    await write(store, reading(1, 1.0))
    await write(neighbour, reading(2, 2.0))
    assert states(await everything(store)) == [1.0]
    await neighbour.close()
    for table in other.tables.all:
        other.say(f'DROP TABLE "{table.name}"')


async def test_an_older_table_without_last_reset_is_upgraded(home: QuestDbHome) -> None:
    name = home.tables.readings.name
    home.say(
        f'CREATE TABLE "{name}" (timestamp TIMESTAMP, entity_id SYMBOL, state DOUBLE)'
        " TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, entity_id)"
    )
    home.change(name, f"INSERT INTO \"{{table}}\" VALUES ({at(1)}, '{SOLAR}', 1.5)")
    store = home.store()
    await store.prepare()
    await write(store, reading(2, 2.5)._replace(last_reset=at(0)))
    found = await everything(store)
    assert [(each.state, each.last_reset) for each in found] == [(1.5, None), (2.5, at(0))]
    await store.close()


async def test_an_empty_table_without_keys_gets_them(home: QuestDbHome) -> None:
    home.say(
        f'CREATE TABLE "{home.tables.readings.name}" (timestamp TIMESTAMP, entity_id SYMBOL,'
        " state DOUBLE, last_reset TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY DAY WAL"
    )
    store = home.store()
    await write(store, reading(1, 1.0))
    await write(store, reading(1, 2.0))
    assert states(await everything(store)) == [2.0]
    await store.close()


async def test_rows_that_were_written_without_keys_are_not_mixed_with_ours(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    await write(store, reading(1, 1.0))
    await everything(store)
    home.change(home.tables.readings.name, 'ALTER TABLE "{table}" DEDUP DISABLE')
    second = home.store()
    assert "does not deduplicate" in await _refused(second)
    await second.close()


async def test_a_column_of_another_type_is_not_written_to(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    retyped = 'ALTER TABLE "{table}" ALTER COLUMN state TYPE VARCHAR'
    home.change(home.tables.readings.name, retyped)
    second = home.store()
    assert "its column state is VARCHAR instead of DOUBLE" in await _refused(second)
    await second.close()


async def test_a_column_that_somebody_dropped_is_not_made_anew(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    await write(store, reading(1, 1.0))
    await everything(store)
    home.change(home.tables.readings.name, 'ALTER TABLE "{table}" DROP COLUMN state')
    second = home.store()
    assert "its column state is missing" in await _refused(second)
    await second.close()


async def test_a_table_with_other_partitions_is_refused(home: QuestDbHome) -> None:
    home.say(
        f'CREATE TABLE "{home.tables.readings.name}" (timestamp TIMESTAMP, entity_id SYMBOL,'
        " state DOUBLE, last_reset TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY YEAR WAL"
    )
    store = home.store()
    assert "partitioned" in await _refused(store)
    await store.close()


async def test_tables_of_a_newer_program_are_left_alone(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    await store.last_mark()
    home.change(home.tables.form.name, 'INSERT INTO "{table}" VALUES (1, 99)')
    second = home.store()
    with pytest.raises(StoreUnusable) as refused:
        await second.prepare()
    assert refused.value.problem.code is ProblemCode.STORE_NEWER
    await second.close()


async def test_a_table_that_was_dropped_is_made_anew(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    await write(store, reading(1, 1.0))
    await everything(store)
    home.say(f'DROP TABLE "{home.tables.readings.name}"')
    while await _written_and_read(store) != [2.0]:
        pass


async def _written_and_read(store: QuestDbMetricStore) -> list[float | None]:
    """What is read after a write; nothing where the server misses the table."""
    try:
        await write(store, reading(2, 2.0))
        return states(await everything(store))
    except StoreUnusable as error:
        if error.problem.code is not ProblemCode.DATABASE_ALTERED:
            raise
        return []


async def test_what_another_program_wrote_is_found(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    other = home.store()
    await other.write_readings(ReadingColumns.of([reading(1, 1.0)]), BatchMark(4, "other", at(1)))
    assert await store.last_mark() == BatchMark(4, "other", at(1))
    assert await other.count_readings([SOLAR], EVER) == {SOLAR: 1}
    assert states(await everything(store)) == [1.0]
    await other.close()


async def test_a_batch_of_several_transactions_is_stored_before_its_mark(
    store: QuestDbMetricStore,
) -> None:
    count = 2 * ROWS_AT_ONCE + 10
    batch = ReadingColumns.of(reading(n / 1000, float(n)) for n in range(count))
    await store.write_readings(batch, BatchMark(1, "session", at(count)))
    assert await store.last_mark() == BatchMark(1, "session", at(count))
    span = TimeRange(at(0), at(count))
    assert await store.count_readings([SOLAR], span) == {SOLAR: count}


async def test_a_thousand_entities_are_asked_for_at_once(store: QuestDbMetricStore) -> None:
    ids = [f"sensor.power_{number:04}" for number in range(1_500)]
    await write(store, *(reading(1, float(n), each) for n, each in enumerate(ids)))
    found = await store.readings(ids, EVER)
    assert found.state.tolist() == [float(n) for n in range(1_500)]
    assert len(await store.latest(ids)) == 1_500


async def test_identifiers_that_look_like_sql_are_values(
    home: QuestDbHome, store: QuestDbMetricStore
) -> None:
    hostile = f'x\' OR 1=1; DROP TABLE "{home.tables.readings.name}"; --'
    await write(store, reading(1, 1.0, hostile), reading(1, 2.0))
    assert states(await everything(store, hostile)) == [1.0]
    assert states(await everything(store)) == [2.0]


async def test_there_are_no_more_connections_than_threads(store: QuestDbMetricStore) -> None:
    await write(store, reading(1, 1.0))
    await asyncio.gather(*(store.readings([SOLAR], EVER) for _ in range(50)))
    assert len(store._connections._idle) <= READER_THREADS
