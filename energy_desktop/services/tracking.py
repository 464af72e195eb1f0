"""Which entities are recorded, under which recording id, through renames and absences."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from energy_desktop.model.discovery import is_external_statistic, qualifies
from energy_desktop.model.energy_preferences import EnergyPreferences
from energy_desktop.model.entities import Entity, changes_of
from energy_desktop.model.home import EntityState, RegisteredEntity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.store_opener import Stores


class Tracking:
    """The known entities in memory, every change written through to the state store."""

    def __init__(self, stores: Stores, now: Callable[[], Micros]) -> None:
        """`now` is Home Assistant's time as far as it is known, for the log."""
        self._stores = stores
        self._now = now
        self._entities: dict[str, Entity] = {}
        self._by_home_id: dict[str, Entity] = {}
        self._listeners: list[Callable[[], None]] = []
        self.version = 0
        """Rises with each change."""

    async def load(self) -> None:
        """Read the known entities from the state store."""
        self._replace(await self._stores.state.entities())

    def listen(self, listener: Callable[[], None]) -> None:
        """Be called after each change of the known or tracked entities."""
        self._listeners.append(listener)

    def known(self) -> list[Entity]:
        """All entities ever discovered or tracked, by recording id."""
        return [self._entities[key] for key in sorted(self._entities)]

    def tracked(self) -> list[Entity]:
        """Those that are recorded."""
        return [entity for entity in self.known() if entity.is_tracked]

    def of_home_id(self, entity_id: str) -> Entity | None:
        """The entity that Home Assistant calls so at present: the one translation of ids."""
        return self._by_home_id.get(entity_id)

    def find(self, entity_id: str) -> Entity | None:
        """An entity by any name a person may use: present, recording or earlier id."""
        known = self._by_home_id.get(entity_id) or self._entities.get(entity_id)
        if known is not None:
            return known
        for entity in self._entities.values():
            if any(earlier.entity_id == entity_id for earlier in entity.earlier_ids):
                return entity
        return None

    async def discovered(
        self,
        states: Iterable[EntityState],
        registry: Collection[RegisteredEntity],
        preferences: EnergyPreferences,
        pattern: str,
        at: Micros,
        wanted: frozenset[str] = frozenset(),
    ) -> list[Entity]:
        """Take in what Home Assistant has now; the active entities that qualify or are known.

        New ones are stored untracked; a known one that is missing becomes inactive. `wanted`
        entities need not qualify.
        """
        await self.renamed(registry, at)
        registry_ids = {entry.entity_id: entry.registry_id for entry in registry}
        states_by_id = {state.entity_id: state for state in states}
        updated: list[Entity] = []
        for state in states_by_id.values():
            known = self._by_home_id.get(state.entity_id)
            offered = state.entity_id in wanted or qualifies(state, pattern, preferences)
            if known is None and not offered:
                continue
            registered = registry_ids.get(state.entity_id)
            base = known or Entity(self._unused(state.entity_id, registered), state.entity_id)
            updated.append(_described(base, state, registered, preferences, at))
        updated += [
            replace(entity, is_active=False)
            for entity in self.known()
            if entity.entity_id not in states_by_id
            and not entity.statistics_only
            and entity.is_active
        ]
        updated += self._external(preferences)
        await self._save(updated)
        return [e for e in self.known() if e.is_active]

    async def renamed(self, registry: Collection[RegisteredEntity], at: Micros) -> list[Entity]:
        """Compare the registry with what is known: entities that were renamed keep their history.

        A rename while this program was away is found the same way.
        """
        by_registry_id = {e.registry_id: e for e in self._entities.values() if e.registry_id}
        moved = [
            known.renamed(entry.entity_id, at)
            for entry in registry
            if (known := by_registry_id.get(entry.registry_id)) is not None
            and known.entity_id != entry.entity_id
        ]
        taken = {entity.entity_id: entity.recording_id for entity in moved}
        displaced = [
            replace(known, is_active=False)
            for known in self._entities.values()
            if known.entity_id in taken and known.recording_id != taken[known.entity_id]
        ]
        await self._save([*moved, *displaced])
        return moved

    async def track(self, entity_ids: Collection[str]) -> tuple[list[str], list[str]]:
        """Track discovered entities; those newly tracked and those that already were.

        Raises WrongUsage naming the ids that Home Assistant does not have.
        """
        wanted = self._found(entity_ids, ProblemCode.ENTITY_UNKNOWN)
        new = [replace(e, is_tracked=True) for e in wanted if not e.is_tracked]
        await self._save(new)
        return [e.entity_id for e in new], [e.entity_id for e in wanted if e.is_tracked]

    async def untrack(self, entity_ids: Collection[str]) -> list[str]:
        """Stop recording entities; what is stored stays. Those that were tracked until now."""
        wanted = self._found(entity_ids, ProblemCode.ENTITY_NOT_TRACKED)
        ended = [replace(e, is_tracked=False) for e in wanted if e.is_tracked]
        await self._save(ended)
        return [e.entity_id for e in ended]

    async def choose(self, recording_ids: Collection[str]) -> tuple[list[Entity], list[Entity]]:
        """Track exactly these of the known entities; those that begin, and those that end.

        One change: whoever follows begins and ends all of them at the same moment.
        """
        begun = [e for e in self.known() if e.recording_id in recording_ids and not e.is_tracked]
        ended = [e for e in self.tracked() if e.recording_id not in recording_ids]
        await self._save(
            [replace(e, is_tracked=True) for e in begun]
            + [replace(e, is_tracked=False) for e in ended]
        )
        return begun, ended

    async def unit_changed(self, recording_id: str, unit: str | None, since: Micros) -> None:
        """Home Assistant reports an entity in another unit from a moment on."""
        await self._save([self._entities[recording_id].with_unit(unit, since)])

    def _found(self, entity_ids: Collection[str], otherwise: ProblemCode) -> list[Entity]:
        found = {entity_id: self.find(entity_id) for entity_id in entity_ids}
        missing = sorted(entity_id for entity_id, entity in found.items() if entity is None)
        if missing:
            raise WrongUsage(otherwise, entities=", ".join(missing))
        return [entity for entity in found.values() if entity is not None]

    def _unused(self, entity_id: str, registry_id: str | None) -> str:
        """A recording id for a new entity: its entity_id, unless a renamed one records under it."""
        if entity_id not in self._entities:
            return entity_id
        return f"{entity_id}#{registry_id or len(self._entities)}"

    def _external(self, preferences: EnergyPreferences) -> list[Entity]:
        return [
            Entity(
                part.statistic_id,
                part.statistic_id,
                name=part.name or part.statistic_id,
                statistics_only=True,
                energy_prefs=True,
                role=part.role,
                parent=part.parent,
            )
            for part in preferences
            if is_external_statistic(part.statistic_id) and part.statistic_id not in self._entities
        ]

    async def _save(self, entities: Collection[Entity]) -> None:
        changed = [e for e in entities if self._entities.get(e.recording_id) != e]
        if not changed:
            return
        noted = [(e, text) for e in changed for text in self._changes(e)]
        await self._stores.state.save_entities(changed)
        self._replace([*self._entities.values(), *changed])
        for entity, text in noted:
            at = self._now()
            entry = SyncEntry("entity", entity.recording_id, at, at, 0, None, text)
            await self._stores.state.add_sync_entry(entry)

    def _changes(self, entity: Entity) -> list[str]:
        """What became different about a tracked entity, for its log."""
        before = self._entities.get(entity.recording_id)
        return [] if before is None or not before.is_tracked else changes_of(before, entity)

    def _replace(self, entities: Iterable[Entity]) -> None:
        self._entities = {entity.recording_id: entity for entity in entities}
        active_last = sorted(self._entities.values(), key=lambda entity: entity.is_active)
        self._by_home_id = {entity.entity_id: entity for entity in active_last}
        self.version += 1
        for listener in self._listeners:
            listener()


def _described(
    entity: Entity,
    state: EntityState,
    registry_id: str | None,
    preferences: EnergyPreferences,
    at: Micros,
) -> Entity:
    part = preferences.of(state.entity_id)
    described = replace(
        entity,
        registry_id=registry_id or entity.registry_id,
        name=(part.name if part and part.name else state.name) or entity.name,
        device_class=state.device_class or entity.device_class,
        state_class=state.state_class or entity.state_class,
        icon=state.icon or entity.icon,
        is_active=True,
        energy_prefs=part is not None,
        role=part.role if part else None,
        parent=part.parent if part else None,
    )
    if state.unit is None and entity.units:
        return described
    return described.with_unit(state.unit, at)
