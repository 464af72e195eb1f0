"""Frames, and what is none."""

import pytest

from energy_desktop.adapters.local_channel.frames import (
    HEADER_SIZE,
    LARGEST_PAYLOAD,
    FrameInvalid,
    Kind,
    document_frame,
    frame,
    read_document,
    read_header,
)
from energy_desktop.adapters.local_channel.messages import Request, error_frame, read_message
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import ChannelFailed, HomeRequestFailed


def test_a_document_comes_back_as_it_was() -> None:
    data = document_frame({"a": "m³"})
    kind, length = read_header(data[:HEADER_SIZE])
    assert kind is Kind.DOCUMENT
    assert read_document(data[HEADER_SIZE : HEADER_SIZE + length]) == {"a": "m³"}


def test_a_payload_over_the_limit_is_neither_made_nor_read() -> None:
    with pytest.raises(FrameInvalid, match="too large"):
        frame(Kind.CHUNK, bytes(LARGEST_PAYLOAD + 1))
    with pytest.raises(FrameInvalid, match="too large"):
        read_header(b"GET /")


def test_an_unknown_kind_is_no_frame() -> None:
    with pytest.raises(FrameInvalid, match="kind"):
        read_header(b"\x07\0\0\0\1")


@pytest.mark.parametrize("payload", [b"", b"\xff", b"{", b"[]", b"1", b"[" * 100_000])
def test_what_is_no_object_is_no_document(payload: bytes) -> None:
    with pytest.raises(FrameInvalid, match="JSON"):
        read_document(payload)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_a_result_has_no_number_that_json_lacks(number: str) -> None:
    with pytest.raises(ValueError, match="JSON"):
        document_frame({"value": float(number)})


def test_a_request_of_another_version_is_named_as_such() -> None:
    with pytest.raises(FrameInvalid, match="version"):
        Request.read(Kind.DOCUMENT, b'{"protocol": 2, "command": "x", "arguments": {}}')


@pytest.mark.parametrize(
    "payload", [b'{"protocol": 1}', b'{"protocol": 1, "command": "x", "arguments": []}']
)
def test_a_request_without_its_parts_is_none(payload: bytes) -> None:
    with pytest.raises(FrameInvalid, match="complete"):
        Request.read(Kind.DOCUMENT, payload)


def test_an_error_keeps_its_class_and_parameters() -> None:
    error = HomeRequestFailed(
        ProblemCode.HOME_REQUEST_FAILED, request="get_states", reason=OSError("x"), code="not_found"
    )
    payload = error_frame(error)[HEADER_SIZE:]
    with pytest.raises(HomeRequestFailed) as raised:
        read_message(Kind.DOCUMENT, payload)
    assert raised.value.code == "not_found"
    assert str(raised.value) == str(error)


@pytest.mark.parametrize(
    "payload",
    [
        b'{"type": "error", "class": "New", "code": "brand_new", "parameters": {}}',
        b'{"type": "error", "class": "StoreUnusable", "code": "store_full", "parameters": {}}',
        b'{"type": "error", "class": "StoreUnusable", "code": "store_full", "parameters": 1}',
        b'{"type": "error"}',
    ],
)
def test_an_error_that_is_not_understood_is_a_failure_of_the_channel(payload: bytes) -> None:
    with pytest.raises(ChannelFailed):
        read_message(Kind.DOCUMENT, payload)
