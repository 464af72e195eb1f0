"""History and statistics over the wire."""

from typing import Any

import pytest

from tests.adapters.demo_home.moments import HOUR, MINUTE, SECOND
from tests.adapters.demo_home.server.homes import START, Bench, bench, iso, microseconds

PLUG = {"unit_of_measurement": "W"}


async def history(at: Bench, *names: str, **options: Any) -> dict[str, list[dict[str, Any]]]:
    """History from a minute before the start, asked once everything has been told."""
    question = {"start_time": iso(START - 60), "end_time": iso(START + 3600)} | options
    result: dict[str, list[dict[str, Any]]] = await at.wire.result(
        "history/history_during_period", entity_ids=list(names), **question
    )
    return result


async def lived(at: Bench) -> None:
    """A plug that lives through everything a state can do."""
    at.home.set_state("sensor.plug", "1", PLUG)
    for state, attributes in (("1", PLUG | {"x": 1}), ("2", PLUG), ("unavailable", {})):
        at.pass_time(1)
        at.home.set_state("sensor.plug", state, attributes)
    at.pass_time(1)
    at.home.faults.remove("sensor.plug")


async def test_history_begins_with_a_made_up_row() -> None:
    async with bench() as at:
        rows = (await history(at, "sensor.grid_power"))["sensor.grid_power"]
        without = await history(at, "sensor.grid_power", include_start_time_state=False)
    assert rows[0]["lu"] == START - 60
    assert rows[1:] == without["sensor.grid_power"]
    assert [set(row) for row in rows] == [{"s", "a", "lu"}] * len(rows)


async def test_history_holds_exactly_what_is_true() -> None:
    async with bench() as at:
        at.pass_time(600)
        rows = await history(at, "sensor.grid_power", include_start_time_state=False)
    found = [(microseconds(row["lu"]), row["s"]) for row in rows["sensor.grid_power"]]
    assert found == at.home.truth("sensor.grid_power", START - 60, START + 600)
    assert len(found) > 100


async def test_attribute_changes_have_the_older_last_changed_and_are_not_significant() -> None:
    async with bench() as at:
        await lived(at)
        every = (await history(at, "sensor.plug", significant_changes_only=False))["sensor.plug"]
        significant = (await history(at, "sensor.plug"))["sensor.plug"]
    assert [row["s"] for row in every] == ["1", "1", "2", "unavailable", None]
    assert [set(row) for row in every] == [
        {"s", "a", "lu"},
        {"s", "a", "lu", "lc"},
        *[{"s", "a", "lu"}] * 3,
    ]
    assert every[1]["lc"] == every[0]["lu"]
    assert every[4]["a"] == {}
    assert significant == [every[0], *every[2:]]


async def test_a_minimal_answer_is_full_in_its_first_row_only() -> None:
    async with bench() as at:
        await lived(at)
        rows = (await history(at, "sensor.plug", minimal_response=True))["sensor.plug"]
        bare = await history(at, "sensor.plug", minimal_response=True, no_attributes=True)
        empty = await history(at, "sensor.plug", no_attributes=True)
    assert rows[0]["a"] == PLUG
    assert [set(row) for row in rows[1:]] == [{"s", "lu"}] * 3
    assert [set(row) for row in bare["sensor.plug"]] == [{"s", "lu"}] * 4
    assert [row["a"] for row in empty["sensor.plug"]] == [{}] * 4


async def test_history_refuses_in_the_words_of_home_assistant() -> None:
    async with bench() as at:
        ask = at.wire.ask
        kind = "history/history_during_period"
        answers = [
            await ask(kind),
            await ask(kind, start_time="x", entity_ids=["sensor.a"]),
            await ask(kind, start_time=iso(START), end_time="x", entity_ids=["sensor.a"]),
            await ask(kind, start_time=iso(START), entity_ids=["bad id"]),
            await ask(kind, start_time=iso(START - 9), entity_ids=[]),
        ]
    assert [(a["error"]["code"], a["error"]["message"]) for a in answers] == [
        (
            "invalid_format",
            "required key not provided @ data['entity_ids']. Got None\n"
            "required key not provided @ data['start_time']. Got None",
        ),
        ("invalid_start_time", "Invalid start_time"),
        ("invalid_end_time", "Invalid end_time"),
        ("invalid_entity_ids", "Invalid entity_ids"),
        ("unknown_error", "Unknown error"),
    ]


async def test_history_of_the_future_and_of_the_unknown_is_empty() -> None:
    async with bench() as at:
        assert await history(at, "sensor.grid_power", start_time=iso(START + 999)) == {}
        assert await history(at, "sensor.unknown") == {}


async def test_purged_history_is_gone() -> None:
    async with bench(keep_days=2) as at:
        rows = await history(
            at, "sensor.grid_import", start_time=iso(START - 4 * 86_400), minimal_response=True
        )
    oldest = rows["sensor.grid_import"][0]["lu"]
    assert 2 * 86_400 < START - oldest < 3 * 86_400


async def test_history_lags_behind_when_told_to() -> None:
    async with bench(commit_delay=30) as at:
        at.pass_time(120)
        rows = (await history(at, "sensor.grid_power"))["sensor.grid_power"]
    assert START + 80 < rows[-1]["lu"] < START + 90.1


async def statistics(at: Bench, *names: str, **options: Any) -> dict[str, list[dict[str, Any]]]:
    """Hourly statistics of the six hours before the start."""
    question = {"start_time": iso(START - 6 * 3600), "period": "hour"} | options
    result: dict[str, list[dict[str, Any]]] = await at.wire.result(
        "recorder/statistics_during_period", statistic_ids=list(names), **question
    )
    return result


async def test_statistics_are_those_of_the_household() -> None:
    async with bench() as at:
        rows = await statistics(at, "sensor.grid_import", "sensor.grid_power", "sensor.unknown")
    assert set(rows) == {"sensor.grid_import", "sensor.grid_power"}
    now = microseconds(START)
    household = at.home.household
    for name, found in rows.items():
        expected = household.statistics(household.entity(name), "hour", now - 6 * HOUR, now, now)
        assert [row["start"] * 1000 for row in found] == expected.start.tolist()
        kinds = ("state", "sum", "change") if name.endswith("import") else ("mean", "min", "max")
        for kind in kinds:
            assert [row[kind] for row in found] == getattr(expected, kind).tolist()
        others = {"state", "sum", "change", "mean", "min", "max", "last_reset"} - set(kinds)
        assert all(row[kind] is None for row in found for kind in others)


async def test_statistics_come_in_the_units_and_types_asked_for() -> None:
    async with bench() as at:
        own = await statistics(at, "sensor.ev_energy", "sensor.ev_power", types=["sum", "mean"])
        asked = await statistics(
            at, "sensor.ev_energy", "sensor.ev_power",
            types=["sum", "mean"], units={"energy": "kWh", "power": "W"},
        )  # fmt: skip
    assert set(own["sensor.ev_energy"][0]) == {"start", "end", "sum", "mean"}
    mwh, kwh = own["sensor.ev_energy"][-1]["sum"], asked["sensor.ev_energy"][-1]["sum"]
    assert kwh == pytest.approx(1000 * mwh)
    kw, w = own["sensor.ev_power"][0]["mean"], asked["sensor.ev_power"][0]["mean"]
    assert w == pytest.approx(1000 * kw)


async def test_a_period_has_statistics_ten_seconds_after_it() -> None:
    async with bench() as at:
        at.pass_time(300 - START % 300 + 5)
        before = (await statistics(at, "sensor.grid_power", period="5minute"))["sensor.grid_power"]
        at.pass_time(5.1)
        after = (await statistics(at, "sensor.grid_power", period="5minute"))["sensor.grid_power"]
    assert after[:-1] == before
    assert after[-1]["end"] - before[-1]["end"] == 300_000


async def test_the_first_five_minutes_kept_count_the_whole_meter() -> None:
    async with bench(keep_days=1) as at:
        rows = await statistics(
            at, "sensor.grid_import", period="5minute", start_time=iso(START - 9 * 86_400)
        )
    first, second = rows["sensor.grid_import"][:2]
    assert first["change"] == first["sum"]
    assert second["change"] == pytest.approx(second["sum"] - first["sum"])


async def test_statistics_count_what_was_done_by_hand() -> None:
    async with bench() as at:
        quiet = await statistics(at, "sensor.grid_power", period="5minute", start_time=iso(START))
        assert quiet == {}
        at.home.set_state("sensor.grid_power", "99999")
        at.pass_time(1200)
        rows = await statistics(
            at, "sensor.grid_power", period="5minute", start_time=iso(START - 1)
        )
    first, *others = rows["sensor.grid_power"]
    assert first["max"] == 99999
    assert all(row["max"] < 99999 for row in others)


async def test_statistics_refuse_in_the_words_of_home_assistant() -> None:
    async with bench() as at:
        ask = at.wire.ask
        kind = "recorder/statistics_during_period"
        given = {"start_time": iso(START), "statistic_ids": ["sensor.a"], "period": "hour"}
        answers = [
            await ask(kind, **given | {"period": "minute"}),
            await ask(kind, **given | {"statistic_ids": []}),
            await ask(kind, **given | {"start_time": "x"}),
        ]
    assert [(a["error"]["code"], a["error"]["message"]) for a in answers] == [
        (
            "invalid_format",
            "not a valid value for dictionary value @ data['period']. Got 'minute'",
        ),
        (
            "invalid_format",
            "length of value must be at least 1 for dictionary value @ data['statistic_ids']. "
            "Got []",
        ),
        ("invalid_start_time", "Invalid start_time"),
    ]


async def test_statistic_ids_are_described() -> None:
    async with bench() as at:
        listed = await at.wire.result("recorder/list_statistic_ids")
        sums = await at.wire.result("recorder/list_statistic_ids", statistic_type="sum")
        (power,) = await at.wire.result(
            "recorder/get_statistics_metadata", statistic_ids=["sensor.solar_power"]
        )
        unknown = await at.wire.result("recorder/get_statistics_metadata", statistic_ids=["a.b"])
    assert power == {
        "statistic_id": "sensor.solar_power",
        "display_unit_of_measurement": "kW",
        "has_mean": True,
        "mean_type": 1,
        "has_sum": False,
        "name": None,
        "source": "recorder",
        "statistics_unit_of_measurement": "kW",
        "unit_class": "power",
    }
    assert all(entry["has_sum"] for entry in sums)
    assert 20 < len(sums) < len(listed)
    assert unknown == []


async def test_the_truth_can_be_asked_from_another_process() -> None:
    async with bench() as at:
        at.pass_time(60)
        truth = await at.wire.result(
            "demo/truth", entity_ids=["sensor.grid_power"], start=START - 60, end=START + 60
        )
    rows = [tuple(row) for row in truth["sensor.grid_power"]]
    assert rows == at.home.truth("sensor.grid_power", START - 60, START + 60)
    assert rows[-1][0] - rows[0][0] > MINUTE + 50 * SECOND
