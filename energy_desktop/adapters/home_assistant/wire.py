"""Home Assistant's messages, with the fields that are needed and no others.

A frame is decoded in one pass: the bodies of all events this program subscribes to fit into
one structure, and the result of a request stays undecoded until the requester reads it.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct


class Attributes(Struct, gc=False):
    """The attributes that change the meaning of a state.

    An integration may put anything there, so a wrong type must not spoil a frame.
    """

    unit_of_measurement: Any = UNSET
    last_reset: Any = UNSET

    def unit(self, before: str | None = None) -> str | None:
        """The unit; the one before where these attributes do not name one."""
        return _text(self.unit_of_measurement, before)

    def reset(self, before: str | None = None) -> str | None:
        """The last reset; the one before where these attributes do not name one."""
        return _text(self.last_reset, before)


def _text(value: object, before: str | None) -> str | None:
    if value is UNSET:
        return before
    return value if isinstance(value, str) else None


class FullState(Struct, gc=False):
    """A state in a snapshot (`a`) of `subscribe_entities`; `lu` is left out when it equals `lc`."""

    s: str
    lc: float
    lu: float | None = None
    a: Attributes | None = None


class Additions(Struct, gc=False):
    """What is new in a changed state; `lc` present means that last_updated equals it."""

    s: str | None = None
    lc: float | None = None
    lu: float | None = None
    a: Attributes | None = None


class Removals(Struct, gc=False):
    """Names of attributes that a state no longer has."""

    a: list[str] = []


class Difference(Struct, gc=False, rename={"plus": "+", "minus": "-"}):
    """How a state differs from the one before."""

    plus: Additions | None = None
    minus: Removals | None = None


class Event(Struct, gc=False):
    """The body of an event of any of our subscriptions."""

    a: dict[str, FullState] | None = None
    c: dict[str, Difference] | None = None
    r: list[str] | None = None
    result: float | str | None = None
    """What a rendered template says."""


class Failure(Struct, gc=False):
    """Why a request failed."""

    code: str | int = "unknown_error"
    message: str = ""


class Message(Struct, gc=False):
    """Anything Home Assistant sends after the authentication."""

    type: str
    id: int | None = None
    event: Event | None = None
    success: bool | None = None
    result: Raw = Raw()
    error: Failure | None = None


class _Envelope(Struct, gc=False):
    type: str


_one = msgspec.json.Decoder(Message).decode
_many = msgspec.json.Decoder(list[Message]).decode
_raws = msgspec.json.Decoder(list[Raw]).decode
_envelope = msgspec.json.Decoder(_Envelope).decode
KNOWN_TYPES = frozenset({"event", "result", "pong"})


def decode_frame(frame: bytes) -> list[Message]:
    """The messages of a frame, which is one message or a list of them.

    Messages of unknown types are returned with nothing but their type, whatever they hold.
    Raises msgspec.DecodeError for anything else Home Assistant would not send.
    """
    is_list = frame[:1] == b"["
    try:
        return _many(frame) if is_list else [_one(frame)]
    except msgspec.ValidationError:
        return [_tolerant(raw) for raw in (_raws(frame) if is_list else [Raw(frame)])]


def _tolerant(raw: Raw) -> Message:
    kind = _envelope(raw).type
    return _one(raw) if kind in KNOWN_TYPES else Message(kind)


def encode_command(command_id: int, kind: str, fields: Mapping[str, object]) -> bytes:
    """A command as Home Assistant expects it."""
    return msgspec.json.encode({"id": command_id, "type": kind, **fields})
