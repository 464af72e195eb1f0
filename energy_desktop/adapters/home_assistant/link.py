"""One authenticated connection to Home Assistant."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Collection, Sequence

from energy_desktop.adapters.home_assistant import description, history, statistics
from energy_desktop.adapters.home_assistant.address import Address
from energy_desktop.adapters.home_assistant.clock_questions import TEMPLATE, ClockListener
from energy_desktop.adapters.home_assistant.delivery_queue import DeliveryQueue
from energy_desktop.adapters.home_assistant.entity_stream import EntityStream
from energy_desktop.adapters.home_assistant.failures import timed_out
from energy_desktop.adapters.home_assistant.preferences import (
    WirePreferences,
    energy_preferences,
)
from energy_desktop.adapters.home_assistant.reader import Reader
from energy_desktop.adapters.home_assistant.requests import Requests, request_timed_out
from energy_desktop.adapters.home_assistant.transport import Socket
from energy_desktop.adapters.home_assistant.wire import Event
from energy_desktop.model.energy_preferences import EnergyPreferences
from energy_desktop.model.home import (
    Delivery,
    EntityState,
    HomeConfiguration,
    RegisteredEntity,
    RegistryChanged,
    StateEvent,
    StatisticsCompiled,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period, StatisticMetadata, StatisticRow
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import HomeRequestFailed
from energy_desktop.ports.tasks import Spawn, Task

_link_numbers = itertools.count(1)
_CLOSE_TIMEOUT = 1.0


class HomeAssistantLink:
    """Implements `HomeLink`; its reader runs from the beginning to the end of the connection."""

    def __init__(self, socket: Socket, address: Address, version: str, spawn: Spawn) -> None:
        self._socket = socket
        self._address = address
        self._version = version
        self._queue = DeliveryQueue()
        self._requests = Requests(socket, address)
        self._lengths = history.PieceLengths()
        reader = Reader(socket, address, self._requests, self._queue)
        name = f"Home Assistant's reader {next(_link_numbers)}"
        self._reading: Task = spawn(name, reader.run())

    @property
    def version(self) -> str:
        """Home Assistant's version."""
        return self._version

    async def prepare(self) -> None:
        """Ask for several messages in one frame; a version that cannot sends them singly.

        Raises HomeUnreachable when not even that is answered.
        """
        try:
            await self._requests.ask("supported_features", {"features": {"coalesce_messages": 1}})
        except HomeRequestFailed as failure:
            if failure.problem.code is ProblemCode.HOME_REQUEST_TIMED_OUT:
                raise timed_out(self._address) from None

    async def configuration(self) -> HomeConfiguration:
        """Home Assistant's configuration; `running` is False while it starts."""
        return await description.fetch_configuration(self._requests)

    async def states(self) -> list[EntityState]:
        """All entities; partial while Home Assistant starts."""
        return await description.fetch_states(self._requests)

    async def registry(self) -> list[RegisteredEntity]:
        """The entity registry."""
        return await description.fetch_registry(self._requests)

    async def energy_preferences(self) -> EnergyPreferences:
        """The energy preferences; empty where none were ever saved."""
        try:
            wire = await self._requests.fetch("energy/get_prefs", WirePreferences)
        except HomeRequestFailed as failure:
            if failure.code == "not_found":
                return EnergyPreferences()
            raise
        return energy_preferences(wire)

    async def statistic_metadata(self, statistic_ids: Sequence[str]) -> list[StatisticMetadata]:
        """What Home Assistant keeps statistics of, among the ids."""
        return await statistics.fetch_metadata(self._requests, statistic_ids)

    async def statistics(
        self, statistic_ids: Sequence[str], period: Period, span: TimeRange
    ) -> list[StatisticRow]:
        """Rows that start in the span, energy in kWh, power in W, volume in m³.

        The change of the oldest 5-minute row Home Assistant still has is None when it was
        computed against nothing: it would be the meter's whole life.
        """
        return await statistics.fetch_statistics(self._requests, statistic_ids, period, span)

    async def history(self, entity_id: str, span: TimeRange) -> list[StateEvent]:
        """Every row of an entity's history in the span, attribute-only ones included.

        The row of a removal has the state `unavailable`.
        """
        return await history.fetch_history(self._requests, self._lengths, entity_id, span)

    def history_pages(self, entity_id: str, span: TimeRange) -> AsyncIterator[Sequence[StateEvent]]:
        """The same in pages of bounded size, in order."""
        return history.history_pages(self._requests, self._lengths, entity_id, span)

    async def subscribe(self, entity_ids: Collection[str]) -> int:
        """Deliver these entities from now on; the snapshot comes as the first delivery."""
        if not entity_ids:
            raise ValueError("no entities: Home Assistant would read it as all of them")
        stream = EntityStream(self._queue)
        answer = await self._requests.ask(
            "subscribe_entities",
            {"entity_ids": sorted(entity_ids)},
            listener=stream.take,
            on_id=stream.begin,
        )
        return answer.command_id

    async def unsubscribe(self, subscription: int) -> None:
        """End a subscription; whatever it delivered before has arrived when this returns."""
        await self._requests.unsubscribe(subscription)

    async def watch_clock(self) -> None:
        """Let Home Assistant's clock answer among the deliveries, by itself every minute."""
        listener = ClockListener(self._queue)
        await self._requests.ask("render_template", TEMPLATE, listener=listener.take)

    async def watch_registry(self) -> None:
        """Let changes of the entity registry come among the deliveries."""
        await self._requests.ask(
            "subscribe_events",
            {"event_type": "entity_registry_updated"},
            listener=self._registry_changed,
        )

    async def watch_statistics(self) -> None:
        """Let the end of each hour's compilation of statistics come among the deliveries."""
        await self._requests.ask(
            "subscribe_events",
            {"event_type": "recorder_hourly_statistics_generated"},
            listener=self._statistics_compiled,
        )

    async def ask_clock(self, timeout: float) -> Micros:
        """Home Assistant's time, freshly asked; it comes among the deliveries too."""
        try:
            async with asyncio.timeout(timeout):
                return await self._first_clock_answer(timeout)
        except TimeoutError:
            raise request_timed_out("render_template", timeout) from None

    async def deliveries(self) -> AsyncIterator[Sequence[Delivery]]:
        """All deliveries in the order of the socket; all that wait come as one batch."""
        while batch := await self._queue.take():
            yield batch

    async def close(self) -> None:
        """Say goodbye and end the reader, within a second; idempotent."""
        self._queue.end(None)
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT):
                await self._socket.close()
        except TimeoutError:
            self._socket.transport.abort()
        await self._reading.finished()

    async def _first_clock_answer(self, timeout: float) -> Micros:
        listener = ClockListener(self._queue)
        question = await self._requests.ask(
            "render_template", TEMPLATE, timeout=timeout, listener=listener.take
        )
        try:
            return await self._requests.unless_ended(listener.first)
        finally:
            await self._requests.abandon(question.command_id)

    def _registry_changed(self, _: Event) -> None:
        self._queue.add(RegistryChanged())

    def _statistics_compiled(self, _: Event) -> None:
        self._queue.add(StatisticsCompiled())
