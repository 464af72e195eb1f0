"""How the databases of the servers profile are tested, one step after the other."""

from typing import Protocol

from energy_desktop.model.server_addresses import Server, ServerAddresses
from energy_desktop.model.server_test import Endpoint


class ServerProbe(Protocol):
    """Looks whether the databases are where they are said to be, and changes no rows."""

    def endpoints(self, server: Server, addresses: ServerAddresses) -> tuple[Endpoint, ...]:
        """The ports that have to answer; none where the driver finds the machines itself.

        Raises WrongUsage for what is no address.
        """

    async def resolve(self, endpoint: Endpoint) -> str:
        """The IP address behind a name; raises StoreUnusable."""

    async def knock(self, server: Server, endpoint: Endpoint) -> float:
        """Seconds until a port takes a connection; raises StoreUnusable."""

    async def sign_in(self, server: Server, addresses: ServerAddresses) -> str:
        """Name and version of what answers, once it was seen that the program can work with it.

        Raises StoreUnusable, or WrongUsage for what is no address.
        """
