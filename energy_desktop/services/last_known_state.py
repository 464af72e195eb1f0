"""What a server told last, kept on the local disk for a start without it."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from energy_desktop.model.entities import Entity
from energy_desktop.model.recording import SubscriptionState
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LastKnown, LocalState

_SAVE_EVERY = 60.0
"""Seconds between two savings of the last event, which changes with every batch."""

_log = logging.getLogger(__name__)


class LastKnownState:
    """Saved when it changes; a disk that takes nothing is told, and stops nobody."""

    def __init__(self, local: LocalState, clock: Clock) -> None:
        self._local = local
        self._clock = clock
        self._known = local.known
        self._saved_at = clock.monotonic()

    @property
    def settings(self) -> dict[str, str] | None:
        """None where they were never asked for."""
        return self._known.settings

    @property
    def entities(self) -> Sequence[Entity] | None:
        """None where they were never asked for."""
        return self._known.entities

    @property
    def subscription(self) -> SubscriptionState | None:
        """None where it was never asked for."""
        return self._known.subscription

    async def settings_are(self, settings: dict[str, str]) -> None:
        """These are all."""
        await self._change(replace(self._known, settings=dict(settings)))

    async def entities_are(self, entities: Sequence[Entity]) -> None:
        """These are all."""
        await self._change(replace(self._known, entities=tuple(entities)))

    async def subscription_is(self, subscription: SubscriptionState) -> None:
        """This is it."""
        await self._change(replace(self._known, subscription=subscription))

    async def heard(self, session_id: str, last_event_at: Micros | None) -> None:
        """The session has got so far."""
        before = self._known.subscription
        seen = before.last_event_at if before is not None else None
        moments = [moment for moment in (seen, last_event_at) if moment is not None]
        told = SubscriptionState(session_id, max(moments, default=None), "live")
        self._known = replace(self._known, subscription=told)
        if self._clock.monotonic() - self._saved_at >= _SAVE_EVERY:
            await self.save()

    async def cut(self, later_than: Micros) -> None:
        """Nothing later was heard of, whatever was believed."""
        told = self._known.subscription
        if told is not None and told.last_event_at is not None:
            at = min(told.last_event_at, later_than)
            await self.subscription_is(replace(told, last_event_at=at))

    async def save(self) -> None:
        """Save what is not saved yet."""
        self._saved_at = self._clock.monotonic()
        known = replace(self._known, tenure=self._local.known.tenure)
        if known == self._local.known:
            return
        try:
            await self._local.keep(known)
        except StoreUnusable as error:
            _log.warning("a start without the server would know older settings: %s", error)

    async def _change(self, known: LastKnown) -> None:
        if known != self._known:
            self._known = known
            await self.save()
