"""Entities: what the program knows of a sensor beside its readings."""

from dataclasses import dataclass, replace

from energy_desktop.model.timestamps import Micros
from energy_desktop.model.units import Conversion, conversion_of


@dataclass(frozen=True, slots=True)
class EarlierId:
    """An entity_id that Home Assistant used for the entity until a moment."""

    entity_id: str
    until: Micros


@dataclass(frozen=True, slots=True)
class DatedUnit:
    """The unit in which Home Assistant reports since a moment."""

    unit: str | None
    since: Micros


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity's document in the state store."""

    recording_id: str
    """The entity_id under which it was first seen; never changes; the metric store's key."""
    entity_id: str
    """Home Assistant's present entity_id."""
    registry_id: str | None = None
    """Home Assistant's immutable registry id; None where the entity is not registered."""
    name: str = ""
    device_class: str | None = None
    state_class: str | None = None
    icon: str | None = None
    is_tracked: bool = False
    is_active: bool = True
    energy_prefs: bool = False
    """Named by Home Assistant's energy preferences."""
    role: str | None = None
    """Its place in the energy preferences: `grid_in`, `solar`, `device` ...; None outside."""
    parent: str | None = None
    """The entity_id whose figures include this one (`included_in_stat`)."""
    statistics_only: bool = False
    """An external statistic such as `tibber:energy`, which has no states."""
    units: tuple[DatedUnit, ...] = ()
    earlier_ids: tuple[EarlierId, ...] = ()

    @property
    def unit(self) -> str | None:
        """The unit Home Assistant reports in at present."""
        return self.units[-1].unit if self.units else None

    @property
    def conversion(self) -> Conversion:
        """From the present unit to the stored one."""
        return conversion_of(self.unit)

    @property
    def stored_unit(self) -> str | None:
        """The unit in which its readings are stored."""
        return self.conversion.canonical_unit

    def renamed(self, entity_id: str, at: Micros) -> "Entity":
        """The same entity under its new entity_id; the recording id stays."""
        if entity_id == self.entity_id:
            return self
        earlier = (*self.earlier_ids, EarlierId(self.entity_id, at))
        return replace(self, entity_id=entity_id, earlier_ids=earlier)

    def with_unit(self, unit: str | None, since: Micros) -> "Entity":
        """The same entity reporting in `unit` from a moment on."""
        if self.units and self.units[-1].unit == unit:
            return self
        return replace(self, units=(*self.units, DatedUnit(unit, since)))


def changes_of(before: Entity, after: Entity) -> list[str]:
    """What became different about an entity that matters to its record, in words."""
    compared = (
        ("entity_id", before.entity_id, after.entity_id),
        ("unit", before.unit, after.unit),
        ("device class", before.device_class, after.device_class),
        ("state class", before.state_class, after.state_class),
    )
    changes = [f"{what}: {old} → {new}" for what, old, new in compared if old and old != new]
    if before.is_active != after.is_active:
        changes.append("is there again" if after.is_active else "is not there any more")
    return changes
