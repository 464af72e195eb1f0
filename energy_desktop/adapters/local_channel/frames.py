"""Frames on the wire: a kind, a length, a payload."""

import json
import struct
from enum import IntEnum
from typing import Any

HEADER_SIZE = 5
LARGEST_PAYLOAD = 64 * 1024 * 1024
PIECE = 1024 * 1024
"""Chunks are sent in pieces of this size, so that a slow reader holds little memory."""

_HEADER = struct.Struct(">BI")


class Kind(IntEnum):
    """What a payload is."""

    DOCUMENT = 0
    """A JSON object in UTF-8."""
    CHUNK = 1
    """Bytes of a command's output."""


class FrameInvalid(ValueError):
    """What came is no frame of this protocol."""


def frame(kind: Kind, payload: bytes) -> bytes:
    """A frame; FrameInvalid when the payload is larger than the other side accepts."""
    if len(payload) > LARGEST_PAYLOAD:
        raise FrameInvalid(f"a message of {len(payload)} bytes is too large")
    return _HEADER.pack(kind, len(payload)) + payload


def document_frame(document: dict[str, Any]) -> bytes:
    """A frame that holds a JSON object; ValueError for NaN and infinities."""
    return frame(Kind.DOCUMENT, json.dumps(document, allow_nan=False).encode())


def read_header(header: bytes) -> tuple[Kind, int]:
    """Kind and length of the payload that follows; FrameInvalid for anything else."""
    number, length = _HEADER.unpack(header)
    if length > LARGEST_PAYLOAD:
        raise FrameInvalid("its message is too large")
    try:
        return Kind(number), length
    except ValueError:
        raise FrameInvalid("its message is of no known kind") from None


def read_document(payload: bytes) -> dict[str, Any]:
    """The JSON object of a payload; FrameInvalid for anything else."""
    try:
        document = json.loads(payload)
    except (ValueError, RecursionError):
        raise FrameInvalid("its message is no JSON") from None
    if not isinstance(document, dict):
        raise FrameInvalid("its message is no JSON object")
    return document
