import json

import msgspec
import pytest

from energy_desktop.adapters.home_assistant.wire import decode_frame, encode_command


def encoded(message: object) -> bytes:
    return json.dumps(message).encode()


def test_a_frame_is_one_message_or_a_list_of_them() -> None:
    one = {"id": 5, "type": "result", "success": True, "result": None}
    assert [message.id for message in decode_frame(encoded(one))] == [5]
    assert [message.id for message in decode_frame(encoded([one, {**one, "id": 6}]))] == [5, 6]


def test_a_result_stays_undecoded_until_it_is_read() -> None:
    (message,) = decode_frame(b'{"id":5,"type":"result","success":true,"result":{"a":[1, 2]}}')
    assert bytes(message.result) == b'{"a":[1, 2]}'


def test_a_message_of_an_unknown_type_may_hold_anything() -> None:
    strange = {"type": "news", "id": {"not": "a number"}, "event": 5, "result": []}
    known = {"id": 7, "type": "event", "event": {"r": ["sensor.gone"]}}
    messages = decode_frame(encoded([strange, known]))
    assert [message.type for message in messages] == ["news", "event"]
    assert messages[1].event is not None
    assert messages[1].event.r == ["sensor.gone"]
    assert [message.type for message in decode_frame(encoded(strange))] == ["news"]


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"{",
        b"nonsense",
        b"5",
        b'"text"',
        b"{}",
        b'[{"type":"event","event":5}]',
        b'{"type":"event","event":{"c":{"sensor.a":{"+":{"s":5}}}}}',
        b'{"type":"event","event":{"a":{"sensor.a":{"s":"\xff","lc":1}}}}',
        b'{"type":"result"} trailing',
    ],
)
def test_what_home_assistant_would_not_send_is_an_error(frame: bytes) -> None:
    with pytest.raises((msgspec.MsgspecError, ValueError)):
        decode_frame(frame)


def test_an_attribute_of_a_strange_type_spoils_nothing() -> None:
    full = {"s": "1", "lc": 1795439968.5, "a": {"unit_of_measurement": 7, "last_reset": None}}
    (message,) = decode_frame(
        encoded({"id": 1, "type": "event", "event": {"a": {"sensor.odd": full}}})
    )
    assert message.event is not None
    assert message.event.a is not None
    attributes = message.event.a["sensor.odd"].a
    assert attributes is not None
    assert attributes.unit() is None
    assert attributes.reset("2026-01-01") is None


def test_a_command_is_its_id_its_type_and_its_fields() -> None:
    command = json.loads(encode_command(3, "get_states", {}))
    assert command == {"id": 3, "type": "get_states"}
    command = json.loads(encode_command(4, "subscribe_entities", {"entity_ids": ["sensor.a"]}))
    assert command == {"id": 4, "type": "subscribe_entities", "entity_ids": ["sensor.a"]}
