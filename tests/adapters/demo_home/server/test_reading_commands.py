"""States, configuration, registries and preferences, in Home Assistant's shapes."""

import re

from energy_desktop.adapters.demo_home import Household
from tests.adapters.demo_home.server.homes import bench

CONFIGURATION = {
    "allowlist_external_dirs", "allowlist_external_urls", "components", "config_dir",
    "config_source", "country", "currency", "debug", "elevation", "external_url", "internal_url",
    "language", "latitude", "location_name", "longitude", "radius", "recovery_mode", "safe_mode",
    "state", "time_zone", "unit_system", "version", "whitelist_external_dirs",
}  # fmt: skip


async def test_states_are_full_states() -> None:
    async with bench() as at:
        states = await at.wire.result("get_states")
    assert len(states) == len(at.home.household.entities)
    (grid,) = [state for state in states if state["entity_id"] == "sensor.grid_power"]
    assert list(grid) == [
        "entity_id", "state", "attributes", "last_changed", "last_reported", "last_updated",
        "context",
    ]  # fmt: skip
    assert re.fullmatch(r"2016-04-10T16:\d\d:\d\d\.\d{6}\+00:00", grid["last_updated"])
    assert re.fullmatch("[0-9A-Z]{26}", grid["context"]["id"])
    assert grid["context"]["parent_id"] is None
    float(grid["state"])


async def test_the_configuration_is_complete() -> None:
    async with bench(household=Household(7, "Europe/Lisbon")) as at:
        configuration = await at.wire.result("get_config")
    assert set(configuration) == CONFIGURATION
    assert configuration["state"] == "RUNNING"
    assert configuration["time_zone"] == "Europe/Lisbon"
    assert configuration["currency"] == "EUR"


async def test_the_registry_gives_every_entity_an_id() -> None:
    async with bench() as at:
        entries = await at.wire.result("config/entity_registry/list")
        display = await at.wire.result("config/entity_registry/list_for_display")
        (device,) = await at.wire.result("config/device_registry/list")
    expected = {e.entity_id: e.registry_id for e in at.home.household.entities}
    assert {entry["entity_id"]: entry["id"] for entry in entries} == expected
    assert [entry["ei"] for entry in display["entities"]] == list(expected)
    assert {entry["device_id"] for entry in entries} == {device["id"]}


async def test_preferences_name_entities_that_exist() -> None:
    async with bench() as at:
        preferences = await at.wire.result("energy/get_prefs")
        states = {state["entity_id"] for state in await at.wire.result("get_states")}
    named = {
        value
        for entry in [*preferences["energy_sources"], *preferences["device_consumption"]]
        for key, value in entry.items()
        if value is not None
        and (key.startswith("stat_") or key in ("included_in_stat", "entity_energy_price"))
    }
    assert named <= states
    kinds = [source["type"] for source in preferences["energy_sources"]]
    assert kinds == ["grid", "solar", "battery", "gas", "water"]
    assert "stat_energy_to" in preferences["energy_sources"][0]


async def test_preferences_can_have_the_older_form() -> None:
    async with bench(unified_grid=False) as at:
        grid = (await at.wire.result("energy/get_prefs"))["energy_sources"][0]
    assert [flow["stat_energy_from"] for flow in grid["flow_from"]] == ["sensor.grid_import"]
    assert [flow["stat_energy_to"] for flow in grid["flow_to"]] == ["sensor.grid_export"]


async def test_children_are_named_with_their_parent() -> None:
    async with bench() as at:
        devices = (await at.wire.result("energy/get_prefs"))["device_consumption"]
    parents = {d["stat_consumption"]: d.get("included_in_stat") for d in devices}
    assert parents["sensor.kettle_energy"] == "sensor.kitchen_energy"
    assert parents["sensor.compressor_energy"] == "sensor.heat_pump_energy"
    assert parents["sensor.kitchen_energy"] is None


async def test_small_questions_have_answers() -> None:
    async with bench() as at:
        assert (await at.wire.result("auth/current_user"))["is_admin"] is True
        assert (await at.wire.result("recorder/info"))["recording"] is True
        info = await at.wire.result("energy/info")
        assert info == {"cost_sensors": {}, "solar_forecast_domains": []}


async def test_other_templates_are_refused() -> None:
    async with bench() as at:
        assert await at.wire.error("render_template", template="{{ 1 }}") == "template_error"


async def test_errors_have_the_words_of_home_assistant() -> None:
    async with bench() as at:
        answers = [
            await at.wire.ask("get_states", foo=1),
            await at.wire.ask("subscribe_entities", entity_ids=["bad id"]),
            await at.wire.ask("subscribe_entities", foo=1),
            await at.wire.ask("unsubscribe_events", subscription=99),
            await at.wire.ask("subscribe_events", event_type="state_reported"),
        ]
    assert [(a["error"]["code"], a["error"]["message"]) for a in answers] == [
        (
            "invalid_format",
            "extra keys not allowed. Got {'id': 1, 'type': 'get_states', 'foo': 1}",
        ),
        (
            "invalid_format",
            "Entity ID bad id is an invalid entity ID for dictionary value @ "
            "data['entity_ids']. Got ['bad id']",
        ),
        ("invalid_format", "extra keys not allowed @ data['foo']. Got 1"),
        ("not_found", "Subscription not found."),
        ("home_assistant_error", "Event filter is required for event state_reported"),
    ]
