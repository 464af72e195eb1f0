"""What a colour stands for; the theme knows which colour that is."""

from enum import StrEnum


class Hue(StrEnum):
    """Energy colours by their meaning, as Home Assistant's users know them."""

    SOLAR = "solar"
    GRID_IN = "grid_in"
    GRID_OUT = "grid_out"
    BATTERY_OUT = "battery_out"
    BATTERY_IN = "battery_in"
    HOME = "home"
    GAS = "gas"
    WATER = "water"
    UNTRACKED = "untracked"
    IDLE = "idle"
    """Nothing flows."""
