"""The demo home inside this process, behind the same protocol as a real one."""

import asyncio
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros, format_utc, parse_moment, to_epoch_seconds
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.home import Home
from energy_desktop.services.supervisor import Supervisor

ZONE = ZoneInfo("Europe/Berlin")
TOKEN = "demo"


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


def make_demo_home(options: DemoOptions, token: str = TOKEN, port: int = 0) -> DemoHome:
    """A demo home on loopback, not started yet."""
    return DemoHome(
        options.seed, to_epoch_seconds(options.start), options.speed, token=token, port=port
    )


class DemoInside:
    """A demo home that lives as long as this program."""

    def __init__(self, options: DemoOptions) -> None:
        self._options = options
        self._server = make_demo_home(options)

    async def start(self, supervisor: Supervisor) -> Home:
        """Start serving; the home as any other home."""
        url = await self._server.start()
        supervisor.keep("demo home", self._server.run)
        await asyncio.sleep(0)
        return HomeAssistant(url, TOKEN, supervisor.spawn)

    async def stop(self) -> None:
        """Close the server."""
        await self._server.stop()

    def report(self) -> dict[str, object]:
        """What `record --demo` tells of it."""
        return {
            "sent": self._server.sent,
            "seed": self._options.seed,
            "start": format_utc(self._options.start),
        }
