"""Entities as rows to choose among: in a sensible order, searched and filtered."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import Entity
from energy_desktop.model.figures import MISSING, Notation
from energy_desktop.model.units import Quantity
from energy_desktop.viewmodels.device_icons import DEFAULT_ICON, icon_of


class Kind(StrEnum):
    """What an entity measures, as people sort it."""

    POWER = "power"
    ENERGY = "energy"
    GAS_WATER = "gas_water"
    BATTERY = "battery"
    OTHER = "other"


class Chip(StrEnum):
    """The filters above the table."""

    ALL = "all"
    TRACKED = "tracked"
    POWER = "power"
    ENERGY = "energy"
    GAS_WATER = "gas_water"
    BATTERY = "battery"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity as the table shows it."""

    recording_id: str
    name: str
    entity_id: str
    icon: str
    kind: Kind
    value: str
    unit: str
    state_class: str
    is_ticked: bool
    is_tracked: bool
    is_new: bool
    is_gone: bool
    of_energy_prefs: bool

    def is_in(self, chip: Chip) -> bool:
        """Whether a filter lets it through."""
        match chip:
            case Chip.ALL:
                return True
            case Chip.TRACKED:
                return self.is_tracked
            case Chip.NEW:
                return self.is_new
            case Chip.GONE:
                return self.is_gone
            case _:
                return self.kind.value == chip.value

    def has(self, words: Collection[str]) -> bool:
        """Whether name, entity id or unit have all of these words, in small letters."""
        text = f"{self.name} {self.entity_id} {self.unit}".casefold()
        return all(word in text for word in words)


_ROLES = {role.value: place for place, role in enumerate(Role)}
_ICONS = {
    Kind.POWER: "flash",
    Kind.ENERGY: "counter",
    Kind.GAS_WATER: "meter-gas",
    Kind.BATTERY: "battery",
    Kind.OTHER: "eye",
}
_KIND_OF_QUANTITY = {
    Quantity.POWER: Kind.POWER,
    Quantity.ENERGY: Kind.ENERGY,
    Quantity.VOLUME: Kind.GAS_WATER,
}
_KIND_OF_CLASS = {
    "power": Kind.POWER,
    "energy": Kind.ENERGY,
    "energy_storage": Kind.BATTERY,
    "gas": Kind.GAS_WATER,
    "water": Kind.GAS_WATER,
    "battery": Kind.BATTERY,
}


def kind_of(entity: Entity) -> Kind:
    """By its part in the home, its device class, and its unit at last."""
    if entity.role is not None and entity.role.startswith("battery"):
        return Kind.BATTERY
    by_class = _KIND_OF_CLASS.get(entity.device_class or "")
    return by_class or _KIND_OF_QUANTITY.get(entity.conversion.quantity, Kind.OTHER)


def rows_of(
    entities: Iterable[Entity],
    ticked: Collection[str],
    new: Collection[str],
    value_of: Callable[[str], float | None],
    notation: Notation,
) -> list[EntityRow]:
    """All rows: what the energy preferences name first, in their order; what is gone last."""
    return [
        EntityRow(
            recording_id=entity.recording_id,
            name=entity.name or entity.entity_id,
            entity_id=entity.entity_id,
            icon=_icon(entity),
            kind=kind_of(entity),
            value=_value(entity, value_of, notation),
            unit=entity.stored_unit or "",
            state_class=_state_class(entity),
            is_ticked=entity.recording_id in ticked,
            is_tracked=entity.is_tracked,
            is_new=entity.recording_id in new,
            is_gone=not entity.is_active,
            of_energy_prefs=entity.energy_prefs,
        )
        for entity in sorted(entities, key=_place)
    ]


def _value(entity: Entity, value_of: Callable[[str], float | None], notation: Notation) -> str:
    if entity.statistics_only:
        return ""
    return value_text(value_of(entity.recording_id), notation)


def value_text(value: float | None, notation: Notation) -> str:
    """A reading as a table shows it: no more digits than say something."""
    if value is None or value != value:
        return MISSING
    size = abs(value)
    if value == round(value) or size >= 100_000:
        return notation.decimal(value, 0)
    return notation.decimal(value, 1 if size >= 10 else 2 if size >= 1 else 3)


def _place(entity: Entity) -> tuple[bool, int, bool, str, str]:
    role = _ROLES.get(entity.role or "", len(_ROLES))
    name = (entity.name or entity.entity_id).casefold()
    return not entity.is_active, role, not entity.is_tracked, name, entity.recording_id


def _icon(entity: Entity) -> str:
    icon = icon_of(entity)
    return icon if icon != DEFAULT_ICON else _ICONS[kind_of(entity)]


def _state_class(entity: Entity) -> str:
    if entity.statistics_only:
        return QCoreApplication.translate("Entities", "statistics only")
    return {
        "measurement": QCoreApplication.translate("Entities", "measurement"),
        "total": QCoreApplication.translate("Entities", "total"),
        "total_increasing": QCoreApplication.translate("Entities", "total, increasing"),
    }.get(entity.state_class or "", (entity.state_class or "").replace("_", " "))
