"""Names and ports of servers, before anything is said to them."""

import asyncio

import pytest

from energy_desktop.adapters.system import network
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_test import Endpoint
from energy_desktop.ports.errors import StoreUnusable
from tests.real_servers.mongodb_server import free_port


async def test_a_name_has_a_number() -> None:
    assert await network.resolve(Endpoint("localhost", 1)) in ("127.0.0.1", "::1")
    assert await network.resolve(Endpoint("127.0.0.1", 1)) == "127.0.0.1"


async def test_an_unknown_name_is_told() -> None:
    with pytest.raises(StoreUnusable) as raised:
        await network.resolve(Endpoint("nowhere.invalid", 1))
    assert raised.value.problem.code is ProblemCode.DATABASE_UNKNOWN_HOST
    assert "nowhere.invalid" in str(raised.value)


async def test_a_port_that_takes_connections_is_not_spoken_to() -> None:
    heard = asyncio.get_running_loop().create_future()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            heard.set_result(await reader.read())
        except ConnectionError:
            heard.set_result(b"")
        writer.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await network.knock(Endpoint("127.0.0.1", port), "QuestDB") >= 0
        assert await heard == b""


async def test_a_closed_port_is_named_with_the_usual_one() -> None:
    port = free_port()
    with pytest.raises(StoreUnusable) as raised:
        await network.knock(Endpoint("127.0.0.1", port, usual_port=9000), "QuestDB")
    assert raised.value.problem.code is ProblemCode.DATABASE_PORT_CLOSED
    assert f"port {port}" in str(raised.value)
    assert "QuestDB has 9000" in str(raised.value)


async def test_a_machine_that_does_not_answer_is_given_up_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(*_: object, **__: object) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(network, "ANSWER_WITHIN", 0.01)
    monkeypatch.setattr(asyncio, "open_connection", never)
    with pytest.raises(StoreUnusable) as raised:
        await network.knock(Endpoint("db", 9000), "QuestDB")
    assert raised.value.problem.code is ProblemCode.DATABASE_NO_ANSWER
