"""The home's energy preferences, in the form of new and of older Home Assistants."""

from typing import Any

from energy_desktop.adapters.demo_home.household import Entity

_NO_COST = {"stat_cost": None, "entity_energy_price": None, "number_energy_price": None}


def preferences(named: dict[str, str], devices: list[Entity], *, unified: bool) -> dict[str, Any]:
    """What `energy/get_prefs` answers.

    `named` gives the present entity id for each role and original id, `devices` are the meters of
    consumers. `unified` is the grid of new versions, one entry for both directions; without it
    the older form with `flow_from` and `flow_to`.
    """
    return {
        "energy_sources": [
            _grid(named) if unified else _older_grid(named),
            _solar(named, unified),
            _battery(named, unified),
            {"type": "gas", "stat_energy_from": named["sensor.gas_meter"], **_NO_COST},
            {"type": "water", "stat_energy_from": named["sensor.water_meter"], **_NO_COST},
        ],
        "device_consumption": [_device(named, entity, unified) for entity in devices],
        "device_consumption_water": [],
    }


def _grid(named: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "grid",
        "stat_energy_from": named["sensor.grid_import"],
        "stat_energy_to": named["sensor.grid_export"],
        "stat_cost": None,
        "stat_compensation": None,
        "entity_energy_price": named["sensor.electricity_price"],
        "number_energy_price": None,
        "entity_energy_price_export": None,
        "number_energy_price_export": 0.082,
        "stat_rate": named["sensor.grid_power"],
        "cost_adjustment_day": 0.0,
    }


def _older_grid(named: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "grid",
        "flow_from": [
            {
                "stat_energy_from": named["sensor.grid_import"],
                "stat_cost": None,
                "entity_energy_price": named["sensor.electricity_price"],
                "number_energy_price": None,
            }
        ],
        "flow_to": [
            {
                "stat_energy_to": named["sensor.grid_export"],
                "stat_compensation": None,
                "entity_energy_price": None,
                "number_energy_price": 0.082,
            }
        ],
        "cost_adjustment_day": 0.0,
    }


def _solar(named: dict[str, str], unified: bool) -> dict[str, Any]:
    source: dict[str, Any] = {
        "type": "solar",
        "stat_energy_from": named["sensor.solar_energy"],
        "config_entry_solar_forecast": None,
    }
    if unified:
        source["stat_rate"] = named["sensor.solar_power"]
    return source


def _battery(named: dict[str, str], unified: bool) -> dict[str, Any]:
    source: dict[str, Any] = {
        "type": "battery",
        "stat_energy_from": named["sensor.battery_discharge"],
        "stat_energy_to": named["sensor.battery_charge"],
    }
    if unified:
        source["stat_rate"] = named["sensor.battery_power"]
        source["stat_soc"] = named["sensor.battery_level"]
    return source


def _device(named: dict[str, str], entity: Entity, unified: bool) -> dict[str, Any]:
    device: dict[str, Any] = {
        "stat_consumption": named[entity.entity_id],
        "name": entity.name.removesuffix(" energy"),
    }
    if unified:
        device["stat_rate"] = named[entity.entity_id.replace("_energy", "_power")]
    if entity.parent is not None:
        device["included_in_stat"] = named[entity.parent]
    return device
