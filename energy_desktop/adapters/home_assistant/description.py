"""What Home Assistant says of itself: configuration, states, registry."""

import asyncio
from datetime import datetime
from itertools import islice
from typing import Any

from msgspec import Struct

from energy_desktop.adapters.home_assistant.requests import REQUEST_TIMEOUT, Requests
from energy_desktop.model.home import EntityState, HomeConfiguration, RegisteredEntity
from energy_desktop.model.timestamps import from_datetime

_LARGE_TIMEOUT = 3 * REQUEST_TIMEOUT
_AT_A_TIME = 1_000


class _Configuration(Struct, gc=False):
    time_zone: str
    currency: str = "EUR"
    location_name: str = ""
    version: str = ""
    state: str = "RUNNING"


class _StateAttributes(Struct, gc=False):
    friendly_name: Any = None
    unit_of_measurement: Any = None
    device_class: Any = None
    state_class: Any = None
    icon: Any = None


class _State(Struct, gc=False):
    entity_id: str
    state: str
    attributes: _StateAttributes
    last_changed: datetime | None = None


class _RegistryEntry(Struct, gc=False):
    id: str
    entity_id: str


async def fetch_configuration(requests: Requests) -> HomeConfiguration:
    """`get_config`; not running while Home Assistant starts or stops."""
    found = await requests.fetch("get_config", _Configuration)
    return HomeConfiguration(
        running=found.state == "RUNNING",
        time_zone=found.time_zone,
        currency=found.currency,
        location_name=found.location_name,
        version=found.version,
    )


async def fetch_states(requests: Requests) -> list[EntityState]:
    """`get_states`, of which a large home has thousands."""
    found = iter(await requests.fetch("get_states", list[_State], timeout=_LARGE_TIMEOUT))
    states: list[EntityState] = []
    while some := [_entity_state(each) for each in islice(found, _AT_A_TIME)]:
        states += some
        await asyncio.sleep(0)
    return states


async def fetch_registry(requests: Requests) -> list[RegisteredEntity]:
    """`config/entity_registry/list`, which needs no administrator."""
    entries = await requests.fetch(
        "config/entity_registry/list", list[_RegistryEntry], timeout=_LARGE_TIMEOUT
    )
    return [RegisteredEntity(entry.id, entry.entity_id) for entry in entries]


def _entity_state(each: _State) -> EntityState:
    attributes = each.attributes
    return EntityState(
        entity_id=each.entity_id,
        state=each.state,
        name=_text(attributes.friendly_name) or each.entity_id,
        unit=_text(attributes.unit_of_measurement),
        device_class=_text(attributes.device_class),
        state_class=_text(attributes.state_class),
        icon=_text(attributes.icon),
        last_changed=from_datetime(each.last_changed) if each.last_changed else None,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
