"""Demo homes whose clock is moved by hand, and what clients received of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from energy_desktop.adapters.demo_home import DemoHome, Household
from tests.adapters.demo_home.moments import SECOND, local
from tests.contract.wire import Message, Wire, authenticated

START = local("2016-04-10 18:30") // SECOND + 0.25
"""Home time at the beginning, in seconds. Early years are counted fastest."""

WATCHED = ["sensor.grid_power", "sensor.home_power", "sensor.grid_import", "sensor.fridge_power"]
CLOCK = "{{ utcnow().timestamp() }}"


HOUSEHOLD = Household(7)


def demo_home(**options: Any) -> DemoHome:
    """The home of seed 7 at START, not yet running."""
    return DemoHome(7, start=START, **{"household": HOUSEHOLD} | options)


class Hand:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Bench:
    """A home, its clock, and one client."""

    def __init__(self, home: DemoHome, hand: Hand, wire: Wire) -> None:
        self.home = home
        self.hand = hand
        self.wire = wire

    def pass_time(self, seconds: float) -> None:
        """Let home time pass, and everything be told that happens in it."""
        self.hand.seconds += seconds
        self.home.flush()

    async def received(self, subscription: int) -> list[Any]:
        """All events of a subscription so far."""
        await self.wire.ask("ping")
        return [
            message["event"]
            for message in self.wire.received
            if message.get("id") == subscription and message["type"] == "event"
        ]

    async def subscribed(self, *entity_ids: str) -> int:
        """A subscription to these entities."""
        return await self.wire.subscribe("subscribe_entities", entity_ids=list(entity_ids))


@asynccontextmanager
async def bench(**options: Any) -> AsyncIterator[Bench]:
    """A running home of seed 7 whose clock stands at START, with a client."""
    hand = Hand()
    async with (
        demo_home(monotonic=hand, **options) as home,
        authenticated(home.url, "demo") as wire,
    ):
        yield Bench(home, hand, wire)


def iso(seconds: float) -> str:
    """A moment as the commands take it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def microseconds(seconds: float) -> int:
    """The key of a reading."""
    return round(seconds * SECOND)


def rows_of(events: list[Message], entity_id: str) -> list[tuple[int, str | None]]:
    """Keys and states that `subscribe_entities` told of an entity, without removals."""
    rows: list[tuple[int, str | None]] = []
    for event in events:
        full = event.get("a", {}).get(entity_id)
        diff = event.get("c", {}).get(entity_id, {}).get("+")
        state = full or diff
        if state:
            text = state.get("s", rows[-1][1] if rows else None)
            rows.append((microseconds(state.get("lu", state.get("lc"))), text))
    return rows
