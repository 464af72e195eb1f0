"""Moments as whole microseconds since 1970 in UTC, in Home Assistant's clock."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NewType

Micros = NewType("Micros", int)
"""Whole microseconds since the epoch, UTC."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

LAST_MOMENT = Micros(253_402_300_799_999_999)
"""The end of the year 9999, as far as calendars and databases go."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_DURATION_UNITS = {"ms": 1_000, "s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY}


def from_epoch_seconds(seconds: float) -> Micros:
    """Round epoch seconds, as Home Assistant sends them, to the microsecond they stand for.

    The only place where a float becomes a moment, so that live, repaired and imported
    readings of one event meet on the same key.
    """
    return Micros(round(seconds * 1_000_000))


def from_datetime(moment: datetime) -> Micros:
    """Exact microseconds of an aware datetime."""
    return Micros((moment - _EPOCH) // _MICROSECOND)


def to_datetime(moment: Micros) -> datetime:
    """The aware UTC datetime of a moment, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=moment)


def to_epoch_seconds(moment: Micros) -> float:
    """Epoch seconds, for Home Assistant's protocol."""
    return moment / 1_000_000


def parse_moment(text: str, zone: tzinfo) -> Micros:
    """Read ISO 8601; without an offset the text is local time of `zone`.

    Raises ValueError for anything else.
    """
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return from_datetime(moment)


def format_utc(moment: Micros) -> str:
    """`2026-11-23T12:42:07.123456Z`: always six decimals."""
    return to_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def day_start(moment: Micros) -> Micros:
    """The UTC midnight at or before a moment."""
    return Micros(moment - moment % DAY)


def parse_duration(text: str) -> Micros:
    """Read `60s`, `10m`, `1h30m`, `500ms` or `7d` as microseconds; ValueError otherwise."""
    cleaned = text.strip()
    parts = _DURATION.findall(cleaned)
    if not parts or "".join(number + unit for number, unit in parts) != cleaned:
        raise ValueError(text)
    return Micros(round(sum(float(number) * _DURATION_UNITS[unit] for number, unit in parts)))
