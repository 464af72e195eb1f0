"""Choosing what is recorded: what there is, what it shows now, what is new."""

import math
from collections.abc import Collection, Mapping

from energy_desktop.model.entities import Entity
from energy_desktop.model.settings import ENTITIES_OFFERED
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.tracking import Tracking


class EntityChoice:
    """What a screen needs to let a person choose; raises what home and stores raise."""

    def __init__(
        self, stores: Stores, access: HomeAccess, tracking: Tracking, discovery: Discovery
    ) -> None:
        self._stores = stores
        self._access = access
        self._tracking = tracking
        self._discovery = discovery

    def known(self) -> list[Entity]:
        """All that was ever discovered or tracked."""
        return self._tracking.known()

    @property
    def version(self) -> int:
        """Rises with each change of what is known or tracked."""
        return self._tracking.version

    async def discover(self) -> None:
        """Ask Home Assistant what there is."""
        await self._discovery.discover()

    async def values(self) -> Mapping[str, float]:
        """The present value of each known entity that has one, in the unit it is stored in."""
        async with self._access.link() as link:
            states = await link.states()
        values: dict[str, float] = {}
        for state in states:
            entity = self._tracking.of_home_id(state.entity_id)
            if entity is None:
                continue
            try:
                value = entity.conversion(float(state.state))
            except ValueError:
                continue
            if math.isfinite(value):
                values[entity.recording_id] = value
        return values

    async def offered(self) -> frozenset[str]:
        """Recording ids that a person has chosen among before; empty before the first time."""
        stored = (await self._stores.state.settings()).get(ENTITIES_OFFERED.key, "")
        return frozenset(stored.split())

    async def apply(
        self, recording_ids: Collection[str], offered: Collection[str]
    ) -> tuple[list[Entity], list[Entity]]:
        """Track exactly these, at once; those that begin, and those that end.

        `offered` is what the person chose among: none of it is new from now on.
        """
        begun, ended = await self._tracking.choose(recording_ids)
        seen = sorted(frozenset(offered) | await self.offered())
        await self._stores.state.save_settings({ENTITIES_OFFERED.key: "\n".join(seen)})
        return begun, ended
