"""Compressed states of `subscribe_entities`, resolved to full ones.

The format is that of homeassistant/components/websocket_api/messages.py: a change holds only
what differs from the state before, so the state before of every entity is kept here.
"""

from energy_desktop.adapters.home_assistant.delivery_queue import DeliveryQueue
from energy_desktop.adapters.home_assistant.wire import Attributes, Difference, Event, FullState
from energy_desktop.model.home import Removal, Snapshot, StateEvent
from energy_desktop.model.timestamps import from_epoch_seconds

_NO_ATTRIBUTES = Attributes()


class UnknownEntityChanged(ValueError):
    """A change came for an entity whose state was never sent."""


class EntityStream:
    """One subscription: takes its events and puts deliveries into the queue."""

    def __init__(self, queue: DeliveryQueue) -> None:
        self._subscription = 0
        self._queue = queue
        self._held: dict[str, StateEvent] = {}
        self._is_first = True

    def begin(self, subscription: int) -> None:
        """Learn the id of the subscription, before its first event."""
        self._subscription = subscription

    def take(self, event: Event) -> None:
        """Deliver an event: what was added, then changed, then removed.

        Raises UnknownEntityChanged when the stream contradicts itself.
        """
        if event.a is not None:
            self._add(event.a)
        if event.c is not None:
            self._change(event.c)
        if event.r is not None:
            self._remove(event.r)

    def _add(self, added: dict[str, FullState]) -> None:
        states = tuple(full_state(entity_id, state) for entity_id, state in added.items())
        self._held.update((state.entity_id, state) for state in states)
        self._queue.add(Snapshot(self._subscription, states, first=self._is_first))
        self._is_first = False

    def _change(self, changed: dict[str, Difference]) -> None:
        held, states = self._held, []
        for entity_id, difference in changed.items():
            before = held.get(entity_id)
            if before is None:
                raise UnknownEntityChanged(entity_id)
            held[entity_id] = state = changed_state(before, difference)
            states.append(state)
        self._queue.add_changes(self._subscription, states)

    def _remove(self, entity_ids: list[str]) -> None:
        for entity_id in entity_ids:
            self._held.pop(entity_id, None)
        self._queue.add(Removal(self._subscription, tuple(entity_ids)))


def full_state(entity_id: str, state: FullState) -> StateEvent:
    """A state of a snapshot."""
    attributes = state.a or _NO_ATTRIBUTES
    last_updated = from_epoch_seconds(state.lc if state.lu is None else state.lu)
    return StateEvent(entity_id, state.s, last_updated, attributes.unit(), attributes.reset())


def changed_state(before: StateEvent, difference: Difference) -> StateEvent:
    """The state after a change; called for each of many thousand events a second."""
    entity_id, state, last_updated, unit, last_reset = before
    plus, minus = difference.plus, difference.minus
    if minus is not None:
        if "unit_of_measurement" in minus.a:
            unit = None
        if "last_reset" in minus.a:
            last_reset = None
    if plus is not None:
        if plus.s is not None:
            state = plus.s
        updated = plus.lc if plus.lc is not None else plus.lu
        if updated is not None:
            last_updated = from_epoch_seconds(updated)
        if plus.a is not None:
            unit, last_reset = plus.a.unit(unit), plus.a.reset(last_reset)
    return StateEvent(entity_id, state, last_updated, unit, last_reset)
