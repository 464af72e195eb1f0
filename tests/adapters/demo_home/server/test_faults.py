"""Everything that can go wrong goes wrong on command, and the truth stays consistent."""

import asyncio
from itertools import pairwise

import pytest
from websockets import State
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus

from tests.adapters.demo_home.moments import SECOND
from tests.adapters.demo_home.server.homes import (
    START,
    WATCHED,
    Bench,
    bench,
    demo_home,
    iso,
    microseconds,
    rows_of,
)
from tests.contract.wire import authenticated, unauthenticated

GRID = "sensor.grid_power"
HOUSE = "sensor.home_power"


async def agreed(at: Bench, subscription: int, name: str) -> list[tuple[int, str | None]]:
    """What was told of an entity, having checked that truth and history say the same."""
    rows = rows_of(await at.received(subscription), name)
    until = at.home.now + 1
    assert rows == at.home.truth(name, rows[0][0] / 1e6, until)
    asked = {"start_time": iso(rows[0][0] / 1e6 - 1e-5), "end_time": iso(until)}
    history = await at.wire.result(
        "history/history_during_period", entity_ids=[name], include_start_time_state=False,
        significant_changes_only=False, **asked,
    )  # fmt: skip
    assert [(microseconds(row["lu"]), row["s"]) for row in history[name]] == rows
    return rows


async def test_a_dropped_socket_ends_without_a_closing_frame() -> None:
    async with bench() as at:
        at.home.faults.drop()
        with pytest.raises(ConnectionClosedError):
            await at.wire.message()
        async with authenticated(at.home.url, "demo") as again:
            assert (await again.ask("ping"))["type"] == "pong"


async def test_a_token_can_be_refused_from_now_on() -> None:
    async with bench() as at:
        at.home.faults.refuse_token()
        async with unauthenticated(at.home.url) as stranger:
            await stranger.message()
            await stranger.send({"type": "auth", "access_token": "demo"})
            assert (await stranger.message())["type"] == "auth_invalid"
        assert (await at.wire.ask("ping"))["type"] == "pong"
        at.home.faults.refuse_token(refuse=False)
        async with authenticated(at.home.url, "demo"):
            pass


async def test_a_flood_is_told_held_and_true() -> None:
    async with demo_home() as home, authenticated(home.url, "demo") as wire:
        subscription = await wire.subscribe("subscribe_entities", entity_ids=WATCHED)
        assert await home.faults.flood(2000, 0.1, [GRID, "sensor.home_power"]) == 200
        await wire.ask("ping")
        events = [m["event"] for m in wire.received if m.get("id") == subscription and "event" in m]
        told = [rows_of(events, name) for name in (GRID, "sensor.home_power")]
        assert sum(map(len, told)) >= 202
        for name, rows in zip((GRID, "sensor.home_power"), told, strict=True):
            moments = [at for at, _ in rows]
            assert moments == sorted(set(moments))
            assert rows == home.truth(name, rows[0][0] / 1e6, home.now)


async def test_ticks_find_their_place_within_a_flood() -> None:
    async with (
        demo_home(speed=200) as home,
        authenticated(home.url, "demo") as wire,
    ):
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[GRID])
        await home.faults.flood(1000, 0.3)
        until = home.now
        await wire.ask("ping")
        events = [m["event"] for m in wire.received if m.get("id") == subscription and "event" in m]
        rows = [row for row in rows_of(events, GRID) if row[0] < until * SECOND]
        assert len(rows) > 305
        assert rows == home.truth(GRID, rows[0][0] / 1e6, until)


async def test_an_unavailable_device_is_silent_until_it_is_back() -> None:
    async with bench() as at:
        subscription = await at.subscribed(GRID)
        at.home.faults.set_unavailable(GRID)
        at.pass_time(60)
        at.home.faults.set_available(GRID)
        at.pass_time(30)
        rows = await agreed(at, subscription, GRID)
    lost = [text for _, text in rows].index("unavailable")
    assert rows[lost + 1][0] - rows[lost][0] > 59 * SECOND
    assert len(rows) > lost + 4


async def test_a_removed_entity_leaves_a_row_without_a_state() -> None:
    async with bench() as at:
        subscription = await at.subscribed(GRID)
        at.pass_time(10)
        at.home.faults.remove(GRID)
        at.pass_time(60)
        states = {state["entity_id"] for state in await at.wire.result("get_states")}
        assert GRID not in states
        at.home.faults.restore(GRID)
        at.pass_time(20)
        events = await at.received(subscription)
        truth = at.home.truth(GRID, START, START + 120)
    assert {"r": [GRID]} in events
    (gone,) = [moment for moment, state in truth if state is None]
    after = [moment for moment, _ in truth if moment > gone]
    assert after[0] - gone > 59 * SECOND
    told = rows_of(events, GRID)
    assert told[1:] == [row for row in truth if row[1] is not None]


async def test_a_renamed_entity_keeps_its_registry_id_and_history() -> None:
    async with bench() as at:
        old = await at.subscribed(GRID)
        everything = await at.wire.subscribe("subscribe_entities")
        registry = await at.wire.subscribe("subscribe_events", event_type="entity_registry_updated")
        before = at.home.truth(GRID, START - 600, START)
        at.pass_time(5)
        at.home.faults.rename(GRID, "sensor.mains")
        at.pass_time(15)
        (event,) = await at.received(registry)
        told = rows_of(await at.received(everything), "sensor.mains")
        assert (await at.received(old))[-1] == {"r": [GRID]}
        entries = await at.wire.result("config/entity_registry/list")
        history = await at.wire.result(
            "history/history_during_period",
            start_time=iso(START - 600),
            end_time=iso(START),
            entity_ids=[GRID, "sensor.mains"],
            include_start_time_state=False,
        )
        preferences = await at.wire.result("energy/get_prefs")
        metadata = await at.wire.result(
            "recorder/get_statistics_metadata", statistic_ids=[GRID, "sensor.mains"]
        )
    assert event["data"] == {
        "action": "update",
        "entity_id": "sensor.mains",
        "changes": {"entity_id": GRID},
        "old_entity_id": GRID,
    }
    entity = at.home.household.entity(GRID)
    assert [e["entity_id"] for e in entries if e["id"] == entity.registry_id] == ["sensor.mains"]
    assert [(microseconds(r["lu"]), r["s"]) for r in history["sensor.mains"]] == before
    assert set(history) == {"sensor.mains"}
    assert len(told) >= 3
    assert told == at.home.truth("sensor.mains", told[0][0] / 1e6, START + 60)
    assert preferences["energy_sources"][0]["stat_rate"] == "sensor.mains"
    assert [entry["statistic_id"] for entry in metadata] == ["sensor.mains"]


async def test_a_restart_is_a_hole_in_history_after_which_everyone_announces_itself() -> None:
    async with bench() as at:
        at.home.faults.halt()
        with pytest.raises(ConnectionClosed):
            await at.wire.unread(10)
        with pytest.raises(InvalidStatus) as refused:
            async with unauthenticated(at.home.url):
                pass
        assert refused.value.response.status_code == 503
        at.hand.seconds += 60
        at.home.faults.listen()
        async with authenticated(at.home.url, "demo") as early:
            assert (await early.result("get_config"))["state"] == "NOT_RUNNING"
            assert len(await early.result("get_states")) == 3
            assert await early.error("energy/get_prefs") == "unknown_command"
            subscription = await early.subscribe("subscribe_entities", entity_ids=WATCHED)
            assert await early.event(subscription) == {"a": {}}
            at.home.faults.boot()
            announced = [await early.event(subscription) for _ in WATCHED]
            assert [list(event) for event in announced] == [["a"]] * len(WATCHED)
            assert (await early.result("get_config"))["state"] == "STARTING"
            at.home.faults.finish_starting()
            assert (await early.result("get_config"))["state"] == "RUNNING"
        at.pass_time(30)
        truth = at.home.truth(GRID, START - 30, START + 120)
    gaps = [after[0] - before[0] for before, after in pairwise(truth)]
    assert 55 * SECOND < max(gaps) < 70 * SECOND


async def test_a_restart_comes_to_its_end_by_itself() -> None:
    async with bench() as at:
        await at.home.faults.restart(down=0.01, starting=0.01)
        async with authenticated(at.home.url, "demo") as again:
            assert (await again.result("get_config"))["state"] == "RUNNING"


async def test_the_clock_can_be_set() -> None:
    async with bench() as at:
        subscription = await at.subscribed(GRID)
        at.home.faults.jump_clock(3600)
        assert at.home.now == pytest.approx(START + 3600)
        at.pass_time(10)
        at.home.faults.jump_clock(-1800)
        assert at.home.now == pytest.approx(START + 1810)
        at.pass_time(10)
        moments = [at for at, _ in rows_of(await at.received(subscription), GRID)]
    assert moments != sorted(moments)
    assert moments[-1] / 1e6 == pytest.approx(START + 1815, abs=6)


async def test_faults_can_be_caused_from_another_process() -> None:
    async with bench() as at:
        await at.wire.result("demo/fault", fault="remove", arguments={"entity_id": GRID})
        assert at.home.truth(GRID, START, START + 1)[-1][1] is None
        with pytest.raises(ConnectionClosed):
            await at.wire.result("demo/fault", fault="drop")


async def test_a_half_open_connection_stays_and_says_nothing_any_more() -> None:
    async with bench() as at:
        await at.subscribed(GRID)
        await at.wire.unread(0.1)
        at.home.faults.half_open()
        await at.wire.request("ping")
        at.pass_time(60)
        assert await at.wire.unread(0.3) == []
        assert at.wire.socket.state is State.OPEN
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await (await at.wire.socket.ping())
        async with authenticated(at.home.url, "demo") as other:
            assert (await other.ask("ping"))["type"] == "pong"


async def test_a_half_open_connection_does_not_tell_of_a_restart() -> None:
    async with bench() as at:
        at.home.faults.half_open()
        at.home.faults.halt()
        assert await at.wire.unread(0.3) == []


async def test_a_crash_loses_what_was_told_and_not_committed() -> None:
    async with bench(commit_delay=30.0) as at:
        subscription = await at.subscribed(GRID)
        at.pass_time(120)
        told = rows_of(await at.received(subscription), GRID)
        at.home.faults.fall()
        with pytest.raises(ConnectionClosedError):
            await at.wire.unread(10)
        record = at.home.record(GRID, START)
        assert at.home.truth(GRID, START, START + 200) == [
            row for row in told[1:] if row[0] <= (START + 90) * SECOND
        ]
        assert [(row.at, row.state) for row in record.lost] == [
            row for row in told if row[0] > (START + 90) * SECOND
        ]
        assert record.lost
        at.hand.seconds += 60
        at.home.faults.listen()
        at.home.faults.boot()
        at.home.faults.finish_starting()
        at.pass_time(60)
        after = at.home.record(GRID, START)
    assert after.lost == record.lost
    assert not {row.at for row in after.held} & {row.at for row in after.lost}
    assert after.held[-1].at > (START + 180) * SECOND


async def test_a_purge_takes_raw_rows_and_five_minute_statistics_and_leaves_hours() -> None:
    async with bench() as at:
        at.home.faults.purge(keep_days=0.25)
        question = {"start_time": iso(START - 86_400), "end_time": iso(START)}
        history = await at.wire.result(
            "history/history_during_period", entity_ids=[HOUSE], **question
        )
        rows = {
            period: (
                await at.wire.result(
                    "recorder/statistics_during_period",
                    statistic_ids=[HOUSE],
                    period=period,
                    **question,
                )
            )[HOUSE]
            for period in ("5minute", "hour")
        }
        record = at.home.record(HOUSE, START - 86_400)
    oldest = START - 21_600
    assert oldest <= history[HOUSE][0]["lu"] < oldest + 60
    assert oldest <= rows["5minute"][0]["start"] / 1000 < oldest + 300
    assert rows["hour"][0]["start"] / 1000 < START - 82_800
    assert record.purged[-1].at < round(oldest * SECOND) <= record.held[0].at


async def test_a_sensor_can_report_in_another_unit_from_now_on() -> None:
    async with bench() as at:
        subscription = await at.subscribed(GRID)
        at.pass_time(60)
        at.home.faults.change_unit(GRID, "kW")
        at.pass_time(60)
        rows = await agreed(at, subscription, GRID)
        events = await at.received(subscription)
        record = at.home.record(GRID, START)
        question = {"start_time": iso(START - 1800), "end_time": iso(START)}
        (metadata,) = await at.wire.result("recorder/get_statistics_metadata", statistic_ids=[GRID])
        statistics = await at.wire.result(
            "recorder/statistics_during_period", statistic_ids=[GRID], period="5minute", **question
        )
    units = [row.attributes["unit_of_measurement"] for row in record.held]
    assert units == sorted(units)
    assert set(units) == {"W", "kW"}
    changed = rows[1 + units.index("kW")]
    assert {"c": {GRID: {"+": {"s": changed[1], "a": {"unit_of_measurement": "kW"}}}}} in [
        {"c": {GRID: {"+": {k: v for k, v in e["c"][GRID]["+"].items() if k in ("s", "a")}}}}
        for e in events[1:]
    ]
    before = rows[units.index("kW")]
    assert abs(float(changed[1] or 0) * 1000 - float(before[1] or 0)) < 500
    assert metadata["display_unit_of_measurement"] == "kW"
    assert metadata["statistics_unit_of_measurement"] == "W"
    assert max(row["max"] for row in statistics[GRID]) > 100


async def test_a_clock_that_is_set_forward_leaves_a_hole() -> None:
    async with bench() as at:
        subscription = await at.subscribed(GRID)
        at.pass_time(60)
        at.home.faults.jump_clock(600)
        at.pass_time(60)
        rows = await agreed(at, subscription, GRID)
    gaps = [after[0] - before[0] for before, after in pairwise(rows)]
    assert max(gaps) > 590 * SECOND


async def test_a_clock_that_is_set_back_leaves_what_was_recorded() -> None:
    async with bench() as at:
        at.pass_time(300)
        first = at.home.truth(GRID, START, START + 400)
        at.home.faults.jump_clock(-200)
        assert at.home.truth(GRID, START, START + 400) == [
            row for row in first if row[0] <= (START + 100) * SECOND
        ]
        at.home.faults.halt()
        at.hand.seconds += 150
        at.home.faults.listen()
        at.home.faults.boot()
        at.home.faults.finish_starting()
        at.pass_time(100)
        again = at.home.truth(GRID, START, START + 400)
    assert set(first) <= set(again)


@pytest.mark.parametrize(
    ("fault", "arguments", "code"),
    [
        ("explode", {}, "not_found"),
        ("_track", {"entity_id": GRID}, "not_found"),
        ("remove", {}, "invalid_format"),
        ("remove", {"entity_id": "sensor.unknown"}, "not_found"),
        ("rename", {"entity_id": GRID, "new_entity_id": "sensor.home_power"}, "invalid_info"),
        ("change_unit", {"entity_id": GRID, "unit": "kWh"}, "invalid_format"),
        ("change_unit", {"entity_id": GRID, "unit": "BTU/h"}, "invalid_format"),
    ],
)
async def test_impossible_faults_are_refused(
    fault: str, arguments: dict[str, str], code: str
) -> None:
    async with bench() as at:
        assert await at.wire.error("demo/fault", fault=fault, arguments=arguments) == code
