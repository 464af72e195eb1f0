"""Messages in the shapes Home Assistant sends them."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

import msgspec

from energy_desktop.adapters.demo_home.server.rows import Row, Track

HA_VERSION: Final = "2026.11.0"
USER_ID: Final = "5f1c2a9e7d0b4c36a8e4d1f09b72c3de"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

encode = msgspec.json.encode


class Refusal(Exception):
    """A command that is answered with an error. The code is one of Home Assistant's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def seconds(at: int) -> float:
    """Microseconds as the epoch seconds that stand in messages."""
    return at / 1e6


def iso(at: int) -> str:
    """Microseconds as the ISO text that stands in full states and events."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="microseconds")


@lru_cache(maxsize=4096)
def context_id(entity_id: str, at: int) -> str:
    """A ULID for what happened to an entity at a moment; the same each time it is asked."""
    digest = hashlib.blake2b(f"{entity_id}/{at}".encode(), digest_size=10).digest()
    number = (at // 1000 << 80) | int.from_bytes(digest, "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def context(entity_id: str, at: int) -> dict[str, str | None]:
    """The context of something the system did by itself."""
    return {"id": context_id(entity_id, at), "parent_id": None, "user_id": None}


def full_state(track: Track, row: Row) -> dict[str, Any]:
    """A state as `get_states` and `state_changed` show it."""
    updated = iso(row.at)
    return {
        "entity_id": track.entity_id,
        "state": row.state,
        "attributes": row.attributes,
        "last_changed": iso(row.changed),
        "last_reported": updated,
        "last_updated": updated,
        "context": context(track.entity_id, row.at),
    }


def compressed_state(track: Track, row: Row) -> dict[str, Any]:
    """A state as the snapshot of `subscribe_entities` shows it."""
    state: dict[str, Any] = {
        "s": row.state,
        "a": row.attributes,
        "c": context_id(track.entity_id, row.at),
        "lc": seconds(row.changed),
    }
    if row.changed != row.at:
        state["lu"] = seconds(row.at)
    return state


def state_diff(track: Track, old: Row | None, new: Row) -> dict[str, Any]:
    """What `subscribe_entities` sends when an entity appears, changes or goes."""
    name = track.entity_id
    if new.state is None:
        return {"r": [name]}
    if old is None or old.state is None:
        return {"a": {name: compressed_state(track, new)}}
    added: dict[str, Any] = {}
    if old.state != new.state:
        added["s"] = new.state
    moved = "lc" if new.changed == new.at else "lu"
    added[moved] = seconds(new.at)
    added["c"] = context_id(name, new.at)
    diff: dict[str, Any] = {"+": added}
    if old.attributes is not new.attributes:
        more = {
            key: value
            for key, value in new.attributes.items()
            if key not in old.attributes or old.attributes[key] != value
        }
        if more:
            added["a"] = more
        gone = [key for key in old.attributes if key not in new.attributes]
        if gone:
            diff["-"] = {"a": gone}
    return {"c": {name: diff}}


def state_changed(track: Track, old: Row | None, new: Row) -> dict[str, Any]:
    """The event `state_changed`."""
    data = {
        "entity_id": track.entity_id,
        "old_state": full_state(track, old) if old is not None and old.state is not None else None,
        "new_state": full_state(track, new) if new.state is not None else None,
    }
    return bus_event("state_changed", data, new.at, track.entity_id)


def bus_event(event_type: str, data: dict[str, Any], at: int, about: str = "") -> dict[str, Any]:
    """An event of Home Assistant's bus, fired at a moment (µs)."""
    return {
        "event_type": event_type,
        "data": data,
        "origin": "LOCAL",
        "time_fired": iso(at),
        "context": context(about or event_type, at),
    }


def event(number: int, body: bytes) -> bytes:
    """The message of an event for the subscription of this number; `body` is JSON."""
    return b'{"type":"event","event":%b,"id":%d}' % (body, number)


def result(number: int, body: bytes) -> bytes:
    """The answer to the command of this number; `body` is JSON."""
    return b'{"id":%d,"type":"result","success":true,"result":%b}' % (number, body)


def error(number: Any, code: str, message: str) -> bytes:
    """The refusal of a command."""
    return encode(
        {
            "id": number,
            "type": "result",
            "success": False,
            "error": {"code": code, "message": message},
        }
    )
