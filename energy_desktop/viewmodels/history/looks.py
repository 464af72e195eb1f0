"""How each shown sensor is told apart: by its kind's colour where that is free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import Entity
from energy_desktop.viewmodels.hues import Hue

_BY_ROLE: dict[str, Hue] = {
    Role.SOLAR: Hue.SOLAR,
    Role.SOLAR_POWER: Hue.SOLAR,
    Role.GRID_IN: Hue.GRID_IN,
    Role.GRID_POWER: Hue.GRID_IN,
    Role.GRID_OUT: Hue.GRID_OUT,
    Role.BATTERY_OUT: Hue.BATTERY_OUT,
    Role.BATTERY_POWER: Hue.BATTERY_OUT,
    Role.BATTERY_CHARGE: Hue.BATTERY_OUT,
    Role.BATTERY_IN: Hue.BATTERY_IN,
    Role.GAS: Hue.GAS,
    Role.WATER: Hue.WATER,
}

ORDER = (
    Hue.HOME,
    Hue.GAS,
    Hue.WATER,
    Hue.GRID_OUT,
    Hue.BATTERY_IN,
    Hue.BATTERY_OUT,
    Hue.SOLAR,
    Hue.GRID_IN,
)
"""Who has no colour of its own takes the first free one: neighbours here differ most."""


@dataclass(frozen=True, slots=True)
class Look:
    """A line's colour, and whether it is dashed because the colour alone would mislead."""

    hue: Hue
    is_dashed: bool = False


class Looks:
    """A sensor keeps its look as long as it is shown."""

    def __init__(self) -> None:
        self._given: dict[str, Look] = {}

    def give(self, entities: Iterable[Entity]) -> Mapping[str, Look]:
        """The look of each shown sensor, by recording id."""
        shown = list(entities)
        keys = {entity.recording_id for entity in shown}
        self._given = {key: look for key, look in self._given.items() if key in keys}
        for entity in shown:
            if entity.recording_id not in self._given:
                self._given[entity.recording_id] = self._look_for(entity)
        return dict(self._given)

    def _look_for(self, entity: Entity) -> Look:
        taken = [look.hue for look in self._given.values()]
        own = _BY_ROLE.get(entity.role or "")
        if own is not None and own not in taken:
            return Look(own)
        free = [hue for hue in ORDER if hue not in taken]
        if free:
            return Look(free[0], is_dashed=own is not None)
        rarest = min(ORDER, key=taken.count)
        return Look(rarest, is_dashed=True)
