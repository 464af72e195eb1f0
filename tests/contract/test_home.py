"""What the home tells about itself: configuration, states, registry, preferences."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from websockets.protocol import State

from tests.contract.homes import POWER, ContractHome, written_at
from tests.contract.wire import PATIENCE, Wire

STATE_KEYS = {
    *("entity_id", "state", "attributes", "last_changed", "last_updated", "context"),
}
NEWER_STATE_KEYS = {"last_reported"}
REGISTRY_KEYS = {
    *("id", "entity_id", "unique_id", "platform", "name", "original_name", "icon"),
    *("device_id", "area_id", "disabled_by", "hidden_by", "entity_category", "config_entry_id"),
}


async def test_the_configuration_says_where_the_home_is_and_whether_it_runs(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        configuration = await wire.result("get_config")

    assert configuration["state"] == "RUNNING"
    assert ZoneInfo(configuration["time_zone"]).key == configuration["time_zone"]
    assert len(configuration["currency"]) == 3
    assert isinstance(configuration["unit_system"], dict)
    assert {"length", "temperature", "volume"} <= set(configuration["unit_system"])
    assert isinstance(configuration["location_name"], str)
    assert int(configuration["version"].split(".")[0]) >= 2024
    assert {"recorder", "history", "energy"} <= set(configuration["components"])


async def test_states_come_in_full(home: ContractHome) -> None:
    entity = await home.new_entity("12.5")
    async with home.connected() as wire:
        states = await wire.result("get_states")

    for state in states:
        assert STATE_KEYS <= set(state) <= STATE_KEYS | NEWER_STATE_KEYS
        assert set(state["context"]) == {"id", "parent_id", "user_id"}
        assert datetime.fromisoformat(state["last_updated"]).tzinfo is not None
    (ours,) = (state for state in states if state["entity_id"] == entity)
    assert ours["state"] == "12.5"
    assert ours["attributes"] == POWER
    known = {state["entity_id"] for state in states}
    assert {home.power_entity, home.energy_entity} <= known


async def test_the_times_of_states_are_those_of_subscriptions_to_the_microsecond(
    home: ContractHome,
) -> None:
    entity = await home.new_entity("1")
    await home.set_state(entity, "1", {"tariff": "night"})
    async with home.connected() as wire:
        states = {state["entity_id"]: state for state in await wire.result("get_states")}
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        compressed = (await wire.event(subscription))["a"][entity]

    updated = datetime.fromisoformat(states[entity]["last_updated"]).timestamp()
    changed = datetime.fromisoformat(states[entity]["last_changed"]).timestamp()
    assert abs(updated - compressed["lu"]) < 1e-6
    assert abs(changed - compressed["lc"]) < 1e-6
    assert changed < updated


async def test_the_registry_lists_entities_with_an_id_that_never_changes(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        entries = await wire.result("config/entity_registry/list")

    by_entity = {entry["entity_id"]: entry for entry in entries}
    assert {home.power_entity, home.energy_entity} <= set(by_entity)
    for entry in entries:
        assert set(entry) >= REGISTRY_KEYS
        assert len(entry["id"]) == 32
    assert len({entry["id"] for entry in entries}) == len(entries)


async def test_a_rename_keeps_the_registry_id_and_is_told(untouched_home: ContractHome) -> None:
    old, new = untouched_home.power_entity, "sensor.quite_another_name"
    async with untouched_home.connected() as wire:
        registry = {
            entry["entity_id"]: entry["id"]
            for entry in await wire.result("config/entity_registry/list")
        }
        renames = await wire.subscribe("subscribe_events", event_type="entity_registry_updated")
        states = await wire.subscribe("subscribe_entities", entity_ids=[old, new])
        assert set((await wire.event(states))["a"]) == {old}

        await untouched_home.rename(old, new)

        told = await wire.event(renames)
        assert told["event_type"] == "entity_registry_updated"
        assert told["data"]["action"] == "update"
        assert told["data"]["entity_id"] == new
        assert told["data"]["old_entity_id"] == old
        assert told["data"]["changes"] == {"entity_id": old}
        assert await wire.event(states) == {"r": [old]}
        assert set(await wire.event(states)) == {"a"}
        renamed = {
            entry["entity_id"]: entry["id"]
            for entry in await wire.result("config/entity_registry/list")
        }
    assert renamed[new] == registry[old]
    assert old not in renamed


@pytest.mark.real_home_assistant
async def test_energy_preferences_are_an_error_until_some_are_saved(
    untouched_real_home: ContractHome,
) -> None:
    # The demo home has preferences from its first day on.
    async with untouched_real_home.connected() as wire:
        assert await wire.error("energy/get_prefs") == "not_found"


async def test_energy_preferences_name_statistics_of_sources_and_devices(
    home: ContractHome,
) -> None:
    await home.save_preferences()
    async with home.connected() as wire:
        preferences = await wire.result("energy/get_prefs")

    assert {"energy_sources", "device_consumption"} <= set(preferences)
    (battery,) = (each for each in preferences["energy_sources"] if each["type"] == "battery")
    assert battery["stat_energy_from"] != battery["stat_energy_to"]
    for device in preferences["device_consumption"]:
        assert device["stat_consumption"].startswith("sensor.")
        assert isinstance(device.get("name", ""), str)


async def test_a_restart_closes_connections_and_it_comes_back_at_the_same_address(
    home: ContractHome,
) -> None:
    async with home.connected() as wire, asyncio.TaskGroup() as tasks:
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[home.power_entity])
        before = (await wire.event(subscription))["a"]
        restart = tasks.create_task(home.restart())
        await farewell(wire)
        # Whoever hangs up now need not wait the ten seconds that Home Assistant stays on the line.
        wire.socket.transport.abort()
        await restart
    async with home.connected() as wire:
        assert (await wire.result("get_config"))["state"] == "RUNNING"
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[home.power_entity])
        after = (await wire.event(subscription))["a"]
    assert set(after) == set(before) == {home.power_entity}
    # Every entity announces itself anew, whether its state is another or not.
    assert written_at(after[home.power_entity]) > written_at(before[home.power_entity])


async def farewell(wire: Wire) -> None:
    """Return as soon as the home has said goodbye, which the state of the socket tells first."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if wire.socket.state is not State.OPEN:
                return
            await asyncio.sleep(0.01)
