"""Home Assistant's WebSocket protocol in front of a household."""

from energy_desktop.adapters.demo_home.server.demo_home import DemoHome, Record
from energy_desktop.adapters.demo_home.server.faults import Faults

__all__ = ["DemoHome", "Faults", "Record"]
