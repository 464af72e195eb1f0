"""The demo home under contract, on a thread of its own: as far away as another process."""

import asyncio
import concurrent.futures
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
from websockets.exceptions import ConnectionClosed, WebSocketException

from energy_desktop.adapters.demo_home import DemoHome
from tests.contract.homes import POWER, KnownStatistics
from tests.contract.wire import PATIENCE, Wire, authenticated

TOKEN = "contract"
IN_ONE_GO = 500
"""Commands sent before their answers are read: a home cuts off who does not read."""

Ready = concurrent.futures.Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]]

NOON_AFTER_THE_CLOCK_CHANGE = datetime(2026, 3, 30, 10, 20, tzinfo=UTC)
"""In Berlin, the day after one of 23 hours, which raw states and 5-minute rows still reach."""

STATISTICS = KnownStatistics(
    energy="sensor.grid_import",
    power="sensor.home_power",
    flaky="sensor.tv_power",
    day=datetime(2026, 3, 28, 23, tzinfo=UTC),
    recent=datetime(2026, 3, 30, 8, tzinfo=UTC),
)


class DemoContractHome:
    """The demo home, told what to do over its own additional commands."""

    def __init__(self, url: str) -> None:
        """Speak to a demo home that runs at this address."""
        self._url = url
        self._numbers = count()
        self._attributes: dict[str, dict[str, object]] = {}

    @property
    def url(self) -> str:
        """Its address."""
        return self._url

    @property
    def token(self) -> str:
        """The token it was started with."""
        return TOKEN

    @property
    def power_entity(self) -> str:
        """What the whole home draws."""
        return "sensor.home_power"

    @property
    def energy_entity(self) -> str:
        """The meter of what is bought."""
        return "sensor.grid_import"

    @property
    def statistics(self) -> KnownStatistics:
        """Statistics it has, like everything in it, of all years."""
        return STATISTICS

    def connected(self) -> AbstractAsyncContextManager[Wire]:
        """A connection that is ready for commands."""
        return authenticated(self._url, TOKEN)

    async def new_entity(self, state: str) -> str:
        """An entity that no household moves."""
        entity_id = f"sensor.contract_{next(self._numbers)}"
        await self.set_state(entity_id, state, dict(POWER))
        return entity_id

    async def set_state(
        self, entity_id: str, state: str, attributes: dict[str, object] | None = None
    ) -> None:
        """The demo home replaces attributes; so those of before are sent with the new ones."""
        merged = self._attributes.get(entity_id, {}) | (attributes or {})
        merged = {name: value for name, value in merged.items() if value is not None}
        self._attributes[entity_id] = merged
        async with self.connected() as wire:
            await wire.result("demo/set_state", entity_id=entity_id, state=state, attributes=merged)

    async def remove(self, entity_id: str) -> None:
        """By one of its faults."""
        await self._fault("remove", entity_id=entity_id)

    async def emit(self, entity_id: str, changes: int, rate: float) -> None:
        """Change by change; what is due at once goes without waiting for each answer."""
        loop = asyncio.get_running_loop()
        began, made = loop.time(), 0
        async with self.connected() as wire:
            while made < changes:
                elapsed = loop.time() - began
                due = min(changes, int(elapsed * rate) + 1 if rate else made + IN_ONE_GO)
                while made < due:
                    made += 1
                    command = await wire.request(
                        "demo/set_state", entity_id=entity_id, state=str(made + 1)
                    )
                    if made == due:
                        await wire.answer(command)
                await asyncio.sleep(0.002 if rate else 0)

    async def rename(self, entity_id: str, new_entity_id: str) -> None:
        """By one of its faults."""
        await self._fault("rename", entity_id=entity_id, new_entity_id=new_entity_id)

    async def save_preferences(self) -> None:
        """It has had them for ever."""

    async def restart(self) -> None:
        """By one of its faults; returns when it is back."""
        await self._go_away("restart")

    async def crash(self) -> None:
        """By one of its faults; returns when it is back."""
        await self._go_away("crash")

    async def fall_silent(self) -> None:
        """By one of its faults, told by a connection that falls silent as well."""
        async with self.connected() as wire:
            await wire.request("demo/fault", fault="half_open", arguments={})
            assert await wire.unread(0.1) == []

    async def purge(self) -> None:
        """By one of its faults."""
        await self._fault("purge", keep_days=0)

    async def _go_away(self, fault: str) -> None:
        async with self.connected() as wire:
            await wire.request("demo/fault", fault=fault, arguments={})
            with pytest.raises(ConnectionClosed):
                await wire.event(0)
        async with asyncio.timeout(PATIENCE):
            while True:
                if await self._running():
                    return
                await asyncio.sleep(0.05)

    async def _running(self) -> bool:
        try:
            async with self.connected() as wire:
                configuration = await wire.result("get_config")
        except (OSError, WebSocketException):
            return False
        return bool(configuration["state"] == "RUNNING")

    async def _fault(self, fault: str, **arguments: object) -> None:
        async with self.connected() as wire:
            await wire.result("demo/fault", fault=fault, arguments=arguments)


@contextmanager
def running_demo_home() -> Iterator[DemoContractHome]:
    """A demo home that runs until the end of the block."""
    ready: Ready = concurrent.futures.Future()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(ready)), name="demo home")
    thread.start()
    url, loop, leave = ready.result(PATIENCE)
    try:
        yield DemoContractHome(url)
    finally:
        loop.call_soon_threadsafe(leave.set)
        thread.join(PATIENCE)


async def _serve(ready: Ready) -> None:
    leave = asyncio.Event()
    start = NOON_AFTER_THE_CLOCK_CHANGE.timestamp()
    async with DemoHome(seed=7, start=start, token=TOKEN, commit_delay=1.0) as home:
        ready.set_result((home.url, asyncio.get_running_loop(), leave))
        await leave.wait()
