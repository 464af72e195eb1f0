"""A believable household that speaks Home Assistant's WebSocket protocol."""

from energy_desktop.adapters.demo_home.household import Household
from energy_desktop.adapters.demo_home.server import DemoHome, Faults, Record

__all__ = ["DemoHome", "Faults", "Household", "Record"]
