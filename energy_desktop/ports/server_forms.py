"""Between what a person types of the databases and the connection strings it means."""

from typing import Protocol

from energy_desktop.model.server_addresses import KnownServers, ServerAddresses, ServerEntries


class ServerForms(Protocol):
    """Knows how addresses are written, what is kept, and what the environment gives."""

    async def known(self) -> KnownServers:
        """What a form begins with: the environment's, the saved ones, else usual ones."""

    async def addresses(self, entries: ServerEntries) -> ServerAddresses:
        """The connection strings that are meant, passwords included.

        Raises WrongUsage for what is no address. Every password is kept out of the log from
        then on.
        """
