"""Homes in the network, with the protocol of Home Assistant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from energy_desktop.app.demo import DemoInside, demo_options
from energy_desktop.services.supervisor import Supervisor

TOKEN = "the right token"
START = "2026-11-23T13:42:07"


@asynccontextmanager
async def serving(port: int = 0, token: str = TOKEN, start: str = START) -> AsyncIterator[str]:
    """The address of a home that serves until the block ends."""
    supervisor = Supervisor()
    inside = DemoInside(demo_options(7, start, 1.0), token, port)
    home = await inside.start(supervisor)
    try:
        yield home.address
    finally:
        await inside.stop()
        await supervisor.close()
