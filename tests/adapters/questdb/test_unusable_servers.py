"""Servers that are away, refuse, or are something else: each has its own sentence."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Coroutine

import pytest

from energy_desktop.adapters.questdb import metric_store
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.questdb.conftest import QuestDbHome
from tests.ports.sample_readings import EVER, SOLAR, everything, reading, states, write
from tests.real_home_assistant.server import free_port
from tests.real_servers.questdb_server import PASSWORD, READER, READER_PASSWORD, QuestDbServer
from tests.waiting import until

pytestmark = pytest.mark.real_servers

MakeStore = Callable[[str, str], QuestDbMetricStore]


@pytest.fixture
async def store_at() -> AsyncIterator[MakeStore]:
    """Makes stores, and closes them at the end."""
    made: list[QuestDbMetricStore] = []

    def make(ilp: str, pg: str) -> QuestDbMetricStore:
        made.append(QuestDbMetricStore(QuestDbAddress.of(ilp, pg)))
        return made[-1]

    yield make
    for each in made:
        await each.close()


async def _problem(store: QuestDbMetricStore) -> ProblemCode:
    with pytest.raises(StoreUnusable) as refused:
        await store.prepare()
    assert PASSWORD not in str(refused.value)
    return refused.value.problem.code


async def test_nothing_listens(home: QuestDbHome, store_at: MakeStore) -> None:
    nowhere = free_port()
    away = store_at(home.address.ilp, f"host=127.0.0.1 port={nowhere}")
    assert await _problem(away) is ProblemCode.STORE_AWAY
    half_away = store_at(f"http::addr=127.0.0.1:{nowhere};", home.address.pg)
    assert await _problem(half_away) is ProblemCode.STORE_AWAY


async def test_a_name_that_nobody_knows(home: QuestDbHome, store_at: MakeStore) -> None:
    unknown = store_at(home.address.ilp, "host=nowhere.invalid")
    assert await _problem(unknown) is ProblemCode.STORE_AWAY


async def test_a_wrong_password_on_either_wire(
    questdb_server: QuestDbServer, store_at: MakeStore
) -> None:
    wrong_pg = questdb_server.pg_as("energy", "wrong")
    assert await _problem(store_at(questdb_server.ilp, wrong_pg)) is ProblemCode.DATABASE_REFUSED
    wrong_ilp = questdb_server.ilp.replace(PASSWORD, "wrong")
    assert await _problem(store_at(wrong_ilp, questdb_server.pg)) is ProblemCode.DATABASE_REFUSED


async def test_a_user_who_may_only_read(questdb_server: QuestDbServer, store_at: MakeStore) -> None:
    reader = store_at(questdb_server.ilp, questdb_server.pg_as(READER, READER_PASSWORD))
    assert await _problem(reader) is ProblemCode.DATABASE_READ_ONLY


async def test_a_server_that_is_no_questdb(home: QuestDbHome, store_at: MakeStore) -> None:
    server = await asyncio.start_server(_says_something_else, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        other = store_at(home.address.ilp, f"host=127.0.0.1 port={port}")
        assert await _problem(other) is ProblemCode.STORE_AWAY


async def _says_something_else(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(100)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    writer.close()


async def test_a_store_works_when_its_server_has_come(
    questdb_server: QuestDbServer, store_at: MakeStore
) -> None:
    questdb_server.kill()
    store = store_at(questdb_server.ilp, questdb_server.pg)
    with pytest.raises(StoreUnusable):
        await write(store, reading(1, 1.0))
    with pytest.raises(StoreUnusable):
        await store.readings([SOLAR], EVER)
    await questdb_server.restart()
    await write(store, reading(1, 1.0))
    assert states(await everything(store)) == [1.0]


async def test_a_restart_costs_neither_rows_nor_questions(
    questdb_server: QuestDbServer, store_at: MakeStore
) -> None:
    store = store_at(questdb_server.ilp, questdb_server.pg)
    await write(store, reading(1, 1.0))
    before = await store.server_start()
    questdb_server.kill()
    await questdb_server.restart()
    assert states(await everything(store)) == [1.0]
    assert await store.server_start() != before
    await write(store, reading(2, 2.0))
    assert states(await everything(store)) == [1.0, 2.0]


async def test_a_connection_lost_in_the_middle_of_batches_loses_none_that_was_acknowledged(
    questdb_server: QuestDbServer, store_at: MakeStore
) -> None:
    store = store_at(questdb_server.ilp, questdb_server.pg)
    await store.prepare()
    acknowledged: list[float] = []

    async def record() -> None:
        for second in itertools.count():
            values = [float(second * 1000 + n) for n in range(1000)]
            await write(store, *(reading(v / 1000, v) for v in values))
            acknowledged.extend(values)

    async def kill_soon() -> None:
        await until(lambda: len(acknowledged) >= 20_000)
        questdb_server.kill()

    with pytest.raises(StoreUnusable) as refused:
        await _both(record(), kill_soon())
    assert refused.value.problem.code is ProblemCode.STORE_AWAY
    await questdb_server.restart()
    found = [each.state for each in await everything(store)]
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) - len(acknowledged) in (0, 1000)


async def _both(first: Coroutine[None, None, None], second: Coroutine[None, None, None]) -> None:
    """Run both; the error of the first is raised when the second has ended."""
    outcome, _ = await asyncio.gather(first, second, return_exceptions=True)
    if outcome is not None:
        raise outcome


async def test_a_question_whose_server_dies_ends_with_an_error(
    questdb_server: QuestDbServer, store_at: MakeStore
) -> None:
    store = store_at(questdb_server.ilp, questdb_server.pg)
    await write(store, reading(1, 1.0))
    await everything(store)
    questdb_server.pause()
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(_outcome(store))
        await asyncio.sleep(0.05)
        questdb_server.resume()
        questdb_server.kill()
    outcome = asking.result()
    assert outcome in (ProblemCode.STORE_AWAY, [1.0])


async def test_a_question_that_is_not_answered_in_time_ends(
    questdb_server: QuestDbServer, store_at: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_at(questdb_server.ilp, questdb_server.pg)
    await write(store, reading(1, 1.0))
    await everything(store)
    questdb_server.pause()
    monkeypatch.setattr(metric_store, "ANSWER_WITHIN", 0.2)
    assert await _outcome(store) is ProblemCode.STORE_AWAY
    monkeypatch.undo()
    questdb_server.resume()
    assert await _outcome(store) == [1.0]


async def test_a_store_of_a_server_that_hangs_can_be_closed(
    questdb_server: QuestDbServer, store_at: MakeStore
) -> None:
    store = store_at(questdb_server.ilp, questdb_server.pg)
    await write(store, reading(1, 1.0))
    await everything(store)
    questdb_server.pause()
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(_outcome(store))
        await until(lambda: store._connections._busy)
        await store.close()
    questdb_server.resume()
    assert asking.result() is ProblemCode.STORE_AWAY


async def _outcome(store: QuestDbMetricStore) -> ProblemCode | list[float | None]:
    try:
        return states(await everything(store))
    except StoreUnusable as error:
        return error.problem.code


async def test_a_closed_store_says_so(home: QuestDbHome) -> None:
    store = home.store()
    await store.close()
    with pytest.raises(StoreUnusable) as refused:
        await write(store, reading(1, 1.0))
    assert refused.value.problem.code is ProblemCode.STORE_AWAY
