"""What subscribers are told, and in which order."""

from typing import Any

from tests.adapters.demo_home.moments import MINUTE, SECOND
from tests.adapters.demo_home.server.homes import (
    CLOCK,
    START,
    WATCHED,
    Bench,
    bench,
    demo_home,
    microseconds,
    rows_of,
)
from tests.contract.wire import authenticated

PLUG = {"unit_of_measurement": "W", "friendly_name": "Plug"}


async def told(at: Bench, subscription: int) -> list[Any]:
    """What came after the snapshot."""
    return (await at.received(subscription))[1:]


async def test_the_snapshot_shows_what_holds() -> None:
    async with bench() as at:
        subscription = await at.subscribed(*WATCHED, "sensor.unknown")
        (snapshot,) = await at.received(subscription)
    assert set(snapshot) == {"a"}
    assert set(snapshot["a"]) == set(WATCHED)
    for name, state in snapshot["a"].items():
        assert set(state) == {"s", "a", "c", "lc"}
        entity = at.home.household.entity(name)
        held = at.home.household.state_at(entity, microseconds(START))
        assert (microseconds(state["lc"]), state["s"]) == (held.since, held.text)


async def test_changes_are_told_once_each_and_in_the_order_of_time() -> None:
    async with bench() as at:
        subscription = await at.subscribed(*WATCHED)
        for _ in range(20):
            at.pass_time(17.3)
        events = await at.received(subscription)
    moments = [next(iter(event["c"].values()))["+"]["lc"] for event in events[1:]]
    assert moments == sorted(set(moments))
    for name in WATCHED:
        rows = rows_of(events, name)
        assert len(rows) > 4
        assert rows == at.home.truth(name, rows[0][0] / 1e6, START + 400)


async def test_no_entity_ids_means_all() -> None:
    async with bench() as at:
        subscription = await at.wire.subscribe("subscribe_entities")
        (snapshot,) = await at.received(subscription)
    assert len(snapshot["a"]) == len(at.home.household.entities)


async def test_who_unsubscribes_hears_no_more() -> None:
    async with bench() as at:
        subscription = await at.subscribed(*WATCHED)
        await at.wire.result("unsubscribe_events", subscription=subscription)
        at.pass_time(60)
        assert len(await at.received(subscription)) == 1


async def test_an_answer_of_the_clock_comes_after_everything_older() -> None:
    async with bench() as at:
        await at.subscribed()
        for _ in range(30):
            at.hand.seconds += 7.7
            clock = await at.wire.subscribe("render_template", template=CLOCK)
            await at.wire.event(clock)
        moments = _moments(at.wire.received)
    assert len(moments) > 200
    assert moments == sorted(moments)


async def test_an_answer_of_the_clock_comes_after_everything_older_in_a_flood() -> None:
    async with (
        demo_home(speed=20) as home,
        authenticated(home.url, "demo") as wire,
    ):
        await wire.result("supported_features", features={"coalesce_messages": 1})
        subscription = await wire.subscribe("subscribe_entities", entity_ids=WATCHED)
        await wire.request("demo/fault", fault="flood", arguments={"rate": 3000, "seconds": 0.3})
        for _ in range(30):
            clock = await wire.subscribe("render_template", template=CLOCK)
            await wire.event(clock)
            await wire.event(subscription)
        moments = _moments(wire.received)
    assert moments == sorted(moments)


def _moments(messages: list[Any]) -> list[float]:
    """The times in clock answers and changes, in the order in which they came."""
    found = []
    for message in messages:
        event = message.get("event", {})
        if "result" in event:
            found.append(event["result"])
        found += [change["+"]["lc"] for change in event.get("c", {}).values()]
    return found


async def test_the_clock_answers_by_itself_at_every_full_minute() -> None:
    async with bench() as at:
        subscription = await at.wire.subscribe("render_template", template=CLOCK)
        at.pass_time(150)
        answers = await at.received(subscription)
    assert answers[0]["listeners"] == {"all": False, "domains": [], "entities": [], "time": True}
    assert START <= answers[0]["result"] < START + 1
    minutes = [microseconds(answer["result"]) for answer in answers[1:]]
    first = (microseconds(START) // MINUTE + 1) * MINUTE
    assert minutes == [first, first + MINUTE]


async def test_a_change_tells_only_what_is_new() -> None:
    async with bench() as at:
        subscription = await at.subscribed("sensor.plug")
        at.home.set_state("sensor.plug", "1", PLUG)
        at.home.set_state("sensor.plug", "2")
        at.home.set_state("sensor.plug", "2", PLUG | {"tariff": "night"})
        at.home.set_state("sensor.plug", "2", {"unit_of_measurement": "kW"})
        at.home.set_state("sensor.plug", "2")
        at.home.faults.remove("sensor.plug")
        added, *changes, removed = await told(at, subscription)
    assert added["a"]["sensor.plug"]["a"] == PLUG
    plain = [change["c"]["sensor.plug"] for change in changes]
    for change in plain:
        assert len(change["+"].pop("c")) == 26
        change["+"] = {
            key: ("time" if key in ("lc", "lu") else value) for key, value in change["+"].items()
        }
    assert plain == [
        {"+": {"s": "2", "lc": "time"}},
        {"+": {"lu": "time", "a": {"tariff": "night"}}},
        {
            "+": {"lu": "time", "a": {"unit_of_measurement": "kW"}},
            "-": {"a": ["friendly_name", "tariff"]},
        },
    ]
    assert removed == {"r": ["sensor.plug"]}


async def test_state_changed_tells_old_and_new_state_in_full() -> None:
    async with bench() as at:
        at.home.set_state("sensor.plug", "1", PLUG)
        subscription = await at.wire.subscribe("subscribe_events", event_type="state_changed")
        at.home.set_state("sensor.plug", "2")
        (event,) = await at.received(subscription)
    assert list(event) == ["event_type", "data", "origin", "time_fired", "context"]
    data = event["data"]
    assert (data["old_state"]["state"], data["new_state"]["state"]) == ("1", "2")
    assert event["time_fired"] == data["new_state"]["last_updated"]


async def test_compiled_statistics_are_announced_ten_seconds_after_their_period() -> None:
    async with bench() as at:
        five = await at.wire.subscribe(
            "subscribe_events", event_type="recorder_5min_statistics_generated"
        )
        hour = await at.wire.subscribe(
            "subscribe_events", event_type="recorder_hourly_statistics_generated"
        )
        at.pass_time(3600)
        fives, hours = await at.received(five), await at.received(hour)
    assert [event["time_fired"][11:19] for event in fives] == [
        f"{16 + minute // 60}:{minute % 60:02}:10" for minute in range(30, 90, 5)
    ]
    assert [event["time_fired"][11:19] for event in hours] == ["17:00:10"]
    assert hours[0]["data"] == {}


async def test_the_next_tick_writes_over_what_was_set_by_hand() -> None:
    async with bench() as at:
        subscription = await at.subscribed("sensor.grid_power")
        by_hand = at.home.set_state("sensor.grid_power", "4711")
        at.pass_time(12)
        events = await at.received(subscription)
        rows = rows_of(events, "sensor.grid_power")
    assert (by_hand, "4711") in rows
    at_hand = rows.index((by_hand, "4711"))
    assert rows[at_hand + 1][0] - by_hand <= 5 * SECOND
    assert rows == at.home.truth("sensor.grid_power", rows[0][0] / 1e6, START + 60)
