"""What a scripted home delivers over a link, and how it is taken."""

import asyncio
from collections.abc import Awaitable

from energy_desktop.model.home import Delivery, StateEvent
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.scripted_home import ScriptedHome, event

POWER = "sensor.power"
SNAPSHOT = {"a": {POWER: {"s": "1", "a": {"unit_of_measurement": "W"}, "lc": 1795439968.0}}}


def change(value: int) -> dict[str, object]:
    """The body of an event in which the power becomes a value, at a second of its own."""
    return {"c": {POWER: {"+": {"s": str(value), "lc": 1795439968.0 + value}}}}


def state(value: int) -> StateEvent:
    """What that change says."""
    return StateEvent(POWER, str(value), Micros((1795439968 + value) * 1_000_000), "W", None)


async def taken(link: HomeLink, number: int) -> list[Delivery]:
    """The next deliveries, at least so many."""
    deliveries: list[Delivery] = []
    async with asyncio.timeout(5):
        async for batch in link.deliveries():
            deliveries += batch
            if len(deliveries) >= number:
                break
    return deliveries


async def rest(link: HomeLink) -> list[Delivery]:
    """All deliveries to the end, which must not be an error."""
    async with asyncio.timeout(5):
        return [each async for batch in link.deliveries() for each in batch]


async def all_to_the_error(link: HomeLink) -> tuple[list[Delivery], EnergyDesktopError]:
    """All deliveries, and the error they end with."""
    deliveries: list[Delivery] = []
    try:
        async with asyncio.timeout(5):
            async for batch in link.deliveries():
                deliveries += batch
    except EnergyDesktopError as error:
        return deliveries, error
    raise AssertionError("the deliveries ended without an error")


async def end_of(link: HomeLink) -> EnergyDesktopError:
    """The error with which the deliveries end."""
    return (await all_to_the_error(link))[1]


async def subscribed(link: HomeLink, home: ScriptedHome) -> int:
    """A subscription whose snapshot was sent."""
    subscription = await link.subscribe([POWER])
    await home.send(event(subscription, SNAPSHOT))
    return subscription


async def outcome(request: Awaitable[object]) -> object:
    """What a request returns, or its error."""
    try:
        return await request
    except EnergyDesktopError as error:
        return error


async def still_alive(link: HomeLink, home: ScriptedHome) -> None:
    """Requests are still answered."""
    home.answer("config/entity_registry/list", [])
    assert await link.registry() == []
