"""The ledger was away and has come back: what could not ask it goes on."""

import asyncio
from collections.abc import Callable

from energy_desktop.ports.store_opener import Stores

_LOOK_EVERY = 1.0


async def watch_for_return(stores: Stores, on_return: Callable[[], None]) -> None:
    """Call whenever the ledger can be asked again that could not; runs beside a connection."""
    was_away = stores.health().state is not None
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        is_away = stores.health().state is not None
        if was_away and not is_away:
            on_return()
        was_away = is_away
