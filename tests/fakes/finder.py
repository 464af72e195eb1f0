"""A network in memory, in which some Home Assistants announce themselves."""

import asyncio
from collections.abc import AsyncGenerator

from energy_desktop.model.home import AnnouncedHome


class FakeFinder:
    """Implements `ports.home_finder.HomeFinder`: it finds what it was given, then looks on."""

    def __init__(self) -> None:
        self.homes: list[AnnouncedHome] = []
        self.goes_on = True

    async def find(self, seconds: float) -> AsyncGenerator[AnnouncedHome, None]:
        for home in self.homes:
            yield home
        if self.goes_on:
            await asyncio.sleep(seconds)
