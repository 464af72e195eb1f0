"""The home: Home Assistant, or the demo home, which speaks the same protocol."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import Protocol

from energy_desktop.model.energy_preferences import EnergyPreferences
from energy_desktop.model.home import (
    ConnectionState,
    Delivery,
    EntityState,
    HomeConfiguration,
    RegisteredEntity,
    StateEvent,
)
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period, StatisticMetadata, StatisticRow
from energy_desktop.model.timestamps import Micros


class HomeLink(Protocol):
    """One authenticated connection; every request raises HomeUnreachable when it is lost,

    HomeRequestFailed when Home Assistant answers with an error or not in time, and
    HomeProtocolError when the answer is not one of Home Assistant's.
    """

    @property
    def version(self) -> str:
        """Home Assistant's version."""

    async def configuration(self) -> HomeConfiguration:
        """Home Assistant's configuration; `running` is False while it starts."""

    async def states(self) -> list[EntityState]:
        """All entities; partial while Home Assistant starts."""

    async def registry(self) -> list[RegisteredEntity]:
        """The entity registry."""

    async def energy_preferences(self) -> EnergyPreferences:
        """The energy preferences; empty where none were ever saved."""

    async def statistic_metadata(self, statistic_ids: Sequence[str]) -> list[StatisticMetadata]:
        """What Home Assistant keeps statistics of, among the ids."""

    async def statistics(
        self, statistic_ids: Sequence[str], period: Period, span: TimeRange
    ) -> list[StatisticRow]:
        """Statistics rows that start in the span, in canonical units, by id and time."""

    async def history(self, entity_id: str, span: TimeRange) -> list[StateEvent]:
        """Every row of an entity's history in the span, attribute-only ones included."""

    def history_pages(self, entity_id: str, span: TimeRange) -> AsyncIterator[Sequence[StateEvent]]:
        """The same in pages of bounded size, in order: any stretch fits into memory."""

    async def subscribe(self, entity_ids: Collection[str]) -> int:
        """Deliver these entities from now on; the snapshot comes as the first delivery.

        Raises ValueError for an empty collection, which Home Assistant reads as "all".
        """

    async def unsubscribe(self, subscription: int) -> None:
        """End a subscription; whatever it delivered before has arrived when this returns."""

    async def watch_clock(self) -> None:
        """Let Home Assistant's clock answer among the deliveries, by itself every minute."""

    async def watch_registry(self) -> None:
        """Let changes of the entity registry come among the deliveries."""

    async def watch_statistics(self) -> None:
        """Let the end of each hour's compilation of statistics come among the deliveries."""

    async def ask_clock(self, timeout: float) -> Micros:
        """Home Assistant's time, freshly asked; it comes among the deliveries too."""

    def deliveries(self) -> AsyncIterator[Sequence[Delivery]]:
        """All deliveries in the order of the socket, in batches.

        Ends by raising HomeUnreachable, HomeRefused or HomeProtocolError, or by itself
        after `close`.
        """

    async def close(self) -> None:
        """Close the connection; idempotent."""


class Home(Protocol):
    """A Home Assistant with an address and credentials."""

    @property
    def address(self) -> str:
        """For people to read; holds no secret."""

    async def connect(self, progress: Callable[[ConnectionState], None]) -> HomeLink:
        """Connect and authenticate, telling each state it passes through.

        Raises HomeUnreachable, HomeRefused or HomeProtocolError.
        """
