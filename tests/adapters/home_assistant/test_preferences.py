import pytest

from energy_desktop.model.energy_preferences import EnergyPreferences, Part, Role
from energy_desktop.ports.errors import HomeRequestFailed
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.scripted_home import ScriptedHome

NO_PRICE = {"stat_cost": None, "entity_energy_price": None, "number_energy_price": None}


async def parts_of(link: HomeLink, home: ScriptedHome, **preferences: object) -> list[Part]:
    home.answer("energy/get_prefs", preferences)
    return list(await link.energy_preferences())


async def test_preferences_that_were_never_saved_are_empty(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.refuse("energy/get_prefs", "not_found", "No prefs")
    assert await link.energy_preferences() == EnergyPreferences()


async def test_another_error_is_an_error(link: HomeLink, home: ScriptedHome) -> None:
    home.refuse("energy/get_prefs", "unknown_command")
    with pytest.raises(HomeRequestFailed):
        await link.energy_preferences()


async def test_a_grid_of_the_unified_form_has_all_its_parts(
    link: HomeLink, home: ScriptedHome
) -> None:
    grid = {
        "type": "grid",
        "name": "Main",
        "stat_energy_from": "sensor.import",
        "stat_energy_to": "sensor.export",
        "stat_cost": "sensor.import_cost",
        "stat_compensation": None,
        "entity_energy_price": "sensor.price",
        "number_energy_price": None,
        "entity_energy_price_export": "sensor.feed_in",
        "number_energy_price_export": None,
        "stat_rate": "sensor.grid_power_inverted",
        "power_config": {"stat_rate_inverted": "sensor.grid_power"},
        "cost_adjustment_day": 0,
    }
    assert await parts_of(link, home, energy_sources=[grid], device_consumption=[]) == [
        Part("sensor.import", Role.GRID_IN, "Main"),
        Part("sensor.export", Role.GRID_OUT, "Main"),
        Part("sensor.grid_power_inverted", Role.GRID_POWER, "Main"),
        Part("sensor.price", Role.PRICE),
        Part("sensor.feed_in", Role.PRICE),
    ]


async def test_a_grid_of_the_older_form_has_the_same_parts(
    link: HomeLink, home: ScriptedHome
) -> None:
    grid = {
        "type": "grid",
        "flow_from": [
            {**NO_PRICE, "stat_energy_from": "sensor.day", "entity_energy_price": "sensor.price"},
            {**NO_PRICE, "stat_energy_from": "sensor.night", "entity_energy_price": "sensor.price"},
        ],
        "flow_to": [{**NO_PRICE, "stat_energy_to": "sensor.export"}],
        "power": [
            {"stat_rate": "sensor.grid_power"},
            {"power_config": {"stat_rate": "sensor.second_power"}},
        ],
        "cost_adjustment_day": 0.0,
    }
    assert await parts_of(link, home, energy_sources=[grid]) == [
        Part("sensor.day", Role.GRID_IN),
        Part("sensor.price", Role.PRICE),
        Part("sensor.night", Role.GRID_IN),
        Part("sensor.export", Role.GRID_OUT),
        Part("sensor.grid_power", Role.GRID_POWER),
        Part("sensor.second_power", Role.GRID_POWER),
    ]


async def test_all_other_sources_have_their_roles(link: HomeLink, home: ScriptedHome) -> None:
    sources = [
        {
            "type": "solar",
            "stat_energy_from": "sensor.roof",
            "stat_rate": "sensor.roof_power",
            "config_entry_solar_forecast": ["01M8"],
        },
        {
            "type": "battery",
            "stat_energy_from": "sensor.discharge",
            "stat_energy_to": "sensor.charge",
            "stat_rate": "sensor.battery_power",
            "stat_soc": "sensor.battery_level",
            "capacity": 10.0,
        },
        {**NO_PRICE, "type": "gas", "stat_energy_from": "sensor.gas", "stat_rate": "sensor.flow"},
        {**NO_PRICE, "type": "water", "stat_energy_from": "sensor.water"},
        {"type": "home", "stat_energy_from": "sensor.something_new"},
    ]
    assert await parts_of(link, home, energy_sources=sources) == [
        Part("sensor.roof", Role.SOLAR),
        Part("sensor.roof_power", Role.SOLAR_POWER),
        Part("sensor.discharge", Role.BATTERY_OUT),
        Part("sensor.charge", Role.BATTERY_IN),
        Part("sensor.battery_power", Role.BATTERY_POWER),
        Part("sensor.battery_level", Role.BATTERY_CHARGE),
        Part("sensor.gas", Role.GAS),
        Part("sensor.water", Role.WATER),
    ]


async def test_devices_know_the_device_that_includes_them(
    link: HomeLink, home: ScriptedHome
) -> None:
    devices = [
        {"stat_consumption": "sensor.kitchen"},
        {
            "stat_consumption": "sensor.oven",
            "stat_rate": "sensor.oven_power",
            "name": "Oven",
            "included_in_stat": "sensor.kitchen",
        },
        {"stat_consumption": "peer:energy_5", "name": "External"},
    ]
    water = [
        {"stat_consumption": "sensor.garden", "name": "Garden", "included_in_stat": "sensor.water"}
    ]
    parts = await parts_of(link, home, device_consumption=devices, device_consumption_water=water)
    assert parts == [
        Part("sensor.kitchen", Role.DEVICE),
        Part("sensor.oven", Role.DEVICE, "Oven", "sensor.kitchen"),
        Part("sensor.oven_power", Role.DEVICE_POWER, "Oven", "sensor.kitchen"),
        Part("peer:energy_5", Role.DEVICE, "External"),
        Part("sensor.garden", Role.WATER_DEVICE, "Garden", "sensor.water"),
    ]
