"""Connections are kept for the next question, and none of them outlives its store."""

import asyncio
import threading

import psycopg
import pytest

from energy_desktop.adapters.owner_thread import WorkerThreads
from energy_desktop.adapters.questdb.connections import Connections
from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.adapters.questdb.conftest import QuestDbHome
from tests.waiting import until

pytestmark = pytest.mark.real_servers


def _connection_of(cursor: Cursor) -> psycopg.Connection:
    return cursor.connection


def test_the_next_question_finds_the_connection_of_the_one_before(home: QuestDbHome) -> None:
    connections = Connections(home.address)
    first = connections.ask(_connection_of)
    assert connections.ask(_connection_of) is first
    connections.close()
    assert first.closed


async def test_a_connection_that_comes_back_after_the_end_is_closed(home: QuestDbHome) -> None:
    connections = Connections(home.address)
    threads = WorkerThreads("test", 1)
    begun, go_on = threading.Event(), threading.Event()

    def slow(cursor: Cursor) -> psycopg.Connection:
        begun.set()
        go_on.wait()
        return _connection_of(cursor)

    async with asyncio.TaskGroup() as group:
        asking = group.create_task(threads.run(connections.ask, slow))
        await until(begun.is_set)
        connections.close()
        go_on.set()
    assert asking.result().closed
    await threads.close()


def test_what_is_asked_after_the_end_fails(home: QuestDbHome) -> None:
    connections = Connections(home.address)
    connections.close()
    with pytest.raises(StoreUnusable) as refused:
        connections.ask(_connection_of)
    assert refused.value.problem.code is ProblemCode.STORE_AWAY
