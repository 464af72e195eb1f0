"""The household itself: computed from a seed, never stored."""

from energy_desktop.adapters.demo_home.household.catalogue import Entity, Kind, Source
from energy_desktop.adapters.demo_home.household.home import Household, Readings, State
from energy_desktop.adapters.demo_home.household.quarters import Place
from energy_desktop.adapters.demo_home.household.statistics import Statistics, weigh

__all__ = [
    "Entity",
    "Household",
    "Kind",
    "Place",
    "Readings",
    "Source",
    "State",
    "Statistics",
    "weigh",
]
