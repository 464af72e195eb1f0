"""Homes in the network, on the test's own loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.model.timestamps import parse_moment, to_epoch_seconds
from energy_desktop.viewmodels.wording import zone_named

TOKEN = "the right token"
START = "2026-11-23T13:42:07"


@asynccontextmanager
async def serving(port: int = 0, speed: float = 1.0) -> AsyncIterator[DemoHome]:
    """A home that serves until the block ends."""
    start = to_epoch_seconds(parse_moment(START, zone_named("Europe/Berlin")))
    made = DemoHome(7, start, speed, token=TOKEN, port=port)
    await made.start()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(made.run())
        try:
            yield made
        finally:
            running.cancel()
            await made.stop()
