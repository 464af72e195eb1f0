"""Ids, batches, and clients that do not keep up."""

import pytest
from websockets.exceptions import ConnectionClosed

from energy_desktop.adapters.demo_home.server import connection
from tests.adapters.demo_home.server.homes import WATCHED, bench, demo_home
from tests.contract.wire import authenticated
from tests.waiting import until


@pytest.mark.parametrize("number", [0, -1, "1", None, 1.5])
async def test_an_id_must_be_a_positive_number(number: object) -> None:
    async with bench() as at:
        await at.wire.send({"id": number, "type": "ping"})
        assert await at.wire.message() == {
            "id": number,
            "type": "result",
            "success": False,
            "error": {"code": "invalid_format", "message": "Message incorrectly formatted."},
        }


async def test_ids_have_to_increase() -> None:
    async with bench() as at:
        await at.wire.send({"id": 5, "type": "ping"})
        assert await at.wire.message() == {"id": 5, "type": "pong"}
        await at.wire.send({"id": 5, "type": "ping"})
        answer = await at.wire.message()
    assert answer["error"] == {
        "code": "id_reuse",
        "message": "Identifier values have to increase.",
    }


async def test_an_unknown_command_leaves_its_id_free() -> None:
    async with bench() as at:
        await at.wire.send({"id": 5, "type": "nope"})
        answer = await at.wire.message()
        assert answer["error"] == {"code": "unknown_command", "message": "Unknown command."}
        await at.wire.send({"id": 5, "type": "ping"})
        assert (await at.wire.message())["type"] == "pong"


async def test_commands_may_come_as_a_list() -> None:
    async with bench() as at:
        await at.wire.send([{"id": 1, "type": "ping"}, {"id": 2, "type": "ping"}])
        assert [await at.wire.message() for _ in range(2)] == [
            {"id": 1, "type": "pong"},
            {"id": 2, "type": "pong"},
        ]


async def test_messages_come_together_only_for_whoever_asked_for_it() -> None:
    async with bench() as at:
        await at.subscribed(*WATCHED)
        at.pass_time(60)
        await at.wire.ask("ping")
        assert at.wire.lists_received == 0
        await at.wire.result("supported_features", features={"coalesce_messages": 1})
        at.pass_time(60)
        await at.wire.ask("ping")
        assert at.wire.lists_received > 0


async def test_a_client_too_far_behind_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_PENDING", 200)
    async with bench() as at:
        await at.subscribed()
        at.home.faults.stall(60)
        at.pass_time(600)
        with pytest.raises(ConnectionClosed):
            await at.wire.unread(10)
        assert at.home.sent > 200


async def test_a_client_behind_for_too_long_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PEAK_PENDING", 20)
    async with bench() as at:
        await at.subscribed(*WATCHED)
        at.home.faults.stall(3600)
        at.pass_time(60)
        at.pass_time(connection.PEAK_SECONDS + 5)
        with pytest.raises(ConnectionClosed):
            await at.wire.unread(10)


async def test_a_stall_delays_and_loses_nothing() -> None:
    async with demo_home() as home, authenticated(home.url, "demo") as wire:
        home.faults.stall(0.1)
        await wire.request("ping")
        assert await wire.unread(0.02) == []
        assert (await wire.message())["type"] == "pong"


async def test_a_connection_that_ends_is_forgotten() -> None:
    async with demo_home() as home:
        async with authenticated(home.url, "demo") as wire:
            await wire.subscribe("subscribe_entities", entity_ids=WATCHED)
            await wire.subscribe("render_template", template="{{ utcnow().timestamp() }}")
            counted = home.sent
        await until(lambda: not home._world.connections)
        assert home._world.subscriptions == []
        assert home.sent >= counted > 0


async def test_a_long_answer_does_not_hold_up_a_short_one() -> None:
    async with bench() as at:
        long = await at.wire.request(
            "history/history_during_period",
            start_time="2016-04-01T00:00:00+00:00",
            end_time="2016-04-10T00:00:00+00:00",
            entity_ids=["sensor.grid_power"],
        )
        await at.wire.ask("ping")
        kinds = [message["type"] for message in at.wire.received]
        assert kinds == ["auth_required", "auth_ok", "pong"]
        assert (await at.wire.answer(long))["success"]
