"""Home Assistant's clock, asked by a template: the only way a read-only user has."""

import asyncio

from energy_desktop.adapters.home_assistant.delivery_queue import DeliveryQueue
from energy_desktop.adapters.home_assistant.wire import Event
from energy_desktop.model.home import ClockAnswer
from energy_desktop.model.timestamps import Micros, from_epoch_seconds

TEMPLATE = {"template": "{{ utcnow().timestamp() }}"}
"""Microseconds; rendered anew by Home Assistant every minute."""


class ClockListener:
    """Delivers the answers of one question; the first one is told to who asked."""

    def __init__(self, queue: DeliveryQueue) -> None:
        self.first: asyncio.Future[Micros | None] = asyncio.get_running_loop().create_future()
        self._queue = queue

    def take(self, event: Event) -> None:
        """Deliver an answer; raises ValueError when it is no time."""
        if event.result is None:
            return
        at = from_epoch_seconds(float(event.result))
        self._queue.add(ClockAnswer(at))
        if not self.first.done():
            self.first.set_result(at)
