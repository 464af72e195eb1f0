"""The icon of a device: its owner's choice, else by what its name says it is."""

import re

from energy_desktop.model.entities import Entity

DEFAULT_ICON = "power-plug"

_CAR_CHARGER = re.compile(r"\b(ev|evse|wallbox|car|vehicle|ladestation|go-e)\b", re.I)

_BY_WORD: tuple[tuple[str, str], ...] = (
    (r"heat ?pump|wärmepumpe|waermepumpe", "heat-pump"),
    (r"ev|evse|wallbox|car|vehicle|ladestation", "ev-station"),
    (r"fridge|refrigerator|kühlschrank|kuehlschrank", "fridge"),
    (r"freezer|gefrierschrank|tiefkühl\w*", "snowflake"),
    (r"wash\w*|waschmaschine", "washing-machine"),
    (r"dryer|trockner", "tumble-dryer"),
    (r"dish ?washer|spülmaschine|geschirrspüler", "dishwasher"),
    (r"oven|hob|stove|herd|backofen|cook\w*", "stove"),
    (r"kettle|wasserkocher", "kettle"),
    (r"coffee|kaffee\w*", "coffee-maker"),
    (r"micro ?wave|mikrowelle", "microwave"),
    (r"tv|television|fernseher", "television"),
    (r"server|nas|network|netzwerk|router|switch", "server-network"),
    (r"desk|office|pc|computer|büro|schreibtisch", "desktop-tower-monitor"),
    (r"light\w*|lamp\w*|licht|beleuchtung", "lightbulb"),
    (r"ventilation|fan|lüftung", "fan"),
    (r"boiler|water heater|warmwasser", "water-boiler"),
    (r"air ?con\w*|klima\w*|hvac", "air-conditioner"),
    (r"heater|radiator|heizung|heizkörper", "radiator"),
    (r"pump|pumpe", "pump"),
    (r"solar|pv|inverter|wechselrichter", "solar-power"),
    (r"battery|akku|speicher", "home-battery"),
    (r"grid|mains|netz", "transmission-tower"),
)
_KINDS = tuple((re.compile(rf"\b({words})\b", re.I), icon) for words, icon in _BY_WORD)


def icon_of(entity: Entity) -> str:
    """A name of Material Design Icons, without the `mdi:` in front of it."""
    if entity.icon and entity.icon.startswith("mdi:"):
        return entity.icon.removeprefix("mdi:")
    words = _words(entity)
    return next((icon for kind, icon in _KINDS if kind.search(words)), DEFAULT_ICON)


def is_car_charger(entity: Entity) -> bool:
    """Whether a device charges a car: the one consumer worth a place of its own at rest."""
    if entity.icon in ("mdi:ev-station", "mdi:car-electric", "mdi:ev-plug-type2"):
        return True
    return bool(_CAR_CHARGER.search(_words(entity)))


def _words(entity: Entity) -> str:
    identifier = entity.entity_id.partition(".")[2].replace("_", " ")
    return f"{entity.name} {identifier}"
