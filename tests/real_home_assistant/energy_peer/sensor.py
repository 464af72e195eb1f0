# mypy: disable-error-code="import-not-found,import-untyped,misc"
# Home Assistant is installed in an environment of its own, which mypy does not see.
"""The sensors of the energy peer."""

import asyncio
from typing import Any

from homeassistant.components.sensor import SensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.restore_state import RestoreEntity
from homeassistant.util import dt as dt_util

DOMAIN = "energy_peer"

CAPABILITIES = ("state_class",)
STEPS_BETWEEN_RESETS = 100
SCATTER, SCATTERED_OVER = 7919, 50_000


class PeerSensor(RestoreEntity, SensorEntity):
    """A sensor whose state is the exact text a test gave, unconverted and unchecked.

    SensorEntity would refuse a text where it expects a number, and tests need that as well.
    """

    _attr_should_poll = False

    def __init__(self, description: dict[str, Any]) -> None:
        """Start as the description says (see `PeerEntity`)."""
        self.description = description
        self.entity_id = description["entity_id"]
        self._attr_unique_id = description["unique_id"]
        self._attr_name = description["name"]
        self.shown_state: str = description["state"]
        self.shown_attributes: dict[str, Any] = dict(description["attributes"])
        self.number = number_in(self.shown_state) or 0.0
        self.steps = 0
        self.began = False
        self.added = asyncio.Event()

    @property
    def state(self) -> str:
        """The text."""
        return self.shown_state

    @property
    def available(self) -> bool:
        """As an integration says it: an unavailable entity has hardly any attributes."""
        return self.shown_state != "unavailable"

    @property
    def unit_of_measurement(self) -> str | None:
        """The unit, without any conversion."""
        return self.shown_attributes.get("unit_of_measurement")

    @property
    def device_class(self) -> str | None:
        """The device class."""
        return self.shown_attributes.get("device_class")

    @property
    def capability_attributes(self) -> dict[str, Any]:
        """What stays while the entity is unavailable."""
        shown = self.shown_attributes
        return {name: shown[name] for name in CAPABILITIES if name in shown}

    @property
    def state_attributes(self) -> dict[str, Any]:
        """What has no property of its own."""
        own = (*CAPABILITIES, "unit_of_measurement", "device_class")
        return {name: value for name, value in self.shown_attributes.items() if name not in own}

    async def async_added_to_hass(self) -> None:
        """Go on where the entity was when Home Assistant stopped."""
        await super().async_added_to_hass()
        # The state is written in the same turn of the loop.
        self.added.set()
        if self.began:
            return
        self.began = True
        last = await self.async_get_last_state()
        if last is not None and last.state not in ("unavailable", "unknown"):
            self.take(last.state)
        if last is not None and "last_reset" in last.attributes:
            self.shown_attributes["last_reset"] = last.attributes["last_reset"]

    def again(self) -> "PeerSensor":
        """An entity like this one, for Home Assistant never takes a removed one back."""
        twin = PeerSensor({**self.description, "entity_id": self.entity_id})
        twin.shown_state, twin.shown_attributes = self.shown_state, self.shown_attributes
        twin.number, twin.steps, twin.began = self.number, self.steps, True
        return twin

    def show(self, state: str, attributes: dict[str, Any]) -> None:
        """Write a state, with attributes added or (None) taken away."""
        merged = {**self.shown_attributes, **attributes}
        self.shown_attributes = {name: value for name, value in merged.items() if value is not None}
        self.take(state)
        self.async_write_ha_state()

    def take(self, state: str) -> None:
        """Show a state, and remember the number in it: a meter counts on after a silence."""
        self.shown_state = state
        number = number_in(state)
        self.number = self.number if number is None else number

    def advance(self) -> tuple[str, str, float]:
        """Change to the next value; returns entity_id, state and its time in seconds."""
        before = self.shown_state
        while self.shown_state == before:
            self.steps += 1
            self.take(f"{self.next_value():.{self.description['decimals']}f}")
        self.async_write_ha_state()
        written = self.hass.states.get(self.entity_id)
        return self.entity_id, written.state, written.last_updated_timestamp

    def next_value(self) -> float:
        """A scattered value of a power, one step more of a meter."""
        step = float(self.description["step"])
        if self.description["moves"] == "scatter":
            return (self.steps * SCATTER) % SCATTERED_OVER * step
        if self.description["moves"] == "cycle" and self.steps % STEPS_BETWEEN_RESETS == 0:
            self.shown_attributes["last_reset"] = dt_util.utcnow().isoformat()
            return 0.0
        return self.number + step


def number_in(state: str) -> float | None:
    """The number that a state says, or None."""
    try:
        return float(state)
    except ValueError:
        return None


async def async_setup_platform(
    hass: HomeAssistant, config: Any, async_add_entities: Any, discovery_info: Any = None
) -> None:
    """Make the entities of the configuration."""
    actions = hass.data[DOMAIN]
    actions.entities = [PeerSensor(each) for each in actions.descriptions]
    actions.add = async_add_entities
    async_add_entities(actions.entities)
