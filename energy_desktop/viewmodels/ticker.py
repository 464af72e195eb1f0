"""A tick with each second of the home's clock."""

import asyncio
from collections.abc import Callable

from energy_desktop.model.timestamps import SECOND, Micros

_AFTER_THE_SECOND = 0.02
"""Seconds; timers fire early, and a tick before the second would show it late."""


async def every_second(home_time: Callable[[], Micros], tick: Callable[[], None]) -> None:
    """Call `tick` at once and then shortly after each full second; ends only by cancelling."""
    while True:
        tick()
        rest = SECOND - home_time() % SECOND
        await asyncio.sleep(rest / SECOND + _AFTER_THE_SECOND)
