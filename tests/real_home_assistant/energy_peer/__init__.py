# mypy: disable-error-code="import-not-found,import-untyped"
# Home Assistant is installed in an environment of its own, which mypy does not see.
"""Sensors inside a real Home Assistant that do what a test says, and tell what they did.

The entities come from the configuration (`energy_peer: {entities: [...]}`, see
`tests/real_home_assistant/entities.py`). Actions:

- `emit {entity_ids, count, rate, listed}`: so many changes of state at so many a second (rate 0:
  as fast as they go), in turn over the entities. Answers when done.
- `set_state {entity_id, state, attributes}`: exactly this; what it names beside the entity's own
  attributes is added, `null` takes one away. An entity of no integration is simply written.
- `remove {entity_id}` and `restore {entity_id}`: take it out of the state machine and back; its
  entry in the registry stays.
"""

import asyncio
from typing import Any

import voluptuous as vol
from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.discovery import async_load_platform

DOMAIN = "energy_peer"
CONFIG_SCHEMA = vol.Schema(
    {DOMAIN: vol.Schema({vol.Required("entities"): [dict]})}, extra=vol.ALLOW_EXTRA
)

EMIT = vol.Schema(
    {
        vol.Required("entity_ids"): [cv.entity_id],
        vol.Required("count"): vol.Coerce(int),
        vol.Required("rate"): vol.Coerce(float),
        vol.Optional("listed", default=True): bool,
    }
)
SET_STATE = vol.Schema(
    {
        vol.Required("entity_id"): cv.entity_id,
        vol.Required("state"): str,
        vol.Optional("attributes", default=dict): dict,
    }
)
ONE_ENTITY = vol.Schema({vol.Required("entity_id"): cv.entity_id})

TICK = 0.005
FLAT_OUT_BURST = 100


class WrittenState:
    """An entity of no integration: a state, gone after a restart, as the REST API makes them."""

    def __init__(self, hass: HomeAssistant, entity_id: str) -> None:
        """Stand for the state of this id, whether it exists or not."""
        self.hass = hass
        self.entity_id = entity_id

    def show(self, state: str, attributes: dict[str, Any]) -> None:
        """Write a state, with attributes added or (None) taken away."""
        present = self.hass.states.get(self.entity_id)
        merged = {**(present.attributes if present else {}), **attributes}
        shown = {name: value for name, value in merged.items() if value is not None}
        self.hass.states.async_set(self.entity_id, state, shown)

    def advance(self) -> tuple[str, str, float]:
        """Count one up; returns entity_id, state and its time in seconds."""
        self.show(str(int(float(self.hass.states.get(self.entity_id).state)) + 1), {})
        written = self.hass.states.get(self.entity_id)
        return self.entity_id, written.state, written.last_updated_timestamp

    async def async_remove(self, force_remove: bool) -> None:
        """Take it out of the state machine."""
        self.hass.states.async_remove(self.entity_id)


class Actions:
    """The actions of the integration, over the entities that the platform hands to it."""

    def __init__(self, hass: HomeAssistant, descriptions: list[dict[str, Any]]) -> None:
        """Start without entities: the platform makes them from the descriptions."""
        self.hass = hass
        self.descriptions = descriptions
        self.entities: list[Any] = []
        self.removed: dict[str, Any] = {}
        self.add: Any = None

    def entity(self, entity_id: str) -> Any:
        """The sensor that has this id at present, or else what is written without one."""
        sensor = next((each for each in self.entities if each.entity_id == entity_id), None)
        return sensor or WrittenState(self.hass, entity_id)

    async def emit(self, call: ServiceCall) -> dict[str, Any]:
        """Change states at a steady pace and answer with what was changed to what, and when."""
        entities = [self.entity(entity_id) for entity_id in call.data["entity_ids"]]
        count, rate = call.data["count"], call.data["rate"]
        changes: list[tuple[str, str, float]] = []
        start = self.hass.loop.time()
        while len(changes) < count:
            elapsed = self.hass.loop.time() - start
            due = int(elapsed * rate) + 1 if rate > 0 else len(changes) + FLAT_OUT_BURST
            while len(changes) < min(due, count):
                changes.append(entities[len(changes) % len(entities)].advance())
            await asyncio.sleep(TICK if rate > 0 else 0)
        return {
            "count": len(changes),
            "seconds": self.hass.loop.time() - start,
            "last": {entity_id: state for entity_id, state, _ in changes},
            "changes": changes if call.data["listed"] else [],
        }

    async def set_state(self, call: ServiceCall) -> dict[str, Any]:
        """Write a state; answer with Home Assistant's times of it."""
        entity_id = call.data["entity_id"]
        self.entity(entity_id).show(call.data["state"], call.data["attributes"])
        return times_of(self.hass, entity_id)

    async def remove(self, call: ServiceCall) -> dict[str, Any]:
        """Take an entity out of the state machine."""
        entity_id = call.data["entity_id"]
        entity = self.entity(entity_id)
        if entity in self.entities:
            self.entities.remove(entity)
            self.removed[entity_id] = entity
        await entity.async_remove(force_remove=True)
        return {}

    async def restore(self, call: ServiceCall) -> dict[str, Any]:
        """Bring a removed entity back as it was."""
        entity = self.removed.pop(call.data["entity_id"]).again()
        self.add([entity])
        await entity.added.wait()
        self.entities.append(entity)
        return times_of(self.hass, entity.entity_id)


def times_of(hass: HomeAssistant, entity_id: str) -> dict[str, Any]:
    """The floats that go over the wire and into the database (ISO texts are rounded)."""
    state = hass.states.get(entity_id)
    return {
        "last_changed": state.last_changed_timestamp,
        "last_updated": state.last_updated_timestamp,
    }


async def async_setup(hass: HomeAssistant, config: Any) -> bool:
    """Load the platform and register the actions."""
    actions = hass.data[DOMAIN] = Actions(hass, config[DOMAIN]["entities"])
    for name, action, schema in (
        ("emit", actions.emit, EMIT),
        ("set_state", actions.set_state, SET_STATE),
        ("remove", actions.remove, ONE_ENTITY),
        ("restore", actions.restore, ONE_ENTITY),
    ):
        hass.services.async_register(
            DOMAIN, name, action, schema=schema, supports_response=SupportsResponse.OPTIONAL
        )
    await async_load_platform(hass, "sensor", DOMAIN, {}, config)
    return True
