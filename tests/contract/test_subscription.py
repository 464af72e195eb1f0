"""`subscribe_entities`: the snapshot and what follows it."""

import asyncio
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.contract.homes import POWER, ContractHome, written_at
from tests.contract.wire import Wire

QUIET = 0.4
"""Seconds in which whatever there is to come has come."""


async def watched(wire: Wire, *entities: str) -> tuple[int, dict[str, Any]]:
    """A subscription and its snapshot."""
    subscription = await wire.subscribe("subscribe_entities", entity_ids=list(entities))
    snapshot = await wire.event(subscription)
    assert set(snapshot) == {"a"}
    return subscription, snapshot["a"]


async def changed(wire: Wire, subscription: int, entity: str) -> dict[str, Any]:
    """The next change of the only entity subscribed to."""
    event = await wire.event(subscription)
    assert set(event) == {"c"}
    assert set(event["c"]) == {entity}
    change: dict[str, Any] = event["c"][entity]
    return change


async def test_it_begins_with_the_present_states_in_full(home: ContractHome) -> None:
    entity = await home.new_entity("12.5")
    async with home.connected() as wire:
        _, states = await watched(wire, entity)

    assert set(states) == {entity}
    state = states[entity]
    assert set(state) == {"s", "a", "c", "lc"}
    assert state["s"] == "12.5"
    assert state["a"] == POWER
    assert isinstance(state["c"], str | dict)
    assert isinstance(state["lc"], float)


async def test_an_unknown_entity_is_no_error_and_comes_when_it_exists(home: ContractHome) -> None:
    known = await home.new_entity("1")
    await home.remove(known)
    async with home.connected() as wire:
        subscription, states = await watched(wire, known)
        assert states == {}
        await home.set_state(known, "7", dict(POWER))
        event = await wire.event(subscription)
    assert set(event) == {"a"}
    assert set(event["a"][known]) == {"s", "a", "c", "lc"}
    assert event["a"][known]["s"] == "7"


async def test_no_entities_means_all_of_them(home: ContractHome) -> None:
    async with home.connected() as wire:
        _, states = await watched(wire)
    assert {home.power_entity, home.energy_entity} <= set(states)


async def test_a_change_of_state_tells_the_state_and_its_time_only(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, states = await watched(wire, entity)
        await home.set_state(entity, "2")
        change = await changed(wire, subscription, entity)

    assert set(change) == {"+"}
    assert set(change["+"]) - {"c"} == {"s", "lc"}
    assert change["+"]["s"] == "2"
    assert change["+"]["lc"] > states[entity]["lc"]


async def test_a_change_of_attributes_alone_has_lu_and_no_lc(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, states = await watched(wire, entity)
        await home.set_state(entity, "1", {"friendly_name": "Other", "tariff": "night"})
        change = await changed(wire, subscription, entity)
        _, again = await watched(wire, entity)

    assert set(change) == {"+"}
    assert set(change["+"]) - {"c"} == {"a", "lu"}
    assert change["+"]["a"] == {"friendly_name": "Other", "tariff": "night"}
    assert change["+"]["lu"] > states[entity]["lc"]
    # This one was a datetime in between: equal to the microsecond, not to the bit.
    assert abs(again[entity]["lc"] - states[entity]["lc"]) < 1e-6
    assert again[entity]["lu"] == change["+"]["lu"]
    assert again[entity]["a"] == {**POWER, "friendly_name": "Other", "tariff": "night"}


async def test_an_attribute_that_goes_is_named(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, _ = await watched(wire, entity)
        await home.set_state(entity, "2", {"state_class": None})
        change = await changed(wire, subscription, entity)

    assert change["-"] == {"a": ["state_class"]}
    assert set(change["+"]) - {"c"} == {"s", "lc"}


async def test_state_and_attributes_change_together(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, _ = await watched(wire, entity)
        await home.set_state(entity, "0.002", {"unit_of_measurement": "kW"})
        change = await changed(wire, subscription, entity)

    assert set(change["+"]) - {"c"} == {"s", "a", "lc"}
    assert change["+"]["a"] == {"unit_of_measurement": "kW"}


async def test_a_repeated_identical_state_sends_nothing(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, states = await watched(wire, entity)
        for _ in range(3):
            await home.set_state(entity, "1")
        assert await wire.unread(QUIET) == []
        await home.set_state(entity, "2")
        await changed(wire, subscription, entity)
        _, again = await watched(wire, entity)
    assert again[entity]["lc"] > states[entity]["lc"]


async def test_it_tells_nothing_of_other_entities(home: ContractHome) -> None:
    entity, other = await home.new_entity("1"), await home.new_entity("1")
    async with home.connected() as wire:
        await watched(wire, entity)
        await home.set_state(other, "2")
        assert await wire.unread(QUIET) == []


async def test_a_removal_tells_the_entity_and_no_time(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, _ = await watched(wire, entity)
        await home.remove(entity)
        assert await wire.event(subscription) == {"r": [entity]}


async def test_unavailable_is_a_state_like_any_other(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, _ = await watched(wire, entity)
        for state in ("unavailable", "unknown", "3"):
            await home.set_state(entity, state)
            change = await changed(wire, subscription, entity)
            assert change["+"]["s"] == state
            assert "lc" in change["+"]


async def test_nothing_comes_after_the_end_of_a_subscription(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, _ = await watched(wire, entity)
        assert await wire.result("unsubscribe_events", subscription=subscription) is None
        await home.set_state(entity, "2")
        assert await wire.unread(QUIET) == []
        assert await wire.error("unsubscribe_events", subscription=subscription) == "not_found"


async def test_the_end_of_a_subscription_stands_behind_its_last_event(
    home: ContractHome,
) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire, asyncio.TaskGroup() as tasks:
        subscription, _ = await watched(wire, entity)
        load = tasks.create_task(home.emit(entity, 500, rate=1000))
        await changed(wire, subscription, entity)
        end = await wire.request("unsubscribe_events", subscription=subscription)
        await load
        await wire.unread(QUIET)

    order = [(message["id"], message["type"]) for message in wire.received if "id" in message]
    assert order.index((end, "result")) == len(order) - 1
    assert order.count((subscription, "event")) < 500


async def test_a_subscription_is_of_its_connection(home: ContractHome) -> None:
    async with home.connected() as wire, home.connected() as other:
        subscription, _ = await watched(wire, home.power_entity)
        assert await other.error("unsubscribe_events", subscription=subscription) == "not_found"


async def test_two_subscriptions_of_a_connection_tell_the_same(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        first, _ = await watched(wire, entity)
        second, _ = await watched(wire, entity)
        await home.set_state(entity, "2")
        assert await changed(wire, first, entity) == await changed(wire, second, entity)


async def test_a_new_snapshot_has_the_time_of_the_last_event_when_nothing_happened(
    home: ContractHome,
) -> None:
    for attributes in ({}, {"tariff": "night"}):
        entity = await home.new_entity("1")
        async with home.connected() as wire:
            subscription, _ = await watched(wire, entity)
            await home.set_state(entity, "2")
            last = (await changed(wire, subscription, entity))["+"]
            if attributes:
                await home.set_state(entity, "2", dict(attributes))
                last = (await changed(wire, subscription, entity))["+"]
        async with home.connected() as wire:
            _, states = await watched(wire, entity)
        assert written_at(states[entity]) == written_at(last)


async def test_a_new_snapshot_is_later_when_something_happened(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        _, before = await watched(wire, entity)
    await home.set_state(entity, "2")
    await home.set_state(entity, "1")
    async with home.connected() as wire:
        _, after = await watched(wire, entity)
    assert after[entity]["s"] == before[entity]["s"]
    assert written_at(after[entity]) > written_at(before[entity])


async def test_every_change_of_a_burst_comes_once_and_in_order(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription, states = await watched(wire, entity)
        await home.emit(entity, 300, rate=0)
        times = [(await changed(wire, subscription, entity))["+"]["lc"] for _ in range(300)]
        assert await wire.unread(QUIET) == []
    assert times == sorted(set(times))
    assert times[0] > states[entity]["lc"]


@pytest.mark.slow
async def test_who_does_not_read_is_cut_off_and_loses_what_was_queued(
    untouched_home: ContractHome,
) -> None:
    # So many states of one entity keep Home Assistant's recorder busy for minutes.
    home, changes = untouched_home, 60_000
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        await watched(wire, entity)
        await home.emit(entity, changes, rate=0)
        with pytest.raises(ConnectionClosed):
            await wire.unread(60)
    assert len(wire.received) < changes
