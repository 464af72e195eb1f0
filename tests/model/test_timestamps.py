from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from energy_desktop.model.timestamps import (
    DAY,
    HOUR,
    MINUTE,
    Micros,
    day_start,
    format_utc,
    from_datetime,
    from_epoch_seconds,
    parse_duration,
    parse_moment,
    to_datetime,
)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("microsecond", [0, 1, 123_456, 499_999, 500_001, 999_999])
def test_every_microsecond_survives_home_assistants_floats(microsecond: int) -> None:
    moment = datetime(2026, 11, 24, 12, 42, 7, microsecond, UTC)
    assert from_epoch_seconds(moment.timestamp()) == from_datetime(moment)


def test_a_moment_is_written_with_six_decimals_and_z() -> None:
    assert format_utc(Micros(0)) == "1970-01-01T00:00:00.000000Z"
    assert format_utc(from_datetime(datetime(2026, 1, 2, 3, 4, 5, 6, UTC))).endswith(".000006Z")


def test_to_datetime_is_exact_to_the_microsecond() -> None:
    moment = Micros(1_795_524_127_123_457)
    assert from_datetime(to_datetime(moment)) == moment


def test_a_time_without_offset_is_in_the_homes_zone() -> None:
    assert parse_moment("2026-07-01T12:00", BERLIN) == parse_moment("2026-07-01T10:00Z", BERLIN)
    assert parse_moment("2026-12-01T12:00", BERLIN) == parse_moment("2026-12-01T11:00Z", BERLIN)


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="tomorrow"):
        parse_moment("tomorrow", BERLIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60s", MINUTE),
        ("10m", 10 * MINUTE),
        ("1h30m", 90 * MINUTE),
        ("7d", 7 * DAY),
        ("500ms", 500_000),
    ],
)
def test_durations_are_read(text: str, expected: int) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "60", "s", "1h 30", "-5s", "5 minutes"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself may be empty
        parse_duration(text)


def test_a_day_starts_at_utc_midnight() -> None:
    assert day_start(Micros(3 * DAY + 5 * HOUR)) == 3 * DAY
    assert day_start(Micros(3 * DAY)) == 3 * DAY
