"""Asking Home Assistant what there is to record."""

from collections.abc import Sequence

from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.settings import ENTITY_PATTERN
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.home import HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.tracking import Tracking

_CLOCK_WITHIN = 10.0


class Discovery:
    """Finds entities and keeps what is known of them up to date."""

    def __init__(self, stores: Stores, access: HomeAccess, tracking: Tracking) -> None:
        self._stores = stores
        self._access = access
        self._tracking = tracking

    async def discover(self) -> list[Entity]:
        """The entities that qualify or are tracked, as Home Assistant has them now."""
        async with self._access.link() as link:
            return await self.refresh(link)

    async def refresh(self, link: HomeLink, wanted: Sequence[str] = ()) -> list[Entity]:
        """Compare what is known with what Home Assistant has.

        `wanted` are entities that count whether they qualify or not.
        """
        settings = await self._stores.state.settings()
        return await self._tracking.discovered(
            await link.states(),
            await link.registry(),
            await link.energy_preferences(),
            settings.get(ENTITY_PATTERN.key, ENTITY_PATTERN.default),
            await link.ask_clock(_CLOCK_WITHIN),
            wanted=frozenset(wanted),
        )

    async def chosen(
        self, entity_ids: Sequence[str], *, everything: bool, energy_prefs: bool
    ) -> list[str]:
        """The entities a person means; what is named and not known yet is looked for."""
        if everything or energy_prefs:
            found = await self.discover()
            return [e.entity_id for e in found if everything or e.energy_prefs]
        unknown = [e for e in entity_ids if self._tracking.find(e) is None]
        if unknown:
            async with self._access.link() as link:
                await self.refresh(link, unknown)
        if not entity_ids:
            raise WrongUsage(ProblemCode.NOTHING_TRACKED)
        return list(entity_ids)
