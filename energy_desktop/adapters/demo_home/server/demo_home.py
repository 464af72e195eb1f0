"""The demo home as a server that speaks Home Assistant's WebSocket protocol."""

import asyncio
import hmac
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

from energy_desktop.adapters.demo_home.household import Household
from energy_desktop.adapters.demo_home.server import (
    demo_commands,
    reading_commands,
    recorder_commands,
)
from energy_desktop.adapters.demo_home.server.clock import HomeClock
from energy_desktop.adapters.demo_home.server.commands import Commands
from energy_desktop.adapters.demo_home.server.connection import Connection
from energy_desktop.adapters.demo_home.server.faults import Faults, Work
from energy_desktop.adapters.demo_home.server.rows import Row
from energy_desktop.adapters.demo_home.server.wire import Refusal
from energy_desktop.adapters.demo_home.server.world import World

_PATH = "/api/websocket"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of an entity, by what became of them."""

    held: tuple[Row, ...]
    purged: tuple[Row, ...]
    """Deleted because of their age."""
    lost: tuple[Row, ...]
    """Told to who listened, but not committed before a crash."""


class DemoHome:
    """A household behind Home Assistant's protocol, for one event loop.

    `async with DemoHome(seed=1) as home:` serves until the block is left. Without that: `start()`
    opens the socket, `run()` lets home time pass and serves until it is cancelled, `stop()` closes.
    """

    def __init__(
        self,
        seed: int,
        start: float | None = None,
        speed: float = 1.0,
        token: str = "demo",
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        time_zone: str = "Europe/Berlin",
        unified_grid: bool = True,
        keep_days: int = 10,
        commit_delay: float = 0.0,
        monotonic: Callable[[], float] = time.monotonic,
        household: Household | None = None,
    ) -> None:
        """A home of this seed, not yet reachable.

        `start` is home time at this moment in epoch seconds (default: now), `speed` how many home
        seconds pass in a real one, `port` 0 a free port. `unified_grid` chooses the energy
        preferences of new versions, `keep_days` for how long states and 5-minute statistics are
        kept, `commit_delay` after how many home seconds a state is found in history. `household` is
        the one of this seed and zone where it was made before: several homes may share it.
        """
        self.seed = seed
        self.household = household or Household(seed, time_zone)
        self.start_time = time.time_ns() / 1e9 if start is None else start
        self._token = token
        self._host = host
        self._port = port
        self._monotonic = monotonic
        self._server: Server | None = None
        self._lasting_faults: asyncio.Queue[Work] = asyncio.Queue()
        self._woken = asyncio.Event()
        self._world = World(
            self.household,
            HomeClock(self.start_time, speed, monotonic),
            unified_grid,
            keep_days,
            commit_delay,
            wake=self._woken.set,
            run_fault=self._run_fault,
        )
        self.faults = Faults(self._world, monotonic)
        self._commands = Commands(
            self._world,
            reading_commands.TABLE.known
            | recorder_commands.TABLE.known
            | demo_commands.TABLE.known,
        )

    @property
    def url(self) -> str:
        """Address of the home, once it was started: http://127.0.0.1:PORT."""
        return f"http://{self._host}:{self._port}"

    @property
    def sent(self) -> int:
        """States sent by `subscribe_entities` since the start: snapshots and changes."""
        return self._world.total_sent

    @property
    def now(self) -> float:
        """Home time in epoch seconds."""
        return self._world.clock.now() / 1e6

    def truth(self, entity_id: str, start: float, end: float) -> list[tuple[int, str | None]]:
        """Every row (µs, state) Home Assistant holds of an entity in [start, end) epoch seconds.

        A state of None is the removal of the entity; KeyError if there is no such entity.
        """
        now = self._world.now()
        since = max(round(start * 1e6), self._world.oldest_raw(now))
        rows = self._world.book.tracks[entity_id].rows(since, min(round(end * 1e6), now + 1))
        return [(row.at, row.state) for row in rows]

    def record(self, entity_id: str, start: float) -> Record:
        """All that became of an entity's rows since `start`, in epoch seconds, until now."""
        now = self._world.now()
        oldest = self._world.oldest_raw(now)
        track = self._world.book.tracks[entity_id]
        rows = track.rows(round(start * 1e6), now + 1)
        return Record(
            held=tuple(row for row in rows if row.at >= oldest),
            purged=tuple(row for row in rows if row.at < oldest),
            lost=tuple(track.lost.values()),
        )

    def set_state(
        self, entity_id: str, state: str, attributes: dict[str, Any] | None = None
    ) -> int:
        """Write a state by hand; returns its last_updated in microseconds.

        An unknown entity is made. The sensor of a computed one writes its own value at its next
        tick again, as an integration does.
        """
        return self._world.book.set_state(entity_id, self._world.now(), state, attributes).at

    def flush(self) -> None:
        """Tell subscribers everything that is due now, without waiting for `run()`."""
        self._world.advance(self._world.clock.now())

    async def start(self) -> str:
        """Open the socket; returns the address."""
        # On a thread, for a window may live on this loop.
        await asyncio.to_thread(self.household.prepare, self._world.clock.now())
        self._server = await serve(
            self._serve,
            self._host,
            self._port,
            process_request=self._answer_http,
            compression=None,
            ping_interval=55,
            ping_timeout=55,
            max_size=16 * 2**20,
            server_header=None,
        )
        self._port = next(iter(self._server.sockets)).getsockname()[1]
        _LOG.info("demo home %d at %s", self.seed, self.url)
        return self.url

    async def run(self) -> None:
        """Let home time pass and tell what happens, until cancelled; starts if needed."""
        if self._server is None:
            await self.start()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_time())
            tasks.create_task(self._work_off_faults())

    async def stop(self) -> None:
        """End every connection and close the socket."""
        if self._server is None:
            return
        server, self._server = self._server, None
        self.faults.drop(graceful=False)
        server.close()
        await server.wait_closed()

    async def __aenter__(self) -> Self:
        self._life = self._alive()
        await self._life.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Errors of the block go on as they are; only a cancelled one may be due to run().
        cancelled = isinstance(error, asyncio.CancelledError)
        reason = (kind, error, trace) if cancelled else (None, None, None)
        await self._life.__aexit__(*reason)

    @asynccontextmanager
    async def _alive(self) -> AsyncIterator[None]:
        await self.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(self.run())
                try:
                    yield
                finally:
                    running.cancel()
        finally:
            await self.stop()

    def admits(self, token: str) -> bool:
        """Whether this token is accepted now."""
        return not self.faults.refusing and hmac.compare_digest(
            token.encode(), self._token.encode()
        )

    async def _serve(self, socket: ServerConnection) -> None:
        connection = Connection(socket, self._monotonic)
        self._world.connections.append(connection)
        try:
            await connection.serve(self, self._commands)
        finally:
            self._world.forget(connection)

    def _answer_http(self, connection: ServerConnection, request: Request) -> Response | None:
        if self.faults.down:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "503: Service Unavailable")
        if request.path.partition("?")[0] == _PATH:
            return None
        return connection.respond(HTTPStatus.NOT_FOUND, "404: Not Found")

    async def _keep_time(self) -> None:
        world = self._world
        while True:
            self._woken.clear()
            now = world.clock.now()
            world.advance(now)
            wait = world.clock.real_seconds(world.next_due() - now)
            try:
                # A thousandth of a second gathers what happens close together at high speed.
                async with asyncio.timeout(max(wait, 0.001)):
                    await self._woken.wait()
            except TimeoutError:
                continue

    def _run_fault(self, name: str, arguments: dict[str, Any]) -> None:
        work = self.faults.cause(name, arguments)
        if work is not None:
            self._lasting_faults.put_nowait(work)

    async def _work_off_faults(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            while True:
                work = await self._lasting_faults.get()
                tasks.create_task(_finished(work))


async def _finished(work: Work) -> None:
    try:
        await work()
    except Refusal as refusal:
        _LOG.warning("fault refused: %s", refusal.message)
