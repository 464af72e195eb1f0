"""Finished days into their final form, while nothing else wants the store."""

import asyncio
import logging

from energy_desktop.model.timestamps import day_start
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores

_FIRST_AFTER = 90.0
_EVERY = 900.0

_log = logging.getLogger(__name__)


async def seal_finished_days(stores: Stores, clock: Clock) -> None:
    """Seal whatever ended before today, again and again; a full disk only postpones it."""
    await asyncio.sleep(_FIRST_AFTER)
    while True:
        try:
            days = await stores.metrics.seal(day_start(clock.wall()))
        except StoreUnusable as error:
            _log.warning("finished days wait to be sealed: %s", error)
        else:
            if days:
                _log.info("%d finished days sealed", days)
        await asyncio.sleep(_EVERY)
