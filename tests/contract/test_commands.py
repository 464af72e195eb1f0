"""Ids, errors, and how messages share frames."""

import pytest
from websockets.exceptions import ConnectionClosed

from tests.contract.homes import ContractHome
from tests.contract.wire import Message

MOMENT = "2025-01-01T00:00:00+00:00"


def failed(answer: Message) -> str:
    """The code of an error; fails when the answer is no error of the usual shape."""
    assert set(answer) == {"id", "type", "success", "error"}, answer
    assert answer["type"] == "result"
    assert answer["success"] is False
    assert set(answer["error"]) >= {"code", "message"}
    return str(answer["error"]["code"])


async def test_a_ping_is_answered_with_a_bare_pong(home: ContractHome) -> None:
    async with home.connected() as wire:
        number = await wire.request("ping")
        assert await wire.answer(number) == {"id": number, "type": "pong"}


async def test_ids_must_increase(home: ContractHome) -> None:
    async with home.connected() as wire:
        await wire.send({"id": 5, "type": "ping"})
        await wire.message()
        for number in (5, 4):
            await wire.send({"id": number, "type": "ping"})
            answer = await wire.message()
            assert answer["id"] == number
            assert failed(answer) == "id_reuse"
        await wire.send({"id": 9, "type": "ping"})
        assert await wire.message() == {"id": 9, "type": "pong"}


@pytest.mark.parametrize("number", [0, -1, "1", None], ids=str)
async def test_an_id_is_a_positive_number(home: ContractHome, number: object) -> None:
    async with home.connected() as wire:
        await wire.send({"id": number, "type": "ping"})
        answer = await wire.message()
        # 2024.3 calls an id of 0 a reused one.
        assert failed(answer) in ("invalid_format", "id_reuse")
        assert answer["id"] == number


async def test_an_unknown_command_is_an_error_and_the_connection_stays(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        assert failed(await wire.ask("no_such/command")) == "unknown_command"
        assert (await wire.ask("ping"))["type"] == "pong"


@pytest.mark.parametrize(
    ("command", "parameters"),
    [
        ("ping", {"extra": 1}),
        ("get_states", {"extra": 1}),
        ("get_config", {"entity_ids": []}),
        ("subscribe_entities", {"entity_ids": ["sensor.a"], "extra": 1}),
        ("subscribe_entities", {"entity_ids": ["not an id"]}),
        ("history/history_during_period", {"start_time": MOMENT}),
        ("history/history_during_period", {"entity_ids": ["sensor.a"]}),
        ("history/history_during_period", {"start_time": 1, "entity_ids": ["sensor.a"]}),
        (
            "history/history_during_period",
            {"start_time": MOMENT, "entity_ids": ["sensor.a"], "no_attributes": "yes"},
        ),
        ("recorder/statistics_during_period", {"start_time": MOMENT, "period": "hour"}),
        (
            "recorder/statistics_during_period",
            {"start_time": MOMENT, "period": "hour", "statistic_ids": []},
        ),
        (
            "recorder/statistics_during_period",
            {"start_time": MOMENT, "period": "minute", "statistic_ids": ["sensor.a"]},
        ),
        (
            "recorder/statistics_during_period",
            {"start_time": MOMENT, "period": "hour", "statistic_ids": ["a.b"], "types": ["x"]},
        ),
        (
            "recorder/statistics_during_period",
            {"start_time": MOMENT, "period": "hour", "statistic_ids": ["a.b"], "extra": 1},
        ),
        ("render_template", {}),
        ("unsubscribe_events", {}),
        ("supported_features", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value) or "nothing",
)
async def test_bad_parameters_are_an_invalid_format(
    home: ContractHome, command: str, parameters: dict[str, object]
) -> None:
    async with home.connected() as wire:
        assert failed(await wire.ask(command, **parameters)) == "invalid_format"
        assert (await wire.ask("ping"))["type"] == "pong"


@pytest.mark.parametrize(
    ("command", "parameters", "code"),
    [
        (
            "history/history_during_period",
            {"start_time": "yesterday", "entity_ids": ["sensor.a"]},
            "invalid_start_time",
        ),
        (
            "history/history_during_period",
            {"start_time": MOMENT, "end_time": "later", "entity_ids": ["sensor.a"]},
            "invalid_end_time",
        ),
        (
            "history/history_during_period",
            {"start_time": MOMENT, "entity_ids": ["not an id"]},
            "invalid_entity_ids",
        ),
        (
            "recorder/statistics_during_period",
            {"start_time": "yesterday", "period": "hour", "statistic_ids": ["sensor.a"]},
            "invalid_start_time",
        ),
        (
            "recorder/statistics_during_period",
            {
                "start_time": MOMENT,
                "end_time": "later",
                "period": "hour",
                "statistic_ids": ["sensor.a"],
            },
            "invalid_end_time",
        ),
        ("unsubscribe_events", {"subscription": 4711}, "not_found"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_wrong_values_have_codes_of_their_own(
    home: ContractHome, command: str, parameters: dict[str, object], code: str
) -> None:
    async with home.connected() as wire:
        assert failed(await wire.ask(command, **parameters)) == code


async def test_several_commands_may_share_a_frame(home: ContractHome) -> None:
    async with home.connected() as wire:
        await wire.send([{"id": 1, "type": "ping"}, {"id": 2, "type": "ping"}])
        answers = [await wire.message(), await wire.message()]
    assert sorted(answer["id"] for answer in answers) == [1, 2]


async def test_a_frame_that_is_not_json_ends_the_connection(home: ContractHome) -> None:
    async with home.connected() as wire:
        await wire.socket.send("no json")
        with pytest.raises(ConnectionClosed):
            await wire.message()


async def test_the_features_are_accepted_with_a_null_result(home: ContractHome) -> None:
    async with home.connected() as wire:
        assert await wire.result("supported_features", features={"coalesce_messages": 1}) is None


async def test_without_the_feature_every_message_has_a_frame_of_its_own(
    home: ContractHome,
) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        await wire.subscribe("subscribe_entities", entity_ids=[entity])
        await home.emit(entity, 50, rate=1000)
        await wire.unread(0.5)
        assert wire.lists_received == 0
        assert all(len(frame) == 1 for frame in wire.frames)


async def test_with_the_feature_messages_share_frames_in_their_order(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        await wire.result("supported_features", features={"coalesce_messages": 1})
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        await home.emit(entity, 200, rate=2000)
        messages = await wire.unread(0.5)

    assert wire.lists_received > 0
    assert all(frame for frame in wire.frames)
    changes = [
        message["event"]["c"][entity]["+"]["lc"]
        for message in messages
        if message["id"] == subscription and "c" in message["event"]
    ]
    assert len(changes) == 200
    assert changes == sorted(changes)
