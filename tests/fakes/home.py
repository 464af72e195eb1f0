"""A home in memory: the test says what it delivers, and when it breaks."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import replace

from energy_desktop.model.energy_preferences import EnergyPreferences
from energy_desktop.model.home import (
    Changes,
    ClockAnswer,
    ConnectionState,
    Delivery,
    EntityState,
    HomeConfiguration,
    RegisteredEntity,
    Snapshot,
    StateEvent,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period, StatisticMetadata, StatisticRow
from energy_desktop.model.timestamps import SECOND, Micros
from energy_desktop.ports.errors import EnergyDesktopError, HomeRequestFailed, HomeUnreachable
from tests.fakes.clock import NOON


class FakeHome:
    """Implements `ports.home.Home`; what it holds outlives its links, as a real home's does."""

    def __init__(self) -> None:
        self.now = NOON
        self.states_now: dict[str, StateEvent] = {}
        self.rows: dict[str, list[StateEvent]] = {}
        self.registered: list[RegisteredEntity] = []
        self.preferences = EnergyPreferences()
        self.described: dict[str, EntityState] = {}
        """What `states` tells of an entity beside its state; made up where nothing is here."""
        self.statistic_rows: dict[Period, list[StatisticRow]] = {p: [] for p in Period}
        self.device_classes: dict[str, str] = {}
        self.state_classes: dict[str, str | None] = {}
        self.running = True
        self.refusals: list[EnergyDesktopError] = []
        """Errors that the next attempts to connect end with."""
        self.links: list[FakeLink] = []
        self.history_committed = True
        """Whether history holds the newest rows already."""
        self.history_asked_at_most: int | None = None
        """After so many questions a link answers none about history any more."""
        self.statistics_error: EnergyDesktopError | None = None
        """What the next question about statistics ends with."""

    @property
    def address(self) -> str:
        return "fake"

    async def connect(self, progress: Callable[[ConnectionState], None]) -> "FakeLink":
        progress(ConnectionState.CONNECTING)
        if self.refusals:
            raise self.refusals.pop(0)
        progress(ConnectionState.AUTHENTICATING)
        link = FakeLink(self)
        self.links.append(link)
        return link

    @property
    def link(self) -> "FakeLink":
        """The newest connection."""
        return self.links[-1]

    def change(
        self,
        entity_id: str,
        state: str,
        unit: str | None = "W",
        last_reset: str | None = None,
        after: float = 1.0,
    ) -> StateEvent:
        """A state changes `after` seconds later: it is held, and delivered to who subscribed."""
        self.now = Micros(self.now + round(after * SECOND))
        event = StateEvent(entity_id, state, self.now, unit, last_reset)
        self.states_now[entity_id] = event
        self.rows.setdefault(entity_id, []).append(event)
        for link in self.links:
            link.changed(event)
        return event

    def restart(self, down_for: float) -> None:
        """It is down for so many seconds; then every entity has its state anew."""
        self.now = Micros(self.now + round(down_for * SECOND))
        for entity_id, state in list(self.states_now.items()):
            self.change(entity_id, state.state, after=0.1)

    def disconnect(self) -> None:
        """The transport breaks."""
        self.link.fail(HomeUnreachable(ProblemCode.HOME_CONNECTION_LOST, host="fake", port=1))


class FakeLink:
    """Implements `ports.home.HomeLink`."""

    version = "2026.11.0"

    def __init__(self, home: FakeHome) -> None:
        self._home = home
        self._queue: asyncio.Queue[Delivery | EnergyDesktopError | None] = asyncio.Queue()
        self._ids = 0
        self.subscriptions: dict[int, frozenset[str]] = {}
        self.subscribed: list[frozenset[str]] = []
        self.is_mute = False
        """A half-open connection: nothing answers."""
        self.tells_no_changes = False
        """A dead subscription on a living connection."""
        self.clock_asked = 0
        self.is_closed = False
        self.history_asked: list[tuple[str, TimeRange]] = []

    def deliver(self, delivery: Delivery) -> None:
        """Put something on the wire."""
        if not self.is_mute:
            self._queue.put_nowait(delivery)

    @property
    def is_drained(self) -> bool:
        """Whether everything that was delivered has been taken."""
        return self._queue.empty()

    def changed(self, event: StateEvent) -> None:
        if self.tells_no_changes:
            return
        for subscription, entity_ids in self.subscriptions.items():
            if event.entity_id in entity_ids:
                self.deliver(Changes(subscription, (event,)))

    def fail(self, error: EnergyDesktopError) -> None:
        self._queue.put_nowait(error)

    async def configuration(self) -> HomeConfiguration:
        return HomeConfiguration(self._home.running, "Europe/Berlin", "EUR", "Fake", self.version)

    async def states(self) -> list[EntityState]:
        def told(e: StateEvent) -> EntityState:
            known = self._home.described.get(e.entity_id)
            if known is not None:
                return replace(known, state=e.state, last_changed=e.last_updated)
            return EntityState(
                e.entity_id,
                e.state,
                e.entity_id,
                e.unit,
                self._home.device_classes.get(e.entity_id, "power"),
                self._home.state_classes.get(e.entity_id, "measurement"),
                None,
                e.last_updated,
            )

        return [told(event) for event in self._home.states_now.values()]

    async def registry(self) -> list[RegisteredEntity]:
        return list(self._home.registered)

    async def energy_preferences(self) -> EnergyPreferences:
        return self._home.preferences

    async def statistic_metadata(self, statistic_ids: Sequence[str]) -> list[StatisticMetadata]:
        return []

    async def statistics(
        self, statistic_ids: Sequence[str], period: Period, span: TimeRange
    ) -> list[StatisticRow]:
        if self._home.statistics_error is not None:
            error, self._home.statistics_error = self._home.statistics_error, None
            raise error
        return [
            r
            for r in self._home.statistic_rows[period]
            if r.statistic_id in statistic_ids and span.contains(r.start)
        ]

    async def history(self, entity_id: str, span: TimeRange) -> list[StateEvent]:
        self.history_asked.append((entity_id, span))
        if len(self.history_asked) > (self._home.history_asked_at_most or len(self.history_asked)):
            await asyncio.Event().wait()
        rows = [e for e in self._home.rows.get(entity_id, []) if span.contains(e.last_updated)]
        newest = self._home.rows.get(entity_id, [])[-1:]
        return [e for e in rows if self._home.history_committed or e not in newest]

    async def history_pages(
        self, entity_id: str, span: TimeRange
    ) -> AsyncIterator[Sequence[StateEvent]]:
        yield await self.history(entity_id, span)

    async def subscribe(self, entity_ids: Collection[str]) -> int:
        if not entity_ids:
            raise ValueError("an empty subscription means all entities")
        if self.is_mute:
            raise HomeRequestFailed(
                ProblemCode.HOME_REQUEST_TIMED_OUT, request="subscribe_entities", seconds=10
            )
        self._ids += 1
        self.subscribed.append(frozenset(entity_ids))
        self.subscriptions[self._ids] = frozenset(entity_ids)
        states = [e for e in self._home.states_now.values() if e.entity_id in entity_ids]
        self.deliver(Snapshot(self._ids, tuple(states), first=True))
        return self._ids

    async def unsubscribe(self, subscription: int) -> None:
        self.subscriptions.pop(subscription, None)

    async def watch_clock(self) -> None:
        await self.ask_clock(1.0)

    async def watch_registry(self) -> None:
        pass

    async def watch_statistics(self) -> None:
        pass

    async def ask_clock(self, timeout: float) -> Micros:
        self.clock_asked += 1
        if self.is_mute:
            raise HomeRequestFailed(
                ProblemCode.HOME_REQUEST_TIMED_OUT, request="render_template", seconds=timeout
            )
        self.deliver(ClockAnswer(self._home.now))
        return self._home.now

    async def deliveries(self) -> AsyncIterator[Sequence[Delivery]]:
        while True:
            item = await self._queue.get()
            if item is None:
                return
            if isinstance(item, EnergyDesktopError):
                raise item
            yield [item]

    async def close(self) -> None:
        self.is_closed = True
        self._queue.put_nowait(None)


def flat(entity_id: str, start: Micros, value: float = 100.0) -> StatisticRow:
    """A row of a period in which nothing changed."""
    return StatisticRow(entity_id, start, None, None, None, value, value, value)
