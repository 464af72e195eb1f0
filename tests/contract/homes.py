"""The homes that the contract is checked on, with the same verbs for all of them."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any, Protocol

from tests.contract.wire import Message, Wire, authenticated
from tests.real_home_assistant.peer import RealHomeAssistant

POWER = {
    "unit_of_measurement": "W",
    "device_class": "power",
    "state_class": "measurement",
    "friendly_name": "Contract power",
}


@dataclass(frozen=True, slots=True)
class KnownStatistics:
    """Statistics that the home surely has, of a meter in kWh and of a power in W."""

    energy: str
    power: str
    flaky: str
    """A power that was unavailable for a while within the last days."""
    day: datetime
    """Local midnight before a day without gaps, preferably one on which the clock changes."""
    recent: datetime
    """The beginning of an hour that is still there in raw states and in 5-minute rows too."""


class ContractHome(Protocol):
    """What the contract needs of a home."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def token(self) -> str:
        """A token it accepts."""

    @property
    def power_entity(self) -> str:
        """A power sensor that it always has, with an entry in the registry."""

    @property
    def energy_entity(self) -> str:
        """A meter that it always has, with an entry in the registry."""

    @property
    def statistics(self) -> KnownStatistics:
        """Statistics it has."""

    def connected(self) -> AbstractAsyncContextManager[Wire]:
        """A connection that is ready for commands."""

    async def new_entity(self, state: str) -> str:
        """A power sensor in W that only this test knows and changes; its id."""

    async def set_state(
        self, entity_id: str, state: str, attributes: dict[str, object] | None = None
    ) -> None:
        """Write a state; attributes are added to those it has, None takes one away."""

    async def remove(self, entity_id: str) -> None:
        """Take an entity away."""

    async def emit(self, entity_id: str, changes: int, rate: float) -> None:
        """Change a new entity so often, at so many changes a second."""

    async def rename(self, entity_id: str, new_entity_id: str) -> None:
        """Give an entity of the registry another id."""

    async def save_preferences(self) -> None:
        """Make sure that it has energy preferences."""

    async def restart(self) -> None:
        """Stop and start it; the address stays."""

    async def crash(self) -> None:
        """End it as a power cut would, and start it."""

    async def fall_silent(self) -> None:
        """Say nothing more on the present connections, and leave them open."""

    async def purge(self) -> None:
        """Delete all raw rows of the past."""


class RealContractHome:
    """A real Home Assistant, running."""

    def __init__(self, server: RealHomeAssistant, statistics: KnownStatistics) -> None:
        """Speak to a server into which the statistics were seeded."""
        self._server = server
        self._statistics = statistics
        self._numbers = count()

    @property
    def url(self) -> str:
        """Its address."""
        return self._server.url

    @property
    def token(self) -> str:
        """The owner's long-lived token."""
        return self._server.token

    @property
    def power_entity(self) -> str:
        """The first power sensor of the peer."""
        return "sensor.peer_power_w_0"

    @property
    def energy_entity(self) -> str:
        """The first meter of the peer."""
        return "sensor.peer_energy_kwh_0"

    @property
    def statistics(self) -> KnownStatistics:
        """What was seeded."""
        return self._statistics

    def connected(self) -> AbstractAsyncContextManager[Wire]:
        """A connection that is ready for commands."""
        return authenticated(self.url, self.token)

    async def new_entity(self, state: str) -> str:
        """An entity written into the state machine."""
        entity_id = f"sensor.contract_{next(self._numbers)}"
        await self._server.set_state(entity_id, state, dict(POWER))
        return entity_id

    async def set_state(
        self, entity_id: str, state: str, attributes: dict[str, object] | None = None
    ) -> None:
        """Through the peer's own action."""
        await self._server.set_state(entity_id, state, attributes)

    async def remove(self, entity_id: str) -> None:
        """Through the peer's own action."""
        await self._server.remove(entity_id)

    async def emit(self, entity_id: str, changes: int, rate: float) -> None:
        """By the load generator."""
        await self._server.emit(changes, rate, [entity_id], listed=False)

    async def rename(self, entity_id: str, new_entity_id: str) -> None:
        """Through the registry."""
        await self._server.rename(entity_id, new_entity_id)

    async def save_preferences(self) -> None:
        """A battery and a device."""
        await self._server.call(
            "energy/save_prefs",
            energy_sources=[
                {
                    "type": "battery",
                    "stat_energy_from": "sensor.peer_energy_kwh_1",
                    "stat_energy_to": "sensor.peer_energy_kwh_2",
                }
            ],
            device_consumption=[{"stat_consumption": "sensor.peer_energy_kwh_3"}],
        )

    async def restart(self) -> None:
        """In order."""
        await self._server.restart()

    async def crash(self) -> None:
        """Killed."""
        await self._server.kill()
        await self._server.start()

    async def fall_silent(self) -> None:
        """It hangs."""
        self._server.freeze()

    async def purge(self) -> None:
        """By the recorder's own action."""
        await self._server.perform("recorder", "purge", keep_days=0)


def written_at(state: Message) -> Any:
    """`last_updated` of a compressed state: `lu`, or `lc` where `lu` is left out."""
    return state.get("lu", state.get("lc"))


def iso(seconds: float) -> str:
    """A moment as the commands want it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
