"""What draws power in the house, and how each thing behaves within a quarter of an hour."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Steady:
    """Runs on and on: each minute and each 5 seconds differ a little from the mean."""

    minute: float = 0.06
    """Largest deviation of a minute's mean from the quarter's, as a share of it."""
    flicker: float = 0.03
    """Largest deviation of 5 seconds from the minute's mean, as a share of it."""


@dataclass(frozen=True, slots=True)
class Switched:
    """Is on for one stretch of the quarter and off for the rest."""

    rated: float
    """Watts while it is on; a quarter that needs more is on throughout."""
    flicker: float = 0.012
    """Largest deviation of 5 seconds while on, as a share."""


@dataclass(frozen=True, slots=True)
class Load:
    """A leaf of the tree of consumers: something with a power of its own."""

    key: str
    name: str
    icon: str
    shape: Steady | Switched
    parent: str | None = None
    """Key of the group whose meter contains this one."""
    hidden: bool = False
    """Has no meter of its own: the untracked rest of its group or of the home."""


@dataclass(frozen=True, slots=True)
class Group:
    """A meter that contains other consumers: a sub-panel, or an appliance with parts."""

    key: str
    name: str
    icon: str


GROUPS: Final = (
    Group("kitchen", "Kitchen panel", "mdi:countertop"),
    Group("heat_pump", "Heat pump", "mdi:heat-pump"),
)

LOADS: Final = (
    Load("fridge", "Fridge", "mdi:fridge", Switched(112.0), "kitchen"),
    Load("freezer", "Freezer", "mdi:fridge-industrial", Switched(96.0)),
    Load("kettle", "Kettle", "mdi:kettle", Switched(2050.0), "kitchen"),
    Load("coffee_machine", "Coffee machine", "mdi:coffee-maker", Switched(1350.0), "kitchen"),
    Load("oven", "Oven and hob", "mdi:stove", Switched(3400.0), "kitchen"),
    Load("dishwasher", "Dishwasher", "mdi:dishwasher", Switched(1950.0), "kitchen"),
    Load("kitchen_rest", "Kitchen sockets", "mdi:power-socket-de", Steady(0.2), "kitchen", True),
    Load("washing_machine", "Washing machine", "mdi:washing-machine", Switched(2080.0)),
    Load("dryer", "Dryer", "mdi:tumble-dryer", Steady(0.12)),
    Load("tv", "Television", "mdi:television", Steady(0.12, 0.06)),
    Load("desk", "Office desk", "mdi:desk", Steady(0.18, 0.08)),
    Load("network", "Network and server", "mdi:server-network", Steady(0.08, 0.05)),
    Load("ventilation", "Ventilation", "mdi:fan", Steady(0.03, 0.02)),
    Load("light_ground", "Lighting ground floor", "mdi:ceiling-light-multiple", Steady(0.1, 0.01)),
    Load("light_upper", "Lighting upper floor", "mdi:ceiling-light", Steady(0.1, 0.01)),
    Load("compressor", "Heat pump compressor", "mdi:hvac", Steady(0.15), "heat_pump"),
    Load("auxiliary", "Auxiliary heater", "mdi:radiator", Switched(3000.0), "heat_pump"),
    Load("circulation", "Circulation pump", "mdi:pump", Steady(0.04), "heat_pump", True),
    Load("boiler", "Hot water boiler", "mdi:water-boiler", Switched(2000.0)),
    Load("ev", "Car charger", "mdi:ev-station", Switched(7360.0, 0.004)),
    Load("pond", "Pond pump", "mdi:fountain", Steady(0.05, 0.03)),
    Load("aquarium", "Aquarium", "mdi:fishbowl", Switched(118.0)),
    Load("garage", "Garage workshop", "mdi:garage", Switched(1450.0, 0.03)),
    Load("base", "Everything else", "mdi:home", Steady(0.12, 0.06), None, True),
)

SOLAR_SHAPE: Final = Steady(0.0, 0.02)
"""The panels' own flicker; how much minutes differ depends on the clouds."""

SOLAR_PEAK: Final = 9_800.0
"""Watts the panels give in full sun."""

INVERTER: Final = 8_500.0
"""Watts the inverter can pass on."""
