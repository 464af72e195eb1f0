"""The demo home inside this process, behind the same protocol as a real one."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVarTuple, Unpack
from zoneinfo import ZoneInfo

from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros, format_utc, parse_moment, to_epoch_seconds
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.home import Home
from energy_desktop.services.supervisor import Supervisor

if TYPE_CHECKING:
    from energy_desktop.adapters.demo_home import DemoHome

ZONE = ZoneInfo("Europe/Berlin")
TOKEN = "demo"

Arguments = TypeVarTuple("Arguments")


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """Which demo home, from when on, and how fast its time runs."""

    seed: int
    start: Micros
    speed: float


def demo_options(seed: int, start: str | None, speed: float) -> DemoOptions:
    """Options as given on the command line; WrongUsage for a start that is no time."""
    if start is None:
        return DemoOptions(seed, SystemClock().wall(), speed)
    try:
        return DemoOptions(seed, parse_moment(start, ZONE), speed)
    except ValueError as error:
        raise WrongUsage(ProblemCode.TIME_NOT_UNDERSTOOD, text=start) from error


def make_demo_home(options: DemoOptions, token: str = TOKEN, port: int = 0) -> "DemoHome":
    """A demo home on loopback, not started yet."""
    # A start without it need not load a household.
    from energy_desktop.adapters.demo_home import DemoHome

    return DemoHome(
        options.seed, to_epoch_seconds(options.start), options.speed, token=token, port=port
    )


class DemoInside:
    """A demo home that lives as long as this program, on a thread and loop of its own.

    It computes ten years of a household: on the window's loop that would be felt.
    """

    def __init__(self, options: DemoOptions, token: str = TOKEN, port: int = 0) -> None:
        self._options = options
        self._token = token
        self._server = make_demo_home(options, token, port)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self._thread: threading.Thread | None = None

    async def start(self, supervisor: Supervisor) -> Home:
        """Start serving; the home as any other home."""
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[str] = loop.create_future()

        def serve() -> None:
            try:
                asyncio.run(self._serve(lambda url: _post(loop, ready.set_result, url)))
            except OSError as error:
                _post(loop, ready.set_exception, error)

        self._thread = threading.Thread(target=serve, name="demo home", daemon=True)
        self._thread.start()
        return HomeAssistant(await ready, self._token, supervisor.spawn)

    async def stop(self) -> None:
        """Close the server; idempotent."""
        thread, self._thread = self._thread, None
        if thread is not None and self._loop is not None:
            _post(self._loop, self._stopping.set)
            await asyncio.to_thread(thread.join)

    def report(self) -> dict[str, object]:
        """What `record --demo` tells of it."""
        return {
            "sent": self._server.sent,
            "seed": self._options.seed,
            "start": format_utc(self._options.start),
        }

    async def _serve(self, on_ready: Callable[[str], None]) -> None:
        self._loop = asyncio.get_running_loop()
        on_ready(await self._server.start())
        async with asyncio.TaskGroup() as group:
            serving = group.create_task(self._server.run())
            await self._stopping.wait()
            serving.cancel()
        await self._server.stop()


def _post(
    loop: asyncio.AbstractEventLoop,
    function: Callable[[Unpack[Arguments]], object],
    *arguments: *Arguments,
) -> None:
    """Call on the loop of another thread, unless it has ended."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(function, *arguments)
