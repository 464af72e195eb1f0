"""Two databases in memory, and what a person may type of them."""

import asyncio

from energy_desktop.model.server_addresses import (
    KnownServers,
    Server,
    ServerAddresses,
    ServerEntries,
)
from energy_desktop.model.server_test import Endpoint
from energy_desktop.ports.errors import EnergyDesktopError

_VERSIONS = {Server.QUESTDB: "QuestDB 9.3.2", Server.MONGODB: "MongoDB 8.0.4"}


class FakeServers:
    """Implements `ports.server_forms.ServerForms` and `ports.server_probe.ServerProbe`."""

    def __init__(self) -> None:
        self.known_servers = KnownServers()
        self.unknown_name: EnergyDesktopError | None = None
        self.closed_ports: dict[int, EnergyDesktopError] = {}
        self.refusals: dict[Server, EnergyDesktopError] = {}
        self.answers = asyncio.Event()
        """While it is not set, nobody answers the sign-in."""
        self.answers.set()
        self.tested: list[ServerAddresses] = []
        self.asked: list[Server] = []

    async def known(self) -> KnownServers:
        return self.known_servers

    async def addresses(self, entries: ServerEntries) -> ServerAddresses:
        made = ServerAddresses(
            f"{entries.questdb_http} {entries.questdb_user} {entries.questdb_password}",
            f"{entries.questdb_pg} {entries.questdb_user} {entries.questdb_password}",
            f"{entries.mongodb} {entries.mongodb_user} {entries.mongodb_password}",
        )
        self.tested.append(made)
        return made

    def endpoints(self, server: Server, addresses: ServerAddresses) -> tuple[Endpoint, ...]:
        is_secure = "https" in addresses.questdb_ilp
        if server is Server.MONGODB:
            return (Endpoint("db.local", 27017, is_secure, 27017),)
        return (
            Endpoint("db.local", 9000, is_secure, 9000),
            Endpoint("db.local", 8812, is_secure, 8812),
        )

    async def resolve(self, _endpoint: Endpoint) -> str:
        if self.unknown_name is not None:
            raise self.unknown_name
        return "192.168.1.30"

    async def knock(self, _server: Server, endpoint: Endpoint) -> float:
        if endpoint.port in self.closed_ports:
            raise self.closed_ports[endpoint.port]
        return 0.003

    async def sign_in(self, server: Server, _addresses: ServerAddresses) -> str:
        self.asked.append(server)
        await self.answers.wait()
        if server in self.refusals:
            raise self.refusals[server]
        return _VERSIONS[server]
