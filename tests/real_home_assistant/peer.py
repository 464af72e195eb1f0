"""A real Home Assistant as a peer for tests: configured, started, asked, stopped.

    async def test_something(real_home_assistant: RealHomeAssistant) -> None:
        load = await real_home_assistant.emit(1000, rate=500)
        await real_home_assistant.restart()
        rows = real_home_assistant.recorded_states("sensor.peer_power_w_0")

The fixtures are in `fixtures.py`. A test that needs history from before, other entities or other
settings takes `stopped_home_assistant`, changes it and starts it itself. Everything is on
loopback; the entities are those of `entities.py`.
"""

import asyncio
import atexit
import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.contract.wire import authenticated
from tests.real_home_assistant.database import RecordedState, Seed, recorded_states, seeding
from tests.real_home_assistant.entities import PeerEntity, standard_entities
from tests.real_home_assistant.releases import Release

_HERE = Path(__file__).resolve().parent
_TOKEN_FILE = "token.txt"
_OWNER = {"name": "Owner", "username": "owner", "password": "correct horse", "language": "en"}

START_WITHIN = 90.0
STOP_WITHIN = 60.0
_POLL = 0.05

# urllib would send even loopback through a proxy that the environment names.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class HomeAssistantFailed(Exception):
    """The server did not start or stop as it should; the text ends with its log."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of state that the load generator made."""

    entity_id: str
    state: str
    last_updated: int
    """Microseconds since 1970, by Home Assistant's clock."""


@dataclass(frozen=True, slots=True)
class Load:
    """What the load generator did: the truth to compare a record with."""

    count: int
    seconds: float
    changes: tuple[Change, ...]
    """In order; empty where the test asked not to list them."""
    last: dict[str, str]
    """The last state of every entity that changed."""


@dataclass(frozen=True, slots=True)
class Times:
    """Home Assistant's own times of a state, in microseconds since 1970."""

    last_changed: int
    last_updated: int


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
    port: int = field(default_factory=lambda: free_port())
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address a person would type."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process is not None and running else None

    @property
    def log(self) -> str:
        """What the server has written so far."""
        file = self.folder / "output.log"
        return file.read_text("utf-8", "replace") if file.exists() else ""

    # Its life.

    async def start(self) -> None:
        """Start and wait until it is RUNNING (before onboarding: until it answers)."""
        assert self.pid is None, "it runs already"
        self._configure()
        self._launch()
        try:
            async with asyncio.timeout(START_WITHIN):
                await self._answering()
        except BaseException as error:
            self._end()
            if isinstance(error, TimeoutError):
                raise HomeAssistantFailed(f"not running in time:\n{self.log}") from error
            raise

    async def stop(self) -> None:
        """Stop it in order: it says goodbye, commits and ends. Does nothing when it is stopped."""
        await self._end_by(signal.SIGTERM)

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end_by(signal.SIGKILL)

    async def restart(self) -> None:
        """Stop it and start it again at the same address."""
        await self.stop()
        await self.start()

    def freeze(self) -> None:
        """Let it hang: its sockets stay open and silent."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on after `freeze`."""
        self._signal(signal.SIGCONT)

    async def onboard(self) -> None:
        """Make the owner and a long-lived token; only the first step of onboarding.

        The others would look for devices on the network and for the weather.
        """
        answer = await self._post_json(
            "/api/onboarding/users", {**_OWNER, "client_id": f"{self.url}/"}
        )
        tokens = await self._post_form(
            "/auth/token",
            grant_type="authorization_code",
            code=answer["auth_code"],
            client_id=f"{self.url}/",
        )
        self.token = tokens["access_token"]
        async with asyncio.timeout(START_WITHIN):
            await self._answering()
        self.token = await self.call(
            "auth/long_lived_access_token", client_name="tests", lifespan=3650
        )
        (self.folder / _TOKEN_FILE).write_text(self.token, "utf-8")

    async def token_of_reader(self) -> str:
        """A short-lived access token of a new user who may read and do nothing else."""
        login = {"username": "reader", "password": "a reader's password"}
        made = await self.call("config/auth/create", name="Reader", group_ids=["system-read-only"])
        await self.call(
            "config/auth_provider/homeassistant/create", user_id=made["user"]["id"], **login
        )
        client = f"{self.url}/"
        flow = await self._post_json(
            "/auth/login_flow",
            {"client_id": client, "redirect_uri": client, "handler": ["homeassistant", None]},
        )
        done = await self._post_json(
            f"/auth/login_flow/{flow['flow_id']}", {**login, "client_id": client}
        )
        tokens = await self._post_form(
            "/auth/token", grant_type="authorization_code", code=done["result"], client_id=client
        )
        return str(tokens["access_token"])

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
        marker = await self.set_state("sensor.peer_marker", str(time.monotonic_ns()))
        async with asyncio.timeout(within):
            await _until(lambda: marker.last_updated in self._marker_times())

    def recorded_states(self, entity_id: str) -> list[RecordedState]:
        """Home Assistant's committed rows of an entity, read from its database."""
        return recorded_states(self.folder, entity_id)

    def seeding(self) -> AbstractContextManager[Seed]:
        """Write history into the database while it is stopped (see `database.Seed`)."""
        assert self.pid is None, "history is seeded into a stopped home"
        return seeding(self.folder)

    def _marker_times(self) -> set[int]:
        return {row.last_updated for row in self.recorded_states("sensor.peer_marker")}

    # The machinery.

    def _configure(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        component = self.folder / "custom_components" / "energy_peer"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_HERE / "energy_peer", component, dirs_exist_ok=True, ignore=ignored)
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

    def _launch(self) -> None:
        with (self.folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self.release.interpreter),
                    str(_HERE / "launch.py"),
                    *("--config", str(self.folder), "--skip-pip"),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        atexit.register(self._end)

    async def _answering(self) -> None:
        while not await asyncio.to_thread(self._answers):
            if self.pid is None:
                raise HomeAssistantFailed(f"it ended by itself:\n{self.log}")
            await asyncio.sleep(_POLL)

    def _answers(self) -> bool:
        path = "/api/config" if self.token else "/api/onboarding"
        try:
            answer = self._request(path)
        except (urllib.error.HTTPError, ConnectionError, urllib.error.URLError):
            return False
        return not self.token or answer["state"] == "RUNNING"

    def _request(self, path: str, data: bytes | None = None, content: str = "") -> Any:
        request = urllib.request.Request(self.url + path, data)
        if content:
            request.add_header("Content-Type", content)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        with _direct.open(request, timeout=10) as answer:
            return json.loads(answer.read())

    async def _post_json(self, path: str, body: Mapping[str, object]) -> Any:
        data = json.dumps(body).encode()
        return await asyncio.to_thread(self._request, path, data, "application/json")

    async def _post_form(self, path: str, **form: str) -> Any:
        data = urllib.parse.urlencode(form).encode()
        return await asyncio.to_thread(
            self._request, path, data, "application/x-www-form-urlencoded"
        )

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, "it was never started"
        self._process.send_signal(number)

    async def _end_by(self, number: signal.Signals) -> None:
        if self.pid is None:
            return
        self._signal(number)
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await _until(lambda: self.pid is None)
        except TimeoutError as error:
            raise HomeAssistantFailed(f"it did not stop:\n{self.log}") from error
        finally:
            self._end()

    def _end(self) -> None:
        """Make sure that the process is gone and its pipe closed."""
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
        atexit.unregister(self._end)


async def _until(condition: Callable[[], bool]) -> None:
    while True:
        if condition():
            return
        await asyncio.sleep(_POLL)


def micros(seconds: float) -> int:
    """Whole microseconds of a time in seconds, rounded once."""
    return round(seconds * 1_000_000)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def entity_ids(entities: Iterable[PeerEntity], beginning: str) -> list[str]:
    """The ids of those whose key begins so, such as `power_` or `energy_kwh`."""
    return [each.entity_id for each in entities if each.key.startswith(beginning)]
