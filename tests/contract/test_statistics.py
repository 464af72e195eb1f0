"""Statistics: their metadata and the rows of a period."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.contract.homes import ContractHome
from tests.contract.wire import PATIENCE, Wire

HOUR = 3_600_000
METADATA = {
    *("statistic_id", "display_unit_of_measurement", "statistics_unit_of_measurement"),
    *("has_mean", "has_sum", "name", "source", "unit_class"),
}
UNITS = {"energy": "kWh", "power": "W"}
ALL_TYPES = ["change", "last_reset", "max", "mean", "min", "state", "sum"]

Rows = dict[str, list[dict[str, Any]]]


async def rows(
    wire: Wire,
    ids: list[str],
    start: datetime,
    end: datetime,
    period: str = "hour",
    **more: object,
) -> Rows:
    """The rows of the statistics in a span, by id."""
    answer: Rows = await wire.result(
        "recorder/statistics_during_period",
        **{
            "start_time": start.isoformat(),
            "end_time": end.isoformat(),
            "statistic_ids": ids,
            "period": period,
            "units": UNITS,
            **more,
        },
    )
    return answer


async def test_metadata_tell_unit_and_kind(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        metadata = await wire.result(
            "recorder/get_statistics_metadata",
            statistic_ids=[known.energy, known.power, "sensor.never_was"],
        )

    by_id = {each["statistic_id"]: each for each in metadata}
    assert set(by_id) == {known.energy, known.power}
    for each in metadata:
        # mean_type came with 2025.4; has_mean goes with 2026.4.
        assert set(each) >= METADATA
        assert each["source"] == "recorder"
    assert by_id[known.energy]["has_sum"] is True
    assert by_id[known.energy]["has_mean"] is False
    assert by_id[known.energy]["statistics_unit_of_measurement"] == "kWh"
    assert by_id[known.energy]["unit_class"] == "energy"
    assert by_id[known.power]["has_sum"] is False
    assert by_id[known.power]["has_mean"] is True
    assert by_id[known.power]["unit_class"] == "power"


async def test_the_list_of_statistics_holds_them(home: ContractHome) -> None:
    async with home.connected() as wire:
        listed = await wire.result("recorder/list_statistic_ids")
    assert {home.statistics.energy, home.statistics.power} <= {
        each["statistic_id"] for each in listed
    }


async def test_hours_are_half_open_and_inapplicable_types_are_null(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        answer = await rows(
            wire, [known.energy, known.power], known.day, known.day + timedelta(hours=3)
        )

    first = int(known.day.timestamp() * 1000)
    for statistic in (known.energy, known.power):
        assert [row["start"] for row in answer[statistic]] == [
            first,
            first + HOUR,
            first + 2 * HOUR,
        ]
        assert all(row["end"] - row["start"] == HOUR for row in answer[statistic])
        assert all(set(row) == {"start", "end", *ALL_TYPES} for row in answer[statistic])
    for meter in answer[known.energy]:
        assert meter["mean"] is meter["min"] is meter["max"] is None
        assert meter["sum"] is not None
        assert meter["state"] is not None
    for power in answer[known.power]:
        assert power["sum"] is power["state"] is power["change"] is None
        assert power["min"] <= power["mean"] <= power["max"]


async def test_types_that_none_of_the_statistics_asked_for_has_are_left_out(
    home: ContractHome,
) -> None:
    known = home.statistics
    end = known.day + timedelta(hours=2)
    async with home.connected() as wire:
        meters = (await rows(wire, [known.energy], known.day, end))[known.energy]
        powers = (await rows(wire, [known.power], known.day, end))[known.power]
        means = (await rows(wire, [known.energy], known.day, end, types=["mean", "sum"]))[
            known.energy
        ]

    always = {"start", "end", "last_reset"}
    assert [set(row) for row in meters] == [always | {"state", "sum", "change"}] * 2
    assert [set(row) for row in powers] == [always | {"mean", "min", "max"}] * 2
    assert [set(row) for row in means] == [{"start", "end", "sum"}] * 2


async def test_change_is_the_difference_of_sums(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        answer = await rows(wire, [known.energy], known.day, known.day + timedelta(hours=12))

    meter = answer[known.energy]
    assert len(meter) == 12
    for before, row in pairwise(meter):
        assert row["change"] == pytest.approx(row["sum"] - before["sum"])


async def test_only_the_types_asked_for_come(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        answer = await rows(
            wire, [known.energy], known.day, known.day + timedelta(hours=2), types=["change"]
        )
    assert [set(row) for row in answer[known.energy]] == [{"start", "end", "change"}] * 2


async def test_ids_without_rows_are_missing(home: ContractHome) -> None:
    known = home.statistics
    long_ago = known.day - timedelta(days=20 * 365)
    async with home.connected() as wire:
        assert await rows(wire, [known.energy], long_ago, long_ago + timedelta(days=1)) == {}
        answer = await rows(
            wire,
            [known.energy, "sensor.never_was"],
            known.day,
            known.day + timedelta(hours=1),
        )
    assert set(answer) == {known.energy}


async def test_units_convert_what_is_asked_for(home: ContractHome) -> None:
    known = home.statistics
    end = known.day + timedelta(hours=2)
    async with home.connected() as wire:
        kilo = await rows(wire, [known.energy, known.power], known.day, end)
        watt = await rows(
            wire,
            [known.energy, known.power],
            known.day,
            end,
            units={"energy": "Wh", "power": "kW"},
        )
    for one, other in zip(kilo[known.energy], watt[known.energy], strict=True):
        for name in ("sum", "state", "change"):
            assert other[name] == pytest.approx(one[name] * 1000)
    for one, other in zip(kilo[known.power], watt[known.power], strict=True):
        assert other["mean"] == pytest.approx(one["mean"] / 1000)


async def test_a_day_is_a_day_of_the_home(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        zone = ZoneInfo((await wire.result("get_config"))["time_zone"])
        noon = known.day + timedelta(hours=12)
        days = await rows(wire, [known.energy], noon, noon + timedelta(minutes=1), period="day")
        local = known.day.astimezone(zone)
        next_day = local + timedelta(days=1)
        assert local.hour == 0
        hours = await rows(wire, [known.energy], local, next_day)

    (day,) = days[known.energy]
    assert day["start"] == local.timestamp() * 1000
    assert day["end"] == next_day.timestamp() * 1000
    assert day["sum"] == hours[known.energy][-1]["sum"]
    assert day["change"] == pytest.approx(sum(row["change"] for row in hours[known.energy]))


async def test_a_span_of_days_that_ends_at_midnight_brings_the_day_that_begins_there(
    home: ContractHome,
) -> None:
    known = home.statistics
    async with home.connected() as wire:
        zone = ZoneInfo((await wire.result("get_config"))["time_zone"])
        local = known.day.astimezone(zone)
        answer = await rows(
            wire, [known.energy], local - timedelta(days=1), local, "day", types=["sum"]
        )
    starts = [row["start"] / 1000 for row in answer[known.energy]]
    assert starts == [(local - timedelta(days=1)).timestamp(), local.timestamp()]


async def test_a_week_begins_on_monday_and_a_month_on_its_first_day(home: ContractHome) -> None:
    known = home.statistics
    noon = known.day + timedelta(hours=12)
    async with home.connected() as wire:
        zone = ZoneInfo((await wire.result("get_config"))["time_zone"])
        for period in ("week", "month"):
            (row,) = (await rows(wire, [known.power], noon, noon, period))[known.power]
            start = datetime.fromtimestamp(row["start"] / 1000, zone)
            assert start <= known.day < datetime.fromtimestamp(row["end"] / 1000, zone)
            assert (start.hour, start.minute) == (0, 0)
            assert start.weekday() == 0 if period == "week" else start.day == 1


async def test_without_an_end_they_reach_to_the_present(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        answer = await wire.result(
            "recorder/statistics_during_period",
            start_time=known.recent.isoformat(),
            statistic_ids=[known.energy],
            period="hour",
        )
    assert len(answer[known.energy]) >= 2


async def test_they_move_with_a_rename(untouched_home: ContractHome) -> None:
    known, new = untouched_home.statistics, "sensor.quite_another_meter"
    end = known.day + timedelta(hours=3)
    async with untouched_home.connected() as wire:
        before = await rows(wire, [known.energy], known.day, end)
        await untouched_home.rename(known.energy, new)
        async with asyncio.timeout(PATIENCE):
            after: Rows = {}
            while new not in after:
                after = await rows(wire, [known.energy, new], known.day, end)
    assert after == {new: before[known.energy]}


async def recent(home: ContractHome, wire: Wire, period: str) -> Rows:
    """The rows of the hour that is there in every form."""
    known = home.statistics
    hour = timedelta(hours=1)
    return await rows(wire, [known.energy, known.power], known.recent, known.recent + hour, period)


State = tuple[float, str]
"""The time and the text of a state in force."""


async def raw(wire: Wire, entity: str, start: datetime, hours: int = 1) -> list[State]:
    """The states in force from the moment on, the first one from that moment."""
    answer = await wire.result(
        "history/history_during_period",
        start_time=start.isoformat(),
        end_time=(start + timedelta(hours=hours)).isoformat(),
        entity_ids=[entity],
        significant_changes_only=False,
    )
    return [(row["lu"], row["s"]) for row in answer[entity]]


def numbers_within(states: list[State], start: float, end: float) -> list[tuple[float, float]]:
    """How long which numbers hold in a period, by Home Assistant's rule.

    The state at its beginning counts and those that begin in it; of them, one that is no number
    is passed over, and the number before it holds on.
    """
    held = [(start, text) for time, text in states if time <= start][-1:]
    inside = [(time, text) for time, text in states if start < time < end]
    numbers = [
        (time, float(text))
        for time, text in (*held, *inside)
        if text not in ("unavailable", "unknown")
    ]
    begins = [*(time for time, _ in numbers), end]
    return [
        (until - time, value)
        for (time, until), (_, value) in zip(pairwise(begins), numbers, strict=True)
    ]


def assert_weighted_by_time(rows: list[dict[str, Any]], states: list[State], start: float) -> None:
    """The twelve 5-minute rows of an hour are what its states make; no numbers, no row."""
    by_start = {row["start"] / 1000: row for row in rows}
    for window in range(12):
        begins = start + 300 * window
        held = numbers_within(states, begins, begins + 300)
        row = by_start.pop(begins, None)
        if not held:
            assert row is None
            continue
        assert row is not None
        known = sum(duration for duration, _ in held)
        assert row["mean"] == pytest.approx(sum(d * value for d, value in held) / known)
        assert row["min"] == min(value for _, value in held)
        assert row["max"] == max(value for _, value in held)
    assert not by_start


async def test_an_hour_has_twelve_rows_of_five_minutes(home: ContractHome) -> None:
    async with home.connected() as wire:
        answer = await recent(home, wire, "5minute")

    first = int(home.statistics.recent.timestamp() * 1000)
    for statistic in (home.statistics.energy, home.statistics.power):
        short = answer[statistic]
        assert [row["start"] for row in short] == [first + n * HOUR // 12 for n in range(12)]
        assert all(row["end"] - row["start"] == HOUR // 12 for row in short)
        assert all(set(row) == {"start", "end", *ALL_TYPES} for row in short)


async def test_an_hour_of_a_meter_ends_as_its_last_five_minutes(home: ContractHome) -> None:
    async with home.connected() as wire:
        short = (await recent(home, wire, "5minute"))[home.statistics.energy]
        (hour,) = (await recent(home, wire, "hour"))[home.statistics.energy]

    assert hour["sum"] == short[-1]["sum"]
    assert hour["state"] == short[-1]["state"]
    assert hour["change"] == pytest.approx(sum(row["change"] for row in short))


async def test_an_hour_of_power_is_the_plain_mean_of_its_five_minutes(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        short = (await recent(home, wire, "5minute"))[home.statistics.power]
        (hour,) = (await recent(home, wire, "hour"))[home.statistics.power]

    assert hour["mean"] == pytest.approx(sum(row["mean"] for row in short) / len(short))
    assert hour["min"] == min(row["min"] for row in short)
    assert hour["max"] == max(row["max"] for row in short)


async def test_five_minutes_of_power_are_the_held_states_weighted_by_time(
    home: ContractHome,
) -> None:
    known = home.statistics
    async with home.connected() as wire:
        states = await raw(wire, known.power, known.recent)
        short = (await recent(home, wire, "5minute"))[known.power]

    assert len(short) == 12
    assert_weighted_by_time(short, states, known.recent.timestamp())


async def test_what_is_unavailable_is_passed_over_and_where_nothing_is_known_there_is_no_row(
    home: ContractHome,
) -> None:
    known = home.statistics
    async with home.connected() as wire:
        days = await raw(wire, known.flaky, known.recent - timedelta(days=4), hours=97)
        lost = next(time for time, text in days if text == "unavailable")
        hour = datetime.fromtimestamp(lost // 3600 * 3600, UTC)
        states = await raw(wire, known.flaky, hour)
        span = (hour, hour + timedelta(hours=1))
        short = (await rows(wire, [known.flaky], *span, "5minute"))[known.flaky]
        (whole,) = (await rows(wire, [known.flaky], *span))[known.flaky]

    assert_weighted_by_time(short, states, hour.timestamp())
    assert whole["mean"] == pytest.approx(sum(row["mean"] for row in short) / len(short))


async def test_a_meter_counts_its_rises_its_dips_and_the_whole_value_after_a_reset(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        states = await raw(wire, home.statistics.energy, home.statistics.recent)
        (hour,) = (await recent(home, wire, "hour"))[home.statistics.energy]

    counted = 0.0
    readings = [float(text) for _, text in states]
    for before, value in pairwise(readings):
        counted += value if value < 0.9 * before else value - before
    assert hour["change"] == pytest.approx(counted)
    assert hour["state"] == readings[-1]


async def test_the_change_of_the_very_first_row_is_taken_against_zero(home: ContractHome) -> None:
    known = home.statistics
    async with home.connected() as wire:
        everything = await rows(
            wire,
            [known.energy],
            known.day - timedelta(days=20 * 365),
            known.day + timedelta(hours=1),
        )
    first = everything[known.energy][0]
    assert first["change"] == pytest.approx(first["sum"])
