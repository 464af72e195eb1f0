"""Checks of what a command is given, with the texts Home Assistant's own checks answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from energy_desktop.adapters.demo_home.server.wire import Refusal

Check = Callable[[Any, str], list[str]]
"""Takes a value and its path; returns what is wrong with it, one line each."""

_ENTITY_ID: Final = re.compile(r"(?!.+__)(?!_)[\da-z_]+(?<!_)\.(?!_)[\da-z_]+(?<!_)")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a command."""

    check: Check
    required: bool = False


def validate(message: dict[str, Any], fields: Mapping[str, Field]) -> None:
    """Raise `invalid_format` unless the message has these fields and no others."""
    extra = [key for key in message if key not in fields and key not in ("id", "type")]
    if not fields and extra:
        raise Refusal("invalid_format", f"extra keys not allowed. Got {message!r}")
    wrong = [f"extra keys not allowed @ data['{key}']. Got {message[key]!r}" for key in extra]
    for name, field in fields.items():
        path = f"data['{name}']"
        if name in message:
            wrong += field.check(message[name], path)
        elif field.required:
            wrong.append(f"required key not provided @ {path}. Got None")
    if wrong:
        raise Refusal("invalid_format", "\n".join(sorted(wrong)))


def _value(problem: str, path: str, value: Any) -> list[str]:
    return [f"{problem} for dictionary value @ {path}. Got {value!r}"]


def text(value: Any, path: str) -> list[str]:
    """A string."""
    return [] if isinstance(value, str) else _value("expected str", path, value)


def flag(value: Any, path: str) -> list[str]:
    """True or false."""
    return [] if isinstance(value, bool) else _value("expected bool", path, value)


def number(value: Any, path: str) -> list[str]:
    """A number."""
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return [] if good else _value("expected float", path, value)


def natural(value: Any, path: str) -> list[str]:
    """A whole number from 0 on."""
    good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return [] if good else _value("value must be at least 0", path, value)


def mapping(value: Any, path: str) -> list[str]:
    """A dictionary of any content."""
    return [] if isinstance(value, dict) else _value("expected a dictionary", path, value)


def anything(value: Any, path: str) -> list[str]:
    """Whatever JSON can say."""
    del value, path
    return []


def texts(value: Any, path: str) -> list[str]:
    """A list of strings."""
    if not isinstance(value, list):
        return _value("expected a list", path, value)
    return [
        f"expected str @ {path}[{place}]. Got {item!r}"
        for place, item in enumerate(value)
        if not isinstance(item, str)
    ]


def some_texts(value: Any, path: str) -> list[str]:
    """A list of at least one string."""
    if value == []:
        return _value("length of value must be at least 1", path, value)
    return texts(value, path)


def entity_ids(value: Any, path: str) -> list[str]:
    """A list of well-formed entity ids."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str) or not is_entity_id(item.lower()):
            return _value(f"Entity ID {item} is an invalid entity ID", path, value)
    return []


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, path: str) -> list[str]:
        if value in allowed:
            return []
        return _value("not a valid value", path, value)

    return check


def some_of(*allowed: str) -> Check:
    """A list of words, each one of a few."""

    def check(value: Any, path: str) -> list[str]:
        if not isinstance(value, list):
            return _value("expected a list", path, value)
        return [
            f"not a valid value @ {path}[{place}]. Got {item!r}"
            for place, item in enumerate(value)
            if item not in allowed
        ]

    return check


def units(**allowed: tuple[str, ...]) -> Check:
    """A unit for each of some classes of units."""

    def check(value: Any, path: str) -> list[str]:
        if not isinstance(value, dict):
            return _value("expected a dictionary", path, value)
        wrong = []
        for key, unit in value.items():
            if key not in allowed:
                wrong.append(f"extra keys not allowed @ {path}['{key}']. Got {unit!r}")
            elif unit not in allowed[key]:
                choice = f"value must be one of {sorted(allowed[key])}"
                wrong += _value(choice, f"{path}['{key}']", unit)
        return wrong

    return check


def is_entity_id(value: str) -> bool:
    """Whether this could be an entity's id: domain, point, object."""
    return _ENTITY_ID.fullmatch(value) is not None


def moment(value: str, zone: tzinfo, code: str, message: str) -> int:
    """An ISO time in microseconds; without an offset it is meant in the home's zone.

    A text that is none is refused with this code and message.
    """
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise Refusal(code, message) from None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=zone)
    since = parsed.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
