"""The watchdog barks, and only when it should."""

import asyncio
import time

import pytest

from tests.gui.watchdog import LONGEST_DISTURBED, LONGEST_SLEEP, Watchdog


async def test_an_operation_that_computes_for_too_long_is_named() -> None:
    with Watchdog() as watchdog:
        await asyncio.sleep(0.03)
        compute()
        await asyncio.sleep(0.03)
    with pytest.raises(AssertionError, match="in compute"):
        watchdog.complain()


def compute() -> None:
    end = time.thread_time() + 4 * LONGEST_DISTURBED
    while time.thread_time() < end:
        pass


async def test_an_operation_that_sleeps_on_the_loop_is_noticed() -> None:
    with Watchdog() as watchdog:
        await asyncio.sleep(0.03)
        time.sleep(1.5 * LONGEST_SLEEP)  # noqa: ASYNC251 -- this is what is to be caught
        await asyncio.sleep(0.03)
    with pytest.raises(AssertionError, match="operations held the loop"):
        watchdog.complain()


async def test_a_loop_that_waits_is_not_held() -> None:
    with Watchdog() as watchdog:
        await asyncio.sleep(0.2)
    watchdog.complain()
