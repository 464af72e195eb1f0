"""Calls that may never return, because a dialog waits for a person."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def call_on_daemon_thread(function: Callable[[], T]) -> T:
    """Call on a thread of its own, which keeps no program from ending.

    A cancelled caller stops waiting; the call goes on, and what it brings is dropped.
    """
    loop = asyncio.get_running_loop()
    waiting: asyncio.Future[T] = loop.create_future()

    def hand_over(settle: Callable[[], None]) -> None:
        if not waiting.done():
            settle()

    def call() -> None:
        try:
            settle = partial(waiting.set_result, function())
        except Exception as error:  # noqa: BLE001 -- raised again where it is awaited
            settle = partial(waiting.set_exception, error)
        # A closed loop raises RuntimeError: then nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(hand_over, settle)

    threading.Thread(target=call, name="keyring", daemon=True).start()
    return await waiting
