"""What has been received and not been taken yet, in the order of the socket."""

import asyncio
from collections.abc import Sequence

from energy_desktop.model.home import Changes, Delivery, StateEvent
from energy_desktop.ports.errors import EnergyDesktopError

WAITING_LIMIT = 500_000
"""States that may wait; beyond it the socket is left unread until some are taken."""


class DeliveryQueue:
    """A queue of deliveries in which neighbouring changes of one subscription become one."""

    def __init__(self) -> None:
        self._deliveries: list[Delivery] = []
        self._states: list[StateEvent] = []
        self._subscription = 0
        self._waiting = 0
        self._something = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._ended = False
        self._error: EnergyDesktopError | None = None

    def add_changes(self, subscription: int, states: Sequence[StateEvent]) -> None:
        """Add changed states."""
        if subscription != self._subscription:
            self._close_changes()
            self._subscription = subscription
        self._states += states
        self._note(len(states))

    def add(self, delivery: Delivery) -> None:
        """Add anything else."""
        self._close_changes()
        self._deliveries.append(delivery)
        self._note(1)

    def end(self, error: EnergyDesktopError | None) -> None:
        """Nothing more will come: with an error, or because the link was closed."""
        if not self._ended:
            self._ended, self._error = True, error
            self._something.set()
            self._room.set()

    async def room(self) -> None:
        """Wait until fewer than WAITING_LIMIT states wait."""
        await self._room.wait()

    async def take(self) -> Sequence[Delivery]:
        """All that waits, at least one; empty after the end.

        Raises the error of the end once everything before it was taken.
        """
        await self._something.wait()
        self._close_changes()
        taken, self._deliveries = self._deliveries, []
        self._waiting = 0
        self._room.set()
        if not self._ended:
            self._something.clear()
        elif not taken and self._error is not None:
            raise self._error
        return taken

    def _close_changes(self) -> None:
        if self._states:
            self._deliveries.append(Changes(self._subscription, tuple(self._states)))
            self._states = []

    def _note(self, number: int) -> None:
        self._waiting += number
        self._something.set()
        if self._waiting >= WAITING_LIMIT and not self._ended:
            self._room.clear()
