"""Waiting for something to become true, without guessing how long it takes."""

import asyncio
from collections.abc import Callable


async def until(predicate: Callable[[], object], within: float = 10.0) -> None:
    """Let the loop run until the predicate holds; the test fails with its source if it does not."""
    try:
        async with asyncio.timeout(within):
            while not predicate():  # noqa: ASYNC110 - no event tells of an arbitrary predicate
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"did not become true within {within} s: {predicate}") from None
