"""The first two steps towards a Home Assistant, before anything is said to it."""

from typing import Protocol

from energy_desktop.model.connection_test import Place


class HomeProbe(Protocol):
    """Looks whether there is anything at an address."""

    async def resolve(self, address: str) -> Place:
        """Take an address apart and look its name up.

        Raises WrongUsage when it is no address, HomeUnreachable when the name is unknown.
        """

    async def knock(self, place: Place) -> float:
        """Seconds until the port takes a connection; nothing is sent to it.

        Raises HomeUnreachable when it does not.
        """
