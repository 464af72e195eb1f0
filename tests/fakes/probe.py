"""A network in memory, with one machine in it."""

from energy_desktop.model.connection_test import Place
from energy_desktop.ports.errors import EnergyDesktopError


class FakeProbe:
    """Implements `ports.home_probe.HomeProbe`."""

    def __init__(self) -> None:
        self.unknown_name: EnergyDesktopError | None = None
        self.closed_port: EnergyDesktopError | None = None
        self.asked: list[str] = []

    async def resolve(self, address: str) -> Place:
        self.asked.append(address)
        if self.unknown_name is not None:
            raise self.unknown_name
        is_secure = address.startswith("https")
        return Place("homeassistant.local", 8123, is_secure, "192.168.1.20")

    async def knock(self, _place: Place) -> float:
        if self.closed_port is not None:
            raise self.closed_port
        return 0.014
