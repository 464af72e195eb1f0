"""Garbage is looked for on one thread: a QObject that ends on another crashes Qt.

Python looks for circles of objects on whichever thread makes the next object, and ends there
what it finds, viewmodels and timers among it. Stores and the demo home have threads of their own.
"""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_EVERY = 0.5
_CHARTS_ARE_THERE_AFTER = 5.0


@contextmanager
def no_automatic_collection() -> Iterator[None]:
    """Only who calls `collect_if_due` collects meanwhile; what was before is put back.

    So is what was frozen meanwhile.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


async def freeze_what_the_start_left() -> None:
    """Looking through it for garbage would hold the loop for 70 ms and more: it stays anyway.

    Twice, since charts are loaded after the window was painted.
    """
    gc.freeze()
    await asyncio.sleep(_CHARTS_ARE_THERE_AFTER)
    gc.freeze()


async def collect_on_loop() -> None:
    """Collect on this loop's thread whenever Python would; never ends by itself."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        collect_if_due()


def collect_if_due() -> None:
    """Collect the oldest generation whose threshold was passed, here and now."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
