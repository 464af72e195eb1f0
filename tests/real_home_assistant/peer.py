"""A real Home Assistant as a peer for tests: configured, started, asked, stopped.

    async def test_something(real_home_assistant: RealHomeAssistant) -> None:
        load = await real_home_assistant.emit(1000, rate=500)
        await real_home_assistant.restart()
        rows = real_home_assistant.recorded_states("sensor.peer_power_w_0")

The fixtures are in `fixtures.py`, what a load answers in `truth.py`, the entities in
`entities.py`, rows of its database and seeds for it in `database.py`. A test that needs history
from before, other entities or other settings takes `stopped_home_assistant`, changes it and
starts it itself. Everything is on loopback.
"""

import asyncio
import json
import shutil
import signal
import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.contract.wire import authenticated
from tests.real_home_assistant.database import RecordedState, Seed, recorded_states, seeding
from tests.real_home_assistant.entities import PeerEntity, standard_entities
from tests.real_home_assistant.releases import Release
from tests.real_home_assistant.rest import Rest
from tests.real_home_assistant.server import HomeAssistantFailed, Server, free_port, until
from tests.real_home_assistant.truth import Change, Load, Times, micros

_INTEGRATION = Path(__file__).with_name("energy_peer")
_OWNER = {"username": "owner", "password": "correct horse"}
_READER = {"username": "reader", "password": "battery staple"}
_MARKER = "sensor.peer_marker"

START_WITHIN = 90.0


@dataclass
class RealHomeAssistant:
    """One server with its folder; the port stays the same over restarts."""

    release: Release
    folder: Path
    token: str = ""
    """A long-lived access token of the owner, once `onboard` was called."""
    entities: tuple[PeerEntity, ...] = field(default_factory=standard_entities)
    time_zone: str = "Europe/Berlin"
    commit_interval: int = 1
    """Seconds the recorder waits before it commits; a home has 5."""
    http: dict[str, object] = field(default_factory=dict)
    """More settings of `http`, such as `ip_ban_enabled`."""
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        """Start nothing yet."""
        self._server = Server(self.release, self.folder)
        self._rest = Rest(self.url)

    @property
    def url(self) -> str:
        """The address a person would type."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._server.pid

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return self._server.log

    # Its life.

    async def start(self) -> None:
        """Start and wait until it is RUNNING (before onboarding: until it answers)."""
        self._configure()
        self._server.launch()
        try:
            await self._ready()
        except BaseException:
            self._server.destroy()
            raise

    async def stop(self) -> None:
        """Stop it in order: it says goodbye, commits and ends. Does nothing when it is stopped."""
        await self._server.end(signal.SIGTERM)

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._server.end(signal.SIGKILL)

    async def restart(self) -> None:
        """Stop it and start it again at the same address."""
        await self.stop()
        await self.start()

    def freeze(self) -> None:
        """Let it hang: its sockets stay open and silent."""
        self._server.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on after `freeze`."""
        self._server.send(signal.SIGCONT)

    async def onboard(self) -> None:
        """Make the owner and a long-lived token; only the first step of onboarding.

        The others would look for devices on the network and for the weather.
        """
        self.token = await self._rest.onboard(_OWNER)
        await self._ready()
        self.token = await self.call(
            "auth/long_lived_access_token", client_name="tests", lifespan=3650
        )

    async def token_of_reader(self) -> str:
        """A short-lived access token of a new user who may read and do nothing else."""
        made = await self.call("config/auth/create", name="Reader", group_ids=["system-read-only"])
        await self.call(
            "config/auth_provider/homeassistant/create", user_id=made["user"]["id"], **_READER
        )
        return await self._rest.log_in(_READER)

    def copied_to(self, folder: Path) -> "RealHomeAssistant":
        """The same home in another folder at another port; this one must be stopped."""
        assert self.pid is None, "only a stopped home can be copied"
        shutil.copytree(self.folder, folder)
        return RealHomeAssistant(self.release, folder, token=self.token)

    # What tests tell it.

    async def call(self, type_: str, **parameters: object) -> Any:
        """Send one command on a connection of its own; raises `wire.CommandFailed`."""
        async with authenticated(self.url, self.token) as wire:
            return await wire.result(type_, **parameters)

    async def perform(self, domain: str, name: str, **data: object) -> None:
        """Perform an action that answers nothing, such as `recorder.purge`."""
        await self.call("call_service", domain=domain, service=name, service_data=data)

    async def action(self, domain: str, name: str, **data: object) -> Any:
        """Perform an action (`call_service`) that answers, and return the answer."""
        result = await self.call(
            "call_service", domain=domain, service=name, service_data=data, return_response=True
        )
        return result["response"]

    async def emit(
        self,
        count: int,
        rate: float,
        entity_ids: Sequence[str] | None = None,
        listed: bool = True,
    ) -> Load:
        """Change states: `count` of them at `rate` a second (0: as fast as they go), in turn.

        Without `entity_ids` all power and energy entities change. Returns when all are made; the
        recorder may still be writing them (see `recorded`). It takes a time that grows with the
        square of the rows an entity has in one commit: 20,000 flat out over all entities 10 s,
        5,000 of one entity 7 s, 20,000 of one entity minutes, in which even `stop` waits; at
        1,000 a second nothing of this is felt.
        """
        wanted = self.metered() if entity_ids is None else list(entity_ids)
        async with authenticated(self.url, self.token) as wire:
            command = await wire.request(
                "call_service",
                domain="energy_peer",
                service="emit",
                service_data={
                    "entity_ids": wanted,
                    "count": count,
                    "rate": rate,
                    "listed": listed,
                },
                return_response=True,
            )
            patience = 60.0 + (count / rate if rate else count / 1000)
            answer = await wire.answer(command, patience)
        assert answer["success"], answer
        made = answer["result"]["response"]
        changes = tuple(Change(one, state, micros(at)) for one, state, at in made["changes"])
        return Load(made["count"], made["seconds"], changes, made["last"])

    async def set_state(
        self, entity_id: str, state: str, attributes: dict[str, object] | None = None
    ) -> Times:
        """Write a state; attributes are added to the entity's own, None takes one away.

        The state `unavailable` makes the entity unavailable, as an integration would. An entity
        that does not exist is made (and is gone after a restart).
        """
        times = await self.action(
            "energy_peer",
            "set_state",
            entity_id=entity_id,
            state=state,
            attributes=attributes or {},
        )
        return Times(micros(times["last_changed"]), micros(times["last_updated"]))

    async def remove(self, entity_id: str) -> None:
        """Take an entity out of the state machine; its registry entry stays."""
        await self.action("energy_peer", "remove", entity_id=entity_id)

    async def restore(self, entity_id: str) -> Times:
        """Bring a removed entity back with the state it had."""
        times = await self.action("energy_peer", "restore", entity_id=entity_id)
        return Times(micros(times["last_changed"]), micros(times["last_updated"]))

    async def rename(self, entity_id: str, new_entity_id: str) -> None:
        """Change an entity_id as a person does in the settings."""
        await self.call(
            "config/entity_registry/update", entity_id=entity_id, new_entity_id=new_entity_id
        )

    def metered(self) -> list[str]:
        """The power and energy entities that move and are recorded."""
        return [
            each.entity_id
            for each in self.entities
            if "device_class" in each.attributes
            and not each.key.startswith(("not_a_number", "unrecorded"))
        ]

    # What it recorded.

    async def recorded(self, within: float = 60.0) -> None:
        """Return when everything that changed before the call is committed; or TimeoutError.

        The recorder writes in order: a marker in its database proves what came before it.
        """
        marker = await self.set_state(_MARKER, str(time.monotonic_ns()))
        async with asyncio.timeout(within):
            await until(lambda: marker.last_updated in self._marker_times())

    async def registered(self, entity_ids: Iterable[str], within: float = 60.0) -> None:
        """Return when the registry on the disk has these ids; or TimeoutError.

        It is written some ten seconds after a change: a rename is lost in a crash before.
        """
        file, wanted = self.folder / ".storage" / "core.entity_registry", set(entity_ids)

        def names() -> set[str]:
            if not file.exists():  # a new home writes it some seconds after its start
                return set()
            entries = json.loads(file.read_text("utf-8"))["data"]["entities"]
            return {entry["entity_id"] for entry in entries}

        async with asyncio.timeout(within):
            await until(lambda: wanted <= names())

    def recorded_states(self, entity_id: str) -> list[RecordedState]:
        """Home Assistant's committed rows of an entity, read from its database."""
        return recorded_states(self.folder, entity_id)

    def seeding(self) -> AbstractContextManager[Seed]:
        """Write history into the database while it is stopped (see `database.Seed`)."""
        assert self.pid is None, "history is seeded into a stopped home"
        return seeding(self.folder)

    def _marker_times(self) -> set[int]:
        return {row.last_updated for row in self.recorded_states(_MARKER)}

    # The machinery.

    def _configure(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        component = self.folder / "custom_components" / "energy_peer"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_INTEGRATION, component, dirs_exist_ok=True, ignore=ignored)
        # JSON is YAML too.
        (self.folder / "configuration.yaml").write_text(
            json.dumps(self._configuration(), indent=1), "utf-8"
        )

    def _configuration(self) -> dict[str, object]:
        unrecorded = [each.entity_id for each in self.entities if "unrecorded" in each.key]
        return {
            "homeassistant": {
                "name": "Peer home",
                "latitude": 52.5,
                "longitude": 13.4,
                "elevation": 0,
                "unit_system": "metric",
                "time_zone": self.time_zone,
                "currency": "EUR",
                "country": "DE",
            },
            "http": {**self.http, "server_host": "127.0.0.1", "server_port": self.port},
            "logger": {"default": "warning"},
            "recorder": {
                "commit_interval": self.commit_interval,
                "auto_purge": False,
                "exclude": {"entities": unrecorded},
            },
            "history": {},
            "energy": {},
            "energy_peer": {"entities": [each.description() for each in self.entities]},
        }

    async def _ready(self) -> None:
        try:
            async with asyncio.timeout(START_WITHIN):
                await self._server.ready(lambda: self._rest.is_running(self.token))
        except TimeoutError as error:
            raise HomeAssistantFailed(f"not running in time:\n{self.log}") from error
