"""Entities, devices and configuration as `config/…` and `get_config` list them."""

from typing import Any, Final

from energy_desktop.adapters.demo_home.household import Household
from energy_desktop.adapters.demo_home.server import wire
from energy_desktop.adapters.demo_home.server.rows import Track

PLATFORM: Final = "demo_home"
_DEVICE_ID: Final = "b7d2f0c14e5a4c0f9a63d81e27f4a5c0"
_ENTRY_ID: Final = "01JDEMQHQMEENTRY0000000000"
_CREATED: Final = 1388530800.0


def listed(track: Track) -> dict[str, Any]:
    """An entry of `config/entity_registry/list`."""
    entity = track.entity
    assert entity is not None  # only registered entities are listed
    return {
        "area_id": None,
        "categories": {},
        "config_entry_id": _ENTRY_ID,
        "config_subentry_id": None,
        "created_at": _CREATED,
        "device_id": _DEVICE_ID,
        "disabled_by": None,
        "entity_category": None,
        "entity_id": track.entity_id,
        "has_entity_name": False,
        "hidden_by": None,
        "icon": None,
        "id": entity.registry_id,
        "labels": [],
        "modified_at": _CREATED,
        "name": None,
        "options": {"conversation": {"should_expose": False}},
        "original_name": entity.name,
        "platform": PLATFORM,
        "translation_key": None,
        "unique_id": f"{PLATFORM}_{entity.entity_id.partition('.')[2]}",
    }


def displayed(track: Track) -> dict[str, Any]:
    """An entry of `config/entity_registry/list_for_display`."""
    entity = track.entity
    assert entity is not None  # only registered entities are listed
    entry: dict[str, Any] = {
        "ei": track.entity_id,
        "pl": PLATFORM,
        "lb": [],
        "di": _DEVICE_ID,
        "en": entity.name,
    }
    if track.entity_id.startswith("sensor."):
        entry["dp"] = entity.source.decimals
    return entry


def device() -> dict[str, Any]:
    """The one device of `config/device_registry/list`."""
    return {
        "area_id": None,
        "configuration_url": None,
        "config_entries": [_ENTRY_ID],
        "config_entries_subentries": {_ENTRY_ID: [None]},
        "connections": [],
        "created_at": _CREATED,
        "disabled_by": None,
        "entry_type": "service",
        "hw_version": None,
        "id": _DEVICE_ID,
        "identifiers": [[PLATFORM, "home"]],
        "labels": [],
        "manufacturer": "Energy Desktop",
        "model": "Demo home",
        "model_id": None,
        "modified_at": _CREATED,
        "name_by_user": None,
        "name": "Demo home",
        "primary_config_entry": _ENTRY_ID,
        "serial_number": None,
        "sw_version": None,
        "via_device_id": None,
    }


def configuration(household: Household, state: str) -> dict[str, Any]:
    """What `get_config` answers; `state` is RUNNING, NOT_RUNNING or STARTING."""
    return {
        "allowlist_external_dirs": [],
        "allowlist_external_urls": [],
        "components": ["api", "energy", "history", "recorder", "sensor", "websocket_api"],
        "config_dir": "/config",
        "config_source": "storage",
        "country": "DE",
        "currency": "EUR",
        "debug": False,
        "elevation": 34,
        "external_url": None,
        "internal_url": None,
        "language": "en",
        "latitude": household.place.latitude,
        "location_name": "Demo home",
        "longitude": household.place.longitude,
        "radius": 100,
        "recovery_mode": False,
        "safe_mode": False,
        "state": state,
        "time_zone": household.time_zone,
        "unit_system": {
            "length": "km",
            "accumulated_precipitation": "mm",
            "area": "m²",
            "mass": "g",
            "pressure": "Pa",
            "temperature": "°C",
            "volume": "L",
            "wind_speed": "m/s",
        },
        "version": wire.HA_VERSION,
        "whitelist_external_dirs": [],
    }


def user() -> dict[str, Any]:
    """What `auth/current_user` answers."""
    return {
        "id": wire.USER_ID,
        "name": "Demo",
        "is_owner": True,
        "is_admin": True,
        "credentials": [{"auth_provider_type": "homeassistant", "auth_provider_id": None}],
        "mfa_modules": [],
    }
