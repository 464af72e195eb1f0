"""Servers that are away, refuse, are too old, or hold something else: each has its sentence."""

import asyncio
import gc
import signal
import warnings
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import bson
import pytest
from pymongo import AsyncMongoClient

from energy_desktop.adapters.mongodb import database as opened_database
from energy_desktop.adapters.mongodb.schema import FORM
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable, WrongUsage
from tests.ports.sample_ledger import begin, only_session
from tests.ports.sample_readings import at
from tests.ports.state_profiles import MongoState
from tests.real_servers.mongodb_server import PASSWORD, FerretServer, free_port

needs_server = pytest.mark.real_servers
NAME = "energy_test_unusable"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is away is given up on at once."""
    monkeypatch.setattr(opened_database, "FOUND_WITHIN_MS", 700)
    monkeypatch.setattr(opened_database, "ANSWER_WITHIN_MS", 1_000)


@pytest.fixture(autouse=True)
def sockets_of_the_driver() -> Iterator[None]:
    """Closed in the middle of connecting, the driver leaves that socket to the collector."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


async def _refusal(doing: Awaitable[object]) -> StoreUnusable:
    with pytest.raises(StoreUnusable) as raised:
        await doing
    assert PASSWORD not in str(raised.value)
    return raised.value


async def _code_of(doing: Awaitable[object]) -> ProblemCode:
    return (await _refusal(doing)).problem.code


async def test_nobody_listens_there() -> None:
    error = await _refusal(MongoStateStore.open(f"mongodb://127.0.0.1:{free_port()}/", NAME))
    assert error.problem.code == ProblemCode.STORE_AWAY
    assert "refused" in str(error) or "Connect call failed" in str(error)
    assert "Topology" not in str(error)


async def test_a_machine_that_does_not_exist() -> None:
    code = await _code_of(MongoStateStore.open("mongodb://nowhere.invalid/", NAME))
    assert code == ProblemCode.STORE_AWAY


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "localhost:27017",
        "http://localhost:27017",
        "mongodb://",
        "mongodb://localhost:port/",
        f"mongodb://energy:{PASSWORD}@localhost/",
    ],
)
async def test_what_is_no_connection_string_is_not_repeated(uri: str) -> None:
    with pytest.raises(WrongUsage) as raised:
        await MongoStateStore.open(uri, NAME)
    assert raised.value.problem.code == ProblemCode.DATABASE_ADDRESS_INVALID
    assert PASSWORD not in str(raised.value)


@needs_server
async def test_a_wrong_password_is_refused(mongodb_server: FerretServer) -> None:
    wrong = mongodb_server.uri.replace("energy:", "energy:x")
    error = await _refusal(MongoStateStore.open(wrong, NAME))
    assert error.problem.code == ProblemCode.DATABASE_REFUSED
    assert error.problem.parameters["path"] == f"mongodb://{mongodb_server.address}/{NAME}"


@needs_server
async def test_no_password_is_refused(mongodb_server: FerretServer) -> None:
    uri = f"mongodb://{mongodb_server.address}/"
    assert await _code_of(MongoStateStore.open(uri, NAME)) == ProblemCode.DATABASE_REFUSED


@asynccontextmanager
async def _answering(answer: bytes | None) -> AsyncIterator[str]:
    """A server that gives one answer to everything, with the number of the question in it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while header := await reader.readexactly(16):
                await reader.readexactly(int.from_bytes(header[:4], "little") - 16)
                if answer is None:
                    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    break
                writer.write(_reply(int.from_bytes(header[4:8], "little"), answer))
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"mongodb://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()
        await server.wait_closed()


def _reply(question: int, document: bytes) -> bytes:
    """The document as a message of the protocol (OP_MSG with one section)."""
    body = bytes(5) + document
    numbers = (16 + len(body), 1, question, 2013)
    return b"".join(each.to_bytes(4, "little") for each in numbers) + body


async def test_a_server_of_another_age_is_too_old() -> None:
    hello = {"ismaster": True, "maxWireVersion": 6, "minWireVersion": 0, "ok": 1.0}
    async with _answering(bson.encode(hello)) as uri:
        error = await _refusal(MongoStateStore.open(uri, NAME))
    assert error.problem.code == ProblemCode.DATABASE_TOO_OLD
    assert "4.4" in str(error)


async def test_something_that_speaks_another_protocol_is_away() -> None:
    async with _answering(None) as uri:
        assert await _code_of(MongoStateStore.open(uri, NAME)) == ProblemCode.STORE_AWAY


@asynccontextmanager
async def _raw(home: MongoState) -> AsyncIterator[Any]:
    """The home's database as any other program sees it."""
    client: AsyncMongoClient[Any] = AsyncMongoClient(home.uri)
    try:
        yield client[home.name]
    finally:
        await client.close()


@needs_server
async def test_a_database_of_another_program_is_left_alone(home: MongoState) -> None:
    async with _raw(home) as documents:
        await documents["settings"].insert_one({"_id": 1, "theirs": True})
        assert await _code_of(home.open_state()) == ProblemCode.DATABASE_ALTERED
        assert await documents.list_collection_names() == ["settings"]
        assert await documents["settings"].find().to_list() == [{"_id": 1, "theirs": True}]


@needs_server
async def test_a_database_of_a_newer_version_is_left_alone(home: MongoState) -> None:
    await (await home.open_state()).close()
    async with _raw(home) as documents:
        await documents["form"].update_one({}, {"$set": {"form": FORM + 1}})
    error = await _refusal(home.open_state())
    assert error.problem.code == ProblemCode.STORE_NEWER
    assert error.problem.parameters["found"] == FORM + 1


@needs_server
@pytest.mark.parametrize(
    ("collection", "change"),
    [
        ("coverageSessions", {"$set": {"end": "yesterday"}}),
        ("coverageSessions", {"$unset": {"start": True}}),
        ("coverageSets", {"$set": {"entityIds": "all"}}),
    ],
)
async def test_a_ledger_that_somebody_altered_is_named(
    home: MongoState, collection: str, change: dict[str, Any]
) -> None:
    first = await home.open_state()
    await begin(first, "one", 0)
    await first.close()
    async with _raw(home) as documents:
        await documents[collection].update_one({}, change)
    store = await home.open_state()
    assert await _code_of(only_session(store)) == ProblemCode.DATABASE_ALTERED
    await store.close()


@needs_server
async def test_an_entity_that_somebody_altered_is_named(home: MongoState) -> None:
    store = await home.open_state()
    await store.save_entities([Entity("a", "a")])
    await store.save_entities([Entity("b", "b")])
    async with _raw(home) as documents:
        await documents["entities"].update_one({"_id": "a"}, {"$set": {"units": 7}})
    assert await _code_of(store.entities()) == ProblemCode.DATABASE_ALTERED
    await store.close()


@needs_server
async def test_collections_that_somebody_dropped_are_made_anew(home: MongoState) -> None:
    first = await home.open_state()
    await begin(first, "one", 0)
    await first.close()
    async with _raw(home) as documents:
        await documents.drop_collection("coverageSessions")
        await documents["coverageIntervals"].drop_index("batch_1")
    second = await home.open_state()
    await begin(second, "two", 0)
    assert (await only_session(second)).session_id == "two"
    await second.close()
    async with _raw(home) as documents:
        assert "batch_1" in await documents["coverageIntervals"].index_information()


@needs_server
async def test_a_server_that_is_killed_is_away_until_it_returns(
    mongodb_server: FerretServer,
) -> None:
    store = await MongoStateStore.open(mongodb_server.uri, NAME)
    await begin(store, "one", 0)
    mongodb_server.kill()
    assert await _code_of(store.advance_session("one", at(5), 1, at(5))) == ProblemCode.STORE_AWAY
    mongodb_server.start()
    await store.advance_session("one", at(5), 1, at(5))
    assert (await only_session(store)).end == at(5)
    await store.close()


@needs_server
async def test_a_server_that_answers_no_more_is_away(mongodb_server: FerretServer) -> None:
    store = await MongoStateStore.open(mongodb_server.uri, NAME)
    await store.save_settings({"currency": "EUR"})
    mongodb_server.send(signal.SIGSTOP)
    assert await _code_of(store.save_settings({"currency": "CHF"})) == ProblemCode.STORE_AWAY
    mongodb_server.send(signal.SIGCONT)
    await store.save_settings({"currency": "PLN"})
    assert await store.settings() == {"currency": "PLN"}
    await store.close()


@needs_server
async def test_a_closed_store_says_so(store: MongoStateStore) -> None:
    await store.close()
    assert await _code_of(store.settings()) == ProblemCode.STORE_AWAY
